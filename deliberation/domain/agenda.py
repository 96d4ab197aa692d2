"""The agenda: what comes when, whether it fits the time, and what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# People sign in before the meeting's time begins.
BEFORE: Final = "checkin"
KINDS: Final[dict[str, Sentence]] = {
    "checkin": say("签到"),
    "opening": say("开场"),
    "report": say("报告"),
    "questions": say("提问"),
    "speeches": say("发言"),
    "break": say("休息"),
    "motion": say("动议和表决"),
    "assignments": say("分工"),
    "reading": say("宣读"),
}


class Planned(Protocol):
    """One stage of an agenda, as planned."""

    @property
    def kind(self) -> str:
        """Code of its kind."""

    @property
    def planned_minutes(self) -> int:
        """How long it is meant to take."""


class Item(Planned, Protocol):
    """One stage of an agenda, as it goes."""

    @property
    def position(self) -> int:
        """Its place, from 0."""

    @property
    def opened_at(self) -> datetime | None:
        """When it was begun."""

    @property
    def closed_at(self) -> datetime | None:
        """When it was ended."""


P = TypeVar("P", bound=Planned)
T = TypeVar("T", bound=Item)


@dataclass(frozen=True, slots=True)
class Slot(Generic[P]):
    """A stage with its planned start and end."""

    item: P
    starts_at: datetime
    ends_at: datetime


def minutes(items: Iterable[Planned]) -> int:
    """Return the planned minutes within the meeting; signing in is before it."""
    return sum(item.planned_minutes for item in items if item.kind != BEFORE)


def over(items: Iterable[Planned], starts_at: datetime, ends_at: datetime) -> int:
    """Return by how many minutes the agenda passes the meeting's time; 0 when it fits."""
    available = (ends_at - starts_at) // timedelta(minutes=1)
    return max(minutes(items) - available, 0)


def fits(items: Iterable[Planned], starts_at: datetime, ends_at: datetime) -> Sentence | None:
    """Return by how much the agenda does not fit, or None."""
    excess = over(items, starts_at, ends_at)
    return say("议程排不下，超出%(n)s分钟。", n=excess) if excess else None


def timetable(items: Sequence[P], starts_at: datetime) -> tuple[Slot[P], ...]:
    """Return each stage's planned start and end; signing in ends when the meeting starts."""
    slots = []
    at = starts_at
    for item in items:
        length = timedelta(minutes=item.planned_minutes)
        if item.kind == BEFORE:
            slots.append(Slot(item, starts_at - length, starts_at))
            continue
        slots.append(Slot(item, at, at + length))
        at += length
    return tuple(slots)


def current(items: Iterable[T]) -> T | None:
    """Return the stage under way: begun and not ended."""
    return next(
        (item for item in items if item.opened_at is not None and item.closed_at is None), None
    )


def next_item(items: Iterable[T]) -> T | None:
    """Return the first stage, in order, that was not begun."""
    ahead = [item for item in items if item.opened_at is None and item.closed_at is None]
    return min(ahead, key=lambda item: item.position, default=None)


def place(items: Sequence[T], item: T) -> tuple[int, int]:
    """Return which one of how many stages this is, counted from 1."""
    order = sorted(one.position for one in items)
    return order.index(item.position) + 1, len(order)
