"""What was resolved, who objected and why, and who owes what by when."""

from datetime import date, datetime
from typing import TYPE_CHECKING

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
from deliberation.store.models.meetings import Meeting, Seat
from deliberation.store.models.room import Motion
from deliberation.store.models.topics import Topic

if TYPE_CHECKING:
    from deliberation.store.models.followthrough import (
        Asking,
        Progress,
        Report,
        ResultNotice,
        SupervisionSheet,
        TaskLink,
    )


class Resolution(Model):
    """The outcome of one topic in one meeting; `body` decides where the route is another's.

    What was taken back (a resolution, a commitment, a dissent) keeps its row and its entry in the
    record. The relationships hold what stands.
    """

    __table_args__ = (UniqueConstraint("community_id", "number"),)

    id: Mapped[Id]
    community_id: Mapped[CommunityId]
    number: Mapped[Number]
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"))
    outcome: Mapped[Code]
    body: Mapped[Line] = mapped_column(default="")
    text: Mapped[Words]
    review_on: Mapped[date | None]
    adopted_at: Mapped[datetime]
    adopted_by_id: Mapped[AccountId]
    edited: Mapped[int] = mapped_column(default=0)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[Line] = mapped_column(default="")
    topic: Mapped[Topic] = relationship(back_populates="resolutions")
    meeting: Mapped[Meeting] = relationship(back_populates="resolutions")
    motion: Mapped[Motion | None] = relationship()
    commitments: Mapped[list["Commitment"]] = relationship(
        back_populates="resolution",
        order_by="Commitment.id",
        primaryjoin=(
            "and_(Resolution.id == Commitment.resolution_id, Commitment.stage != 'dropped')"
        ),
    )
    dissents: Mapped[list["Dissent"]] = relationship(
        back_populates="resolution",
        order_by="Dissent.id",
        primaryjoin="and_(Resolution.id == Dissent.resolution_id, Dissent.struck_at.is_(None))",
    )
    notices: Mapped[list["ResultNotice"]] = relationship(
        back_populates="resolution", order_by="ResultNotice.id"
    )


class Dissent(Model):
    """A view kept beside the result: an objection or reservation with its reason.

    Stance `not_adopted` is a proposal that was not taken up; its `reason` then reads
    “全小区免费停放”，理由：须由业主大会定.
    """

    id: Mapped[Id]
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    stance: Mapped[Code]
    reason: Mapped[Words]
    at: Mapped[datetime]
    by_id: Mapped[AccountId]
    struck_at: Mapped[datetime | None]
    resolution: Mapped[Resolution] = relationship(back_populates="dissents")
    seat: Mapped[Seat | None] = relationship()


class Commitment(Model):
    """Who does what by when. Without an owner and a date the meeting does not close.

    `working_days` are counted from `counted_from`, which is not counted itself (民法典 201).
    Without a resolution it was handed over at once 即时办理, for its topic alone. `rules` names the
    rules of supervision that it was assigned under; `first_due_on` is its deadline then.
    """

    __table_args__ = (UniqueConstraint("community_id", "number"),)

    id: Mapped[Id]
    community_id: Mapped[CommunityId]
    number: Mapped[Number]
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"), index=True)
    stage: Mapped[Code] = mapped_column(index=True)
    text: Mapped[Words]
    standard: Mapped[Words] = mapped_column(default="")
    owner: Mapped[Line] = mapped_column(default="")
    post: Mapped[Line] = mapped_column(default="")
    co_owners: Mapped[Line] = mapped_column(default="")
    dated: Mapped[Code] = mapped_column(default="")
    due_on: Mapped[date | None]
    working_days: Mapped[int | None]
    counted_from: Mapped[date | None]
    due_reason: Mapped[Line] = mapped_column(default="")
    disclosure: Mapped[Line] = mapped_column(default="")
    agreed_at: Mapped[datetime]
    agreed_by_id: Mapped[AccountId]
    edited: Mapped[int] = mapped_column(default=0)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), index=True)
    funding: Mapped[Line] = mapped_column(default="")
    owner_account_id: Mapped[AccountId] = mapped_column(index=True)
    rules: Mapped[Code] = mapped_column(default="")
    assigned_at: Mapped[datetime | None]
    assigned_by_id: Mapped[AccountId]
    sign_by: Mapped[date | None]
    first_due_on: Mapped[date | None]
    signed_at: Mapped[datetime | None]
    signed_name: Mapped[Name] = mapped_column(default="")
    parked_at: Mapped[datetime | None]
    parked_reason: Mapped[Line] = mapped_column(default="")
    review_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[AccountId]

    topic: Mapped[Topic] = relationship(back_populates="commitments")
    resolution: Mapped[Resolution | None] = relationship(back_populates="commitments")
    notices: Mapped[list["ResultNotice"]] = relationship(
        back_populates="commitment", order_by="ResultNotice.id"
    )
    links: Mapped[list["TaskLink"]] = relationship(
        back_populates="commitment", order_by="TaskLink.id"
    )
    progress: Mapped[list["Progress"]] = relationship(
        back_populates="commitment", order_by="Progress.id"
    )
    reports: Mapped[list["Report"]] = relationship(
        back_populates="commitment", order_by="Report.id"
    )
    sheets: Mapped[list["SupervisionSheet"]] = relationship(
        back_populates="commitment", order_by="SupervisionSheet.place"
    )
    askings: Mapped[list["Asking"]] = relationship(
        back_populates="commitment", order_by="Asking.place"
    )

    @property
    def published(self) -> bool:
        """Whether the decision behind it is in publicity, or it needed none."""
        if self.resolution is None:
            return True
        return any(notice.withdrawn_at is None for notice in self.resolution.notices)

    @property
    def completion_notice(self) -> "ResultNotice | None":
        """The publicity of what was done that stands; of an earlier result it does not count."""
        passed = [row.checked_at for row in self.reports if row.outcome == "passed"]
        since = max((at for at in passed if at is not None), default=None)
        standing = (row for row in reversed(self.notices) if row.withdrawn_at is None)
        return next((row for row in standing if since is None or row.posted_at >= since), None)

    @property
    def completion_published(self) -> bool:
        """Whether publicity of what was done has begun."""
        return self.completion_notice is not None
