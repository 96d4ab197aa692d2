"""Who is invited, who came, and which party is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from deliberation.domain.meeting.seats.facts import SeatFacts, WithParties

if TYPE_CHECKING:
    from collections.abc import Iterable

S = TypeVar("S", bound=SeatFacts)


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who came, counted at one moment: those entitled to vote, and those attending beside them."""

    invited: int
    present: int
    proxies: int
    excused: int
    attending: int

    @property
    def voters(self) -> int:
        """Hands that can be raised: present and proxies."""
        return self.present + self.proxies

    def members(self, named: int) -> int:
        """Return how many there are 应到: as `named` for the meeting, the voting seats at least."""
        return max(named, self.invited)


def seated(seats: Iterable[S]) -> tuple[S, ...]:
    """Return the seats whose invitation stands."""
    return tuple(seat for seat in seats if seat.withdrawn_at is None)


def in_room(seat: SeatFacts) -> bool:
    """Say whether the seat is taken now, in person or by proxy."""
    came = seat.attendance in {"present", "proxy", "attending"}
    return came and seat.left_at is None and seat.withdrawn_at is None


def turnout(seats: Iterable[SeatFacts]) -> Turnout:
    """Count the seats as they are now; a seat without a vote counts as attending 列席."""
    standing = seated(seats)
    voting = [seat for seat in standing if seat.vote]
    there = [seat for seat in standing if in_room(seat)]
    return Turnout(
        invited=len(voting),
        present=sum(seat.vote and seat.attendance == "present" for seat in there),
        proxies=sum(seat.vote and seat.attendance == "proxy" for seat in there),
        excused=sum(seat.attendance == "excused" for seat in voting),
        attending=sum(not seat.vote or seat.attendance == "attending" for seat in there),
    )


def missing_parties(topics: Iterable[WithParties], seats: Iterable[SeatFacts]) -> tuple[str, ...]:
    """Return the stakeholder parties that nobody is invited for, each once, in topic order."""
    invited = {seat.party.strip() for seat in seated(seats)}
    wanted = dict.fromkeys(party.name.strip() for topic in topics for party in topic.parties)
    return tuple(name for name in wanted if name not in invited)


def absent_parties(topics: Iterable[WithParties], seats: Iterable[SeatFacts]) -> tuple[str, ...]:
    """Return the stakeholder parties of whom nobody is in the room now."""
    return missing_parties(topics, [seat for seat in seats if in_room(seat)])
