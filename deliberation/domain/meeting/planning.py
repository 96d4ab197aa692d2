"""Place and time of a meeting: a venue taken once, a notice in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.calendar import zh_date
from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from datetime import date

    from deliberation.domain.calendar import Calendar
    from deliberation.domain.meeting.facts import Span


def clash(one: Span, other: Span) -> bool:
    """Say whether two meetings want the same venue at the same time; touching ends do not."""
    same = one.venue_id == other.venue_id
    return same and one.starts_at < other.ends_at and other.starts_at < one.ends_at


def notice_in_time(meets_on: date, today: date, days: int, calendar: Calendar) -> Sentence | None:
    """Return why it is too late to announce today with `days` working days of notice, or None.

    The day of announcing is not counted (民法典 201).

    Raises:
        CalendarMissing: when a year in between has no published calendar.
    """
    earliest = calendar.add_working_days(today, days)
    if earliest <= meets_on:
        return None
    return say(
        "会议要提前%(days)s个工作日通知，今天通知最早可在%(date)s开会。",
        days=days,
        date=zh_date(earliest),
    )
