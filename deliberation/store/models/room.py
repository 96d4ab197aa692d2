"""What happens in the room: speeches, points, motions and counts."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deliberation.store.db import Model
from deliberation.store.models.columns import AccountId, Code, Id, Line, Words
from deliberation.store.models.meetings import AgendaItem, Meeting, Seat
from deliberation.store.models.topics import Topic


class Speech(Model):
    """One turn, from the raised hand on: queued, speaking, ended or lowered by its four times."""

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    stance: Mapped[Code]
    counted: Mapped[bool] = mapped_column(default=True)
    raised_at: Mapped[datetime]
    lowered_at: Mapped[datetime | None]
    granted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    allotted_ms: Mapped[int]
    granted_ms: Mapped[int] = mapped_column(default=0)
    granted_reason: Mapped[Line] = mapped_column(default="")
    spent_ms: Mapped[int] = mapped_column(default=0)
    running_since: Mapped[datetime | None]
    meeting: Mapped[Meeting] = relationship(back_populates="speeches")
    agenda_item: Mapped[AgendaItem] = relationship()
    seat: Mapped[Seat] = relationship(back_populates="speeches")
    points: Mapped[list["Point"]] = relationship(back_populates="speech", order_by="Point.id")


class Point(Model):
    """A point 要点 the recorder wrote against a speaker and a stance."""

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    speech_id: Mapped[int | None] = mapped_column(ForeignKey("speech.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"), index=True)
    stance: Mapped[Code]
    text: Mapped[Words]
    at: Mapped[datetime]
    by_id: Mapped[AccountId]
    struck_at: Mapped[datetime | None]
    speech: Mapped[Speech | None] = relationship(back_populates="points")
    seat: Mapped[Seat | None] = relationship()
    meeting: Mapped[Meeting] = relationship()


class Motion(Model):
    """A motion 动议 on one topic; its wording is a list of versions, frozen before the count."""

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), index=True)
    frozen_at: Mapped[datetime | None]
    frozen_by_id: Mapped[AccountId]
    meeting: Mapped[Meeting] = relationship(back_populates="motions")
    topic: Mapped[Topic] = relationship()
    versions: Mapped[list["MotionVersion"]] = relationship(
        back_populates="motion", order_by="MotionVersion.version"
    )
    ballots: Mapped[list["Ballot"]] = relationship(back_populates="motion", order_by="Ballot.id")
    polls: Mapped[list["Poll"]] = relationship(back_populates="motion", order_by="Poll.id")


class MotionVersion(Model):
    """One wording of a motion."""

    __table_args__ = (UniqueConstraint("motion_id", "version"),)

    id: Mapped[Id]
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    version: Mapped[int]
    text: Mapped[Words]
    at: Mapped[datetime]
    by_id: Mapped[AccountId]
    motion: Mapped[Motion] = relationship(back_populates="versions")


class Ballot(Model):
    """A count by raised hands or a consensus, with the rule and the quorum as they were then."""

    id: Mapped[Id]
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    version: Mapped[int]
    method: Mapped[Code]
    ruleset: Mapped[Code]
    rule: Mapped[dict[str, object]] = mapped_column(JSON)
    members: Mapped[int]
    present: Mapped[int]
    proxies: Mapped[int]
    yes: Mapped[int]
    no: Mapped[int]
    abstain: Mapped[int]
    outcome: Mapped[Code]
    counted_at: Mapped[datetime]
    counted_by_id: Mapped[AccountId]
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[AccountId]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[Line] = mapped_column(default="")
    motion: Mapped[Motion] = relationship(back_populates="ballots")


class Poll(Model):
    """Voting seat by seat, from phones and raised hands; ended, it has become a count.

    The rule and the quorum are as they were when it was opened. Open, ended or broken off: its
    times say which.
    """

    id: Mapped[Id]
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    version: Mapped[int]
    members: Mapped[int]
    present: Mapped[int]
    proxies: Mapped[int]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[AccountId]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[AccountId]
    broken_off_at: Mapped[datetime | None]
    broken_off_reason: Mapped[Line] = mapped_column(default="")
    ballot_id: Mapped[int | None] = mapped_column(ForeignKey("ballot.id"))
    motion: Mapped[Motion] = relationship(back_populates="polls")
    votes: Mapped[list["Vote"]] = relationship(back_populates="poll", order_by="Vote.id")


class Vote(Model):
    """One seat's one vote in one poll: by its phone, or by a raised hand that the recorder saw."""

    __table_args__ = (UniqueConstraint("poll_id", "seat_id"),)

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    choice: Mapped[Code]
    way: Mapped[Code]
    at: Mapped[datetime]
    by_id: Mapped[AccountId]
    poll: Mapped[Poll] = relationship(back_populates="votes")
    seat: Mapped[Seat] = relationship()


class Press(Model):
    """A press that can be undone for some seconds: what it changed, as that was before."""

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    verb: Mapped[Code]
    version: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[AccountId]
    before: Mapped[dict[str, object]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[AccountId]
    meeting: Mapped[Meeting] = relationship()
