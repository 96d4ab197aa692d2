"""Voting seat by seat 逐席表决: who may vote, one person one vote, and what it adds up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from deliberation.domain.ruleset import Rule

CHOICES: Final[dict[str, Sentence]] = {
    "yes": say("赞成"),
    "no": say("反对"),
    "abstain": say("弃权"),
}
WAYS: Final[dict[str, Sentence]] = {
    "phone": say("手机"),
    "hand": say("举手"),
}
# Attending 列席 carries no vote, whatever the seat's own would be: so it is counted, too.
_VOTING: Final = frozenset({"present", "proxy"})


class Polled(Protocol):
    """A poll, as far as its two ends care."""

    @property
    def ended_at(self) -> datetime | None:
        """When it became a count."""

    @property
    def broken_off_at(self) -> datetime | None:
        """When it was given up."""


class Voter(Protocol):
    """A seat, as far as voting cares."""

    @property
    def number(self) -> int:
        """Its number."""

    @property
    def vote(self) -> bool:
        """Whether it may vote."""

    @property
    def attendance(self) -> str:
        """How the person came."""

    @property
    def attendance_at(self) -> datetime | None:
        """When that was marked."""

    @property
    def arrived_at(self) -> datetime | None:
        """When the person first came."""


class Chosen(Protocol):
    """A vote that was cast."""

    @property
    def choice(self) -> str:
        """What for."""

    @property
    def way(self) -> str:
        """By phone or by a raised hand."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The votes of a poll, added up."""

    yes: int
    no: int
    abstain: int

    @property
    def cast(self) -> int:
        """How many have voted."""
        return self.yes + self.no + self.abstain


P = TypeVar("P", bound=Polled)


def under_way(polls: Iterable[P]) -> P | None:
    """Return the poll that is open, if one is."""
    return next((one for one in polls if one.ended_at is None and one.broken_off_at is None), None)


def may_poll(rule: Rule) -> Sentence | None:
    """Return why a rule's votes cannot be counted by heads, or None."""
    if rule.base != "owners":
        return None
    return say("业主大会按面积和人数双重计算，不能在会场里逐席表决。")


def may_vote(seat: Voter, opened_at: datetime, *, here: bool) -> Sentence | None:
    """Return why this seat has no vote in the poll opened at `opened_at`, or None.

    Who came later was not among those counted when it began. `here`: whether it is taken now.
    """
    number = seat.number
    if not seat.vote:
        return say("%(n)s号席位没有表决权。", n=number)
    if not here or seat.attendance not in _VOTING:
        return say("%(n)s号席位现在不在会场，不能投票。", n=number)
    came = seat.attendance_at or seat.arrived_at
    if came is None or came > opened_at:
        return say("%(n)s号席位是表决开始以后才登记到会的，这一次不能投票。", n=number)
    return None


def may_change(vote: Chosen, choice: str, way: str, number: int) -> Sentence | None:
    """Return why the vote that seat `number` has cast cannot become this one, or None.

    One person, one vote: who votes by phone is not counted by hand as well. It may be changed in
    the same way until the poll ends.
    """
    if vote.way != way and way == "hand":
        return say("%(n)s号席位已经用手机投了票，不再登记举手。", n=number)
    if vote.way != way:
        return say("%(n)s号席位举手投过票，记录员已经记下。要改请告诉记录员。", n=number)
    if vote.choice == choice:
        word = CHOICES[choice]
        return say("%(n)s号席位的“%(choice)s”已经记下，不用再投。", n=number, choice=word)
    return None


def add_up(votes: Iterable[Chosen]) -> Sum:
    """Add the votes up; who did not vote is in none of the three numbers."""
    found = Counter(vote.choice for vote in votes)
    return Sum(found["yes"], found["no"], found["abstain"])
