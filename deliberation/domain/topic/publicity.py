"""How long before the meeting a topic is publicised 议题公示."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain.calendar import zh_date
from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from datetime import date

    from deliberation.domain.calendar import Calendar

# Working days of publicity before the meeting; a hard topic is deliberated in depth (深入议).
PUBLICITY_DAYS: Final[dict[str, int]] = {"small": 3, "key": 3, "hard": 5}


def publicity_days(size: str) -> int:
    """Return how many working days a topic of this size is publicised before the meeting."""
    return PUBLICITY_DAYS.get(size, max(PUBLICITY_DAYS.values()))


def publicity_in_time(
    starts_on: date, meets_on: date, size: str, calendar: Calendar
) -> Sentence | None:
    """Return why the publicity begins too late for the meeting, or None.

    The first day is not counted (民法典 201).

    Raises:
        CalendarMissing: when a year in between has no published calendar.
    """
    days = publicity_days(size)
    earliest = calendar.add_working_days(starts_on, days)
    if earliest <= meets_on:
        return None
    return say(
        "议题要在会前公示至少%(days)s个工作日，最早可在%(date)s开会。",
        days=days,
        date=zh_date(earliest),
    )
