"""Seats of a meeting: kinds with their usual voice and vote, attendance, parties without a seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of seat and what it usually carries; the host may change it for one seat."""

    word: Sentence
    voice: bool = True
    vote: bool = True


KINDS: Final[dict[str, Kind]] = {
    "resident": Kind(say("居民代表")),
    "merchant": Kind(say("商户代表")),
    "unit": Kind(say("驻区单位")),
    "committee": Kind(say("业委会")),
    "community": Kind(say("社区")),
    "property": Kind(say("物业"), vote=False),
    "department": Kind(say("部门"), vote=False),
    "expert": Kind(say("专家"), vote=False),
    "observer": Kind(say("旁听"), voice=False, vote=False),
}

# Proxies are present through somebody else and are counted apart.
ATTENDANCE: Final[dict[str, Sentence]] = {
    "present": say("出席"),
    "proxy": say("委托"),
    "excused": say("请假"),
    "attending": say("列席"),
}


class SeatFacts(Protocol):
    """What the rules need to know of a seat."""

    @property
    def party(self) -> str:
        """Whom it speaks for."""

    @property
    def voice(self) -> bool:
        """Whether it may speak."""

    @property
    def vote(self) -> bool:
        """Whether it may vote."""

    @property
    def attendance(self) -> str:
        """How the person came, empty before check-in."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When the invitation was taken back."""

    @property
    def left_at(self) -> datetime | None:
        """When the person left."""


class Party(Protocol):
    """A party with a stake."""

    @property
    def name(self) -> str:
        """Its name."""


class WithParties(Protocol):
    """A topic, for its parties."""

    @property
    def parties(self) -> Sequence[Party]:
        """The parties with a stake."""


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
