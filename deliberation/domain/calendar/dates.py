"""How dates and times are written, in Asia/Shanghai."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

# China keeps one time without summer time (since 1991), so that a fixed offset is exact.
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
WEEKDAYS: Final = "一二三四五六日"


def local(moment: datetime) -> datetime:
    """Return an aware time as Asia/Shanghai shows it."""
    return moment.astimezone(SHANGHAI)


def today(now: datetime) -> date:
    """Return the date in Asia/Shanghai at `now` (aware)."""
    return local(now).date()


def zh_date(day: date) -> str:
    """Write a date without leading zeros (GB/T 9704 7.3.5.4): 2026年9月17日."""
    return f"{day.year}年{day.month}月{day.day}日"


def zh_weekday(day: date) -> str:
    """Write the day of the week: 周四."""
    return f"周{WEEKDAYS[day.weekday()]}"


def zh_time(moment: datetime) -> str:
    """Write the time of day in Asia/Shanghai: 15:00."""
    return f"{local(moment):%H:%M}"


def zh_moment(moment: datetime) -> str:
    """Write date and time in Asia/Shanghai: 2026年9月17日15:00."""
    return f"{zh_date(today(moment))}{zh_time(moment)}"


def zh_span(starts: datetime, ends: datetime) -> str:
    """Write a meeting's time: 2026年9月17日（周四）15:00至16:30, naming the end's date if later."""
    first, last = today(starts), today(ends)
    end = zh_time(ends) if first == last else zh_moment(ends)
    return f"{zh_date(first)}（{zh_weekday(first)}）{zh_time(starts)}至{end}"
