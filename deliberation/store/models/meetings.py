"""A meeting: when and where, its agenda with clocks, its seats and its roles."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deliberation.store.codes import fresh_code
from deliberation.store.db import Model
from deliberation.store.models.columns import (
    AccountId,
    Code,
    CommunityId,
    Id,
    Line,
    Name,
    Number,
    Title,
    Words,
)
from deliberation.store.models.community import Community, Venue
from deliberation.store.models.people import Account
from deliberation.store.models.topics import Topic

if TYPE_CHECKING:
    from deliberation.store.models.minutes import Minutes
    from deliberation.store.models.resolutions import Resolution
    from deliberation.store.models.room import Motion, Speech


class Meeting(Model):
    """One session under a procedure and a rule set, whose texts are kept as they were then."""

    __table_args__ = (UniqueConstraint("community_id", "number"),)

    id: Mapped[Id]
    community_id: Mapped[CommunityId]
    number: Mapped[Number]
    issue: Mapped[int]
    title: Mapped[Title]
    stage: Mapped[Code] = mapped_column(index=True)
    procedure: Mapped[Code]
    ruleset: Mapped[Code]
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    arrangements: Mapped[Words] = mapped_column(default="")
    members: Mapped[int] = mapped_column(default=0)
    notice_days: Mapped[int] = mapped_column(default=3)
    announced_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    cancelled_reason: Mapped[Words] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)
    # Whoever has it may look on from the hall: a QR on the projector leads phones in.
    join_code: Mapped[Code] = mapped_column(unique=True, index=True, default=fresh_code)

    community: Mapped[Community] = relationship()
    venue: Mapped[Venue] = relationship()
    topics: Mapped[list[Topic]] = relationship(back_populates="meeting", order_by=Topic.id)
    # A topic that met again later stands in the later meeting; its result here tells that it met.
    settled_topics: Mapped[list[Topic]] = relationship(
        secondary="resolution", viewonly=True, order_by=Topic.id
    )
    agenda: Mapped[list["AgendaItem"]] = relationship(
        back_populates="meeting", order_by="AgendaItem.position"
    )
    seats: Mapped[list["Seat"]] = relationship(back_populates="meeting", order_by="Seat.number")
    roles: Mapped[list["Assignment"]] = relationship(
        back_populates="meeting", order_by="Assignment.id"
    )
    speeches: Mapped[list["Speech"]] = relationship(back_populates="meeting", order_by="Speech.id")
    motions: Mapped[list["Motion"]] = relationship(back_populates="meeting", order_by="Motion.id")
    resolutions: Mapped[list["Resolution"]] = relationship(
        back_populates="meeting",
        order_by="Resolution.id",
        primaryjoin="and_(Meeting.id == Resolution.meeting_id, Resolution.withdrawn_at.is_(None))",
    )
    minutes: Mapped["Minutes | None"] = relationship(back_populates="meeting")


class AgendaItem(Model):
    """One stage 环节 of the agenda and its clock: milliseconds, and since when it runs."""

    __table_args__ = (UniqueConstraint("meeting_id", "position"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    key: Mapped[Code]
    title: Mapped[Title]
    phase: Mapped[Code] = mapped_column(default="")
    kind: Mapped[Code] = mapped_column(default="")
    lead: Mapped[Code]
    round: Mapped[int] = mapped_column(default=0)
    planned_minutes: Mapped[int]
    allotted_ms: Mapped[int]
    granted_ms: Mapped[int] = mapped_column(default=0)
    spent_ms: Mapped[int] = mapped_column(default=0)
    running_since: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    meeting: Mapped[Meeting] = relationship(back_populates="agenda")


class Seat(Model):
    """One person's seat: party, voice and vote, and how the person came."""

    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    number: Mapped[int]
    name: Mapped[Name]
    party: Mapped[Name]
    kind: Mapped[Code]
    building: Mapped[Line] = mapped_column(default="")
    voice: Mapped[bool] = mapped_column(default=True)
    vote: Mapped[bool] = mapped_column(default=True)
    elder: Mapped[bool] = mapped_column(default=False)
    code: Mapped[Code] = mapped_column(unique=True)
    invited_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    attendance: Mapped[Code] = mapped_column(default="")
    attendance_at: Mapped[datetime | None]
    proxy_name: Mapped[Name] = mapped_column(default="")
    arrived_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    # The key of the one phone that speaks for this seat; releasing the seat empties it.
    claimed_at: Mapped[datetime | None]
    claim_key: Mapped[Code] = mapped_column(default="", index=True)
    meeting: Mapped[Meeting] = relationship(back_populates="seats")
    speeches: Mapped[list["Speech"]] = relationship(back_populates="seat", order_by="Speech.id")


class Assignment(Model):
    """A meeting role held by an account, from when and until when."""

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    role: Mapped[Code]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    assigned_at: Mapped[datetime]
    assigned_by_id: Mapped[AccountId]
    ended_at: Mapped[datetime | None]
    present_at: Mapped[datetime | None]
    meeting: Mapped[Meeting] = relationship(back_populates="roles")
    account: Mapped[Account] = relationship(foreign_keys=[account_id])


class Handover(Model):
    """A role offered for handing over: its holder shows the code, whoever takes it types it.

    Offered, then taken, withdrawn or expired: its times say which.
    """

    id: Mapped[Id]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    code: Mapped[Code] = mapped_column(unique=True)
    offered_at: Mapped[datetime]
    offered_by_id: Mapped[AccountId]
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    taken_by_id: Mapped[AccountId]
    # The browser of somebody without an account: a lost answer to it can be given again.
    taken_key: Mapped[Code] = mapped_column(default="")
    assignment: Mapped[Assignment] = relationship()
    taken_by: Mapped[Account | None] = relationship(foreign_keys="Handover.taken_by_id")

    @property
    def meeting(self) -> Meeting:
        """The meeting whose role it is."""
        return self.assignment.meeting
