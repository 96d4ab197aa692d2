"""The three rates 三率: counted in whole numbers, and told as a share of what they count.

`domain.md` E5. Without a base there is no rate: nothing is 0 % or 100 % of nothing. What is partly
solved counts for nothing in the rate, and for one half in its second figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

ABSENT: Final = "—"
ALL: Final = 1000  # tenths of a per cent
# Smaller groups are not published: their numbers would tell who said what (domain.md F2).
FEWEST: Final = 5
CONTENT: Final = frozenset({"satisfied", "basically"})


def tenths(part: int, whole: int) -> int | None:
    """Return `part` of `whole` in tenths of a per cent, half a tenth upwards; None of nothing.

    Only everything is 100 %, and only nothing is 0 %.
    """
    if whole == 0:
        return None
    rounded = (2 * ALL * part + whole) // (2 * whole)
    least, most = int(part > 0), ALL - int(part < whole)
    return min(max(rounded, least), most)


def percent(part: int, whole: int) -> str:
    """Write a share as 78.6%, or the sign for no share at all."""
    found = tenths(part, whole)
    return ABSENT if found is None else f"{found // 10}.{found % 10}%"


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many; `halves` count one half each in the second figure."""

    good: int = 0
    of: int = 0
    halves: int = 0

    def __add__(self, other: Rate) -> Rate:
        """Return the rate of both groups together."""
        return Rate(self.good + other.good, self.of + other.of, self.halves + other.halves)

    @property
    def text(self) -> str:
        """The rate."""
        return percent(self.good, self.of)

    @property
    def second(self) -> str:
        """The rate in which the halves count."""
        return percent(2 * self.good + self.halves, 2 * self.of)

    @property
    def tenths(self) -> int | None:
        """The rate in tenths of a per cent, for a picture."""
        return tenths(self.good, self.of)


@dataclass(frozen=True, slots=True)
class Response:
    """First replies: the rate, and what is left out of it with the reason."""

    rate: Rate = Rate()
    waiting: int = 0
    unknown: int = 0

    def __add__(self, other: Response) -> Response:
        """Return both groups together."""
        waiting, unknown = self.waiting + other.waiting, self.unknown + other.unknown
        return Response(self.rate + other.rate, waiting, unknown)


def response(due_on: date | None, replied_on: date | None, today: date) -> Response:
    """Count one opinion: answered in time, late, still within its time, or without a deadline."""
    if due_on is None:
        return Response(unknown=1)
    if replied_on is None and today <= due_on:
        return Response(waiting=1)
    in_time = replied_on is not None and replied_on <= due_on
    return Response(Rate(int(in_time), 1))


class Told(Protocol):
    """What the rates need to know of a verdict."""

    solved: str
    timely: str
    satisfied: str


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What proposers said: solved, satisfied, in time; each of those who answered it."""

    solved: Rate = Rate()
    satisfied: Rate = Rate()
    timely: Rate = Rate()

    def __add__(self, other: Verdicts) -> Verdicts:
        """Return both groups together."""
        satisfied, timely = self.satisfied + other.satisfied, self.timely + other.timely
        return Verdicts(self.solved + other.solved, satisfied, timely)


def verdicts(told: Iterable[Told]) -> Verdicts:
    """Count verdicts; which of one proposer counts has been decided before."""
    return sum((_one(row) for row in told), Verdicts())


def _one(row: Told) -> Verdicts:
    return Verdicts(
        Rate(int(row.solved == "solved"), 1, int(row.solved == "partly")),
        Rate(int(row.satisfied in CONTENT), int(bool(row.satisfied))),
        Rate(int(row.timely == "yes"), int(bool(row.timely))),
    )


def hidden(groups: Sequence[int]) -> frozenset[int]:
    """Return the places of the groups that a published table does not number.

    Those of fewer than FEWEST; and when that is one alone, the next larger one too, because the
    total would tell it.
    """
    small = [place for place, size in enumerate(groups) if 0 < size < FEWEST]
    larger = [place for place, size in enumerate(groups) if size >= FEWEST]
    if len(small) == 1 and larger:
        small.append(min(larger, key=lambda place: groups[place]))
    return frozenset(small)
