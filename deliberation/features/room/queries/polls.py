"""The poll under way, seat by seat: who may vote in it and who has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain import ballot as counting
from deliberation.domain import meeting as rules

if TYPE_CHECKING:
    from deliberation.store.models import Meeting, Poll, Seat, Vote


@dataclass(frozen=True, slots=True)
class Row:
    """One seat of the poll and its vote; None: not cast yet."""

    seat: Seat
    vote: Vote | None
    may: bool

    @property
    def shown(self) -> str:
        """What was voted, where all have seen it; a phone's choice stays with the phone."""
        return self.vote.choice if self.vote and self.vote.way == "hand" else ""

    @property
    def by_phone(self) -> bool:
        """Whether it was cast by phone."""
        return bool(self.vote and self.vote.way == "phone")


@dataclass(frozen=True, slots=True)
class Voting:
    """What everybody may know of an open poll, and the rows for the recorder."""

    poll: Poll
    rows: tuple[Row, ...]

    @property
    def cast(self) -> int:
        """How many have voted."""
        return sum(row.vote is not None for row in self.rows)

    @property
    def entitled(self) -> int:
        """Of how many: those counted when it began."""
        return self.poll.present + self.poll.proxies

    @property
    def missing(self) -> tuple[int, ...]:
        """The seats that could still vote."""
        return tuple(row.seat.number for row in self.rows if row.may and row.vote is None)


def voting(meeting: Meeting) -> Voting | None:
    """Return the open poll of a meeting, in the order of its seats."""
    polls = (poll for motion in meeting.motions for poll in motion.polls)
    poll = counting.under_way(polls)
    if poll is None:
        return None
    votes = {vote.seat_id: vote for vote in poll.votes}
    rows = (_row(poll, seat, votes.get(seat.id)) for seat in meeting.seats)
    return Voting(poll, tuple(row for row in rows if row.may or row.vote))


def _row(poll: Poll, seat: Seat, vote: Vote | None) -> Row:
    refusal = counting.may_vote(seat, poll.opened_at, here=rules.in_room(seat))
    return Row(seat, vote, refusal is None)
