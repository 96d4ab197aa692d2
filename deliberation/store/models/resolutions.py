"""What was resolved, who objected and why, and who owes what by when."""

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
    Number,
    Words,
)
from deliberation.store.models.meetings import Meeting, Seat
from deliberation.store.models.room import Motion
from deliberation.store.models.topics import Topic


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
    """

    __table_args__ = (UniqueConstraint("community_id", "number"),)

    id: Mapped[Id]
    community_id: Mapped[CommunityId]
    number: Mapped[Number]
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), index=True)
    stage: Mapped[Code]
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
    resolution: Mapped[Resolution] = relationship(back_populates="commitments")
