"""Planned times: whether the agenda fits, and its timetable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from deliberation.domain.agenda.facts import BEFORE, Planned
from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

P = TypeVar("P", bound=Planned)


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
