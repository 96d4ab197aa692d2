"""How dates and times are written, in Asia/Shanghai."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final, Literal, Self

Kind = Literal["date", "weekday", "day", "moment", "span", "days"]

# China keeps one time without summer time (since 1991), so that a fixed offset is exact.
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
WEEKDAYS: Final = "一二三四五六日"


class Written(str):
    """A time as Chinese writes it, with what it was written from: an edge may write it anew."""

    __slots__ = ("first", "kind", "last")
    kind: Kind
    first: date
    last: date

    def __new__(cls, text: str, kind: Kind, first: date, last: date | None = None) -> Self:
        """Keep the day or the moment (a `datetime` is a `date`), or the first and the last."""
        made = super().__new__(cls, text)
        made.kind, made.first, made.last = kind, first, first if last is None else last
        return made


def local(moment: datetime) -> datetime:
    """Return an aware time as Asia/Shanghai shows it."""
    return moment.astimezone(SHANGHAI)


def today(now: datetime) -> date:
    """Return the date in Asia/Shanghai at `now` (aware)."""
    return local(now).date()


def zh_date(day: date) -> Written:
    """Write a date without leading zeros (GB/T 9704 7.3.5.4): 2026年9月17日."""
    return Written(f"{day.year}年{day.month}月{day.day}日", "date", day)


def zh_weekday(day: date) -> Written:
    """Write the day of the week: 周四."""
    return Written(f"周{WEEKDAYS[day.weekday()]}", "weekday", day)


def zh_day(day: date) -> Written:
    """Write a date with its day of the week: 2026年9月17日（周四）."""
    return Written(f"{zh_date(day)}（{zh_weekday(day)}）", "day", day)


def zh_time(moment: datetime) -> str:
    """Write the time of day in Asia/Shanghai: 15:00."""
    return f"{local(moment):%H:%M}"


def zh_moment(moment: datetime) -> Written:
    """Write date and time in Asia/Shanghai: 2026年9月17日15:00."""
    return Written(f"{zh_date(today(moment))}{zh_time(moment)}", "moment", moment)


def zh_span(starts: datetime, ends: datetime) -> Written:
    """Write a meeting's time: 2026年9月17日（周四）15:00至16:30, naming the end's date if later."""
    first, last = today(starts), today(ends)
    end = zh_time(ends) if first == last else zh_moment(ends)
    return Written(f"{zh_day(first)}{zh_time(starts)}至{end}", "span", starts, ends)


def zh_days(first: date, last: date) -> Written:
    """Write some days of a year: 9月25日至27日."""
    text = f"{first.month}月{first.day}日"
    if first != last:
        same = last.month == first.month
        text += f"至{last.day}日" if same else f"至{last.month}月{last.day}日"
    return Written(text, "days", first, last)
