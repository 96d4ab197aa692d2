"""What follows a commitment: publicity, links, progress, reports, sheets, verdicts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deliberation.store.db import Model
from deliberation.store.models.columns import (
    AccountId,
    Code,
    CommunityId,
    Id,
    Line,
    Name,
    Number,
    Words,
)
from deliberation.store.models.intake import Opinion, Photo
from deliberation.store.models.people import Account
from deliberation.store.models.resolutions import Commitment, Resolution


class ResultNotice(Model):
    """A publicity period of a result 结果公示: of a decision, or of what was done about it.

    Either `resolution_id` (协商结果公示, form D8) or `commitment_id` (办理结果公示) is set.
    Both days are in Asia/Shanghai and included.
    """

    id: Mapped[Id]
    community_id: Mapped[CommunityId]
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"), index=True)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    text: Mapped[Words]
    posted_at: Mapped[datetime]
    posted_by_id: Mapped[AccountId]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[Line] = mapped_column(default="")
    resolution: Mapped[Resolution | None] = relationship(back_populates="notices")
    commitment: Mapped[Commitment | None] = relationship(back_populates="notices")


class TaskLink(Model):
    """A signed link 交办码, with which an owner without an account acts on one commitment."""

    id: Mapped[Id]
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    holder: Mapped[Name]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[AccountId]
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[AccountId]
    commitment: Mapped[Commitment] = relationship(back_populates="links")


class Progress(Model):
    """A word on how it goes: `progress` in percent by the owner, `review` 会审 by the group."""

    id: Mapped[Id]
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    kind: Mapped[Code]
    percent: Mapped[int | None]
    text: Mapped[Words]
    at: Mapped[datetime]
    by_id: Mapped[AccountId]
    by_name: Mapped[Name] = mapped_column(default="")
    commitment: Mapped[Commitment] = relationship(back_populates="progress")


class Report(Model):
    """A report of completion 办结反馈 (form D11), and what the verifier found.

    `outcome` is empty while it waits, then `passed` or `sent_back`. Money in integer fen.
    """

    id: Mapped[Id]
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    text: Mapped[Words]
    unfinished: Mapped[Words] = mapped_column(default="")
    cost_fen: Mapped[int | None]
    funding: Mapped[Line] = mapped_column(default="")
    no_photo_reason: Mapped[Line] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[AccountId]
    by_name: Mapped[Name] = mapped_column(default="")
    outcome: Mapped[Code] = mapped_column(default="")
    checked_at: Mapped[datetime | None]
    checked_by_id: Mapped[AccountId]
    note: Mapped[Words] = mapped_column(default="")
    commitment: Mapped[Commitment] = relationship(back_populates="reports")
    photos: Mapped[list[Photo]] = relationship(back_populates="report", order_by="Photo.id")
    checked_by: Mapped[Account | None] = relationship(foreign_keys="Report.checked_by_id")


class SupervisionSheet(Model):
    """A supervision sheet 督办单 (form D10): one matter, one sheet 一事一单."""

    __table_args__ = (UniqueConstraint("community_id", "number"),)

    id: Mapped[Id]
    community_id: Mapped[CommunityId]
    number: Mapped[Number]
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    place: Mapped[int]
    colour: Mapped[Code]
    overdue_days: Mapped[int | None]
    situation: Mapped[Words]
    demand: Mapped[Words]
    new_due_on: Mapped[date | None]
    explain_by: Mapped[date | None]
    copied_to: Mapped[Line] = mapped_column(default="")
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[AccountId]
    answer: Mapped[Words] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    commitment: Mapped[Commitment] = relationship(back_populates="sheets")
    issued_by: Mapped[Account | None] = relationship(foreign_keys="SupervisionSheet.issued_by_id")


class Asking(Model):
    """A round in which the proposers are asked whether it is solved."""

    __table_args__ = (UniqueConstraint("commitment_id", "place"),)

    id: Mapped[Id]
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    place: Mapped[int]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[AccountId]
    text: Mapped[Words]
    commitment: Mapped[Commitment] = relationship(back_populates="askings")
    verdicts: Mapped[list["Verdict"]] = relationship(back_populates="asking", order_by="Verdict.id")


class Verdict(Model):
    """One answer 评价 (form D12): of a proposer by the receipt, or told to a worker.

    Of one proposer the newest counts. `timely` and `satisfied` may be left out (empty).
    """

    __table_args__ = (UniqueConstraint("asking_id", "opinion_id"),)

    id: Mapped[Id]
    asking_id: Mapped[int] = mapped_column(ForeignKey("asking.id"), index=True)
    opinion_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), index=True)
    kind: Mapped[Code]
    way: Mapped[Code]
    solved: Mapped[Code]
    timely: Mapped[Code] = mapped_column(default="")
    satisfied: Mapped[Code] = mapped_column(default="")
    text: Mapped[Words] = mapped_column(default="")
    at: Mapped[datetime]
    entered_by_id: Mapped[AccountId]
    asking: Mapped[Asking] = relationship(back_populates="verdicts")
    opinion: Mapped[Opinion | None] = relationship()

    @property
    def commitment(self) -> Commitment:
        """What was judged; decides who may see it."""
        return self.asking.commitment
