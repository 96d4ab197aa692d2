"""Days: working days with official make-up days 调休, natural days, and how dates are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from deliberation.domain.data import Table
from deliberation.domain.errors import DomainError, say

if TYPE_CHECKING:
    from collections.abc import Mapping

# China keeps one time without summer time (since 1991), so that a fixed offset is exact.
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
WEEKDAYS: Final = "一二三四五六日"
_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


class CalendarMissing(DomainError):
    """The official holidays of `year` are not in our data; we never guess them."""

    def __init__(self, year: int) -> None:
        super().__init__(say("%(year)s年的日历未导入，算不出工作日。", year=year))
        self.year = year


@dataclass(frozen=True, slots=True)
class Year:
    """One year as the State Council published it, with the name of that notice."""

    year: int
    official: bool
    source: str
    holidays: frozenset[date]
    make_up: frozenset[date]


@dataclass(frozen=True, slots=True)
class Calendar:
    """All the years we have data for."""

    years: Mapping[int, Year]

    def _year(self, day: date) -> Year:
        year = self.years.get(day.year)
        if year is None or not year.official:
            raise CalendarMissing(day.year)
        return year

    def is_working_day(self, day: date) -> bool:
        """Say whether `day` is worked.

        Raises:
            CalendarMissing: when its year is not published.
        """
        year = self._year(day)
        return day in year.make_up or (day.weekday() < _SATURDAY and day not in year.holidays)

    def add_working_days(self, start: date, days: int) -> date:
        """Return the `days`-th working day after `start`, which is not counted (民法典 201).

        Raises:
            CalendarMissing: when the count enters a year that is not published.
            ValueError: for a negative count.
        """
        if days < 0:
            message = "days must not be negative"
            raise ValueError(message)
        self._year(start)
        day = start
        while days:
            day += _DAY
            days -= self.is_working_day(day)
        return day

    def add_natural_days(self, start: date, days: int) -> date:
        """Return the last day of a period; a day off moves to the next working day (民法典 203).

        Raises:
            CalendarMissing: when the end lies in a year that is not published.
        """
        day = start + timedelta(days=days)
        while not self.is_working_day(day):
            day += _DAY
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and with `end`; negative the other way.

        Raises:
            CalendarMissing: when a year in between is not published.
        """
        if end < start:
            return -self.working_days_between(end, start)
        span = (end - start).days
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, span + 1))


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


def parse(mapping: Mapping[str, object], source: str) -> Year:
    """Read one year from the file named `source`.

    Raises:
        DataError: naming the file and the key path.
    """
    table = Table(mapping, source).only("year", "official", "source", "holidays", "make_up")
    year = Year(
        year=table.whole("year", 1949, 9999),
        official=table.flag("official"),
        source=table.text("source"),
        holidays=table.days("holidays"),
        make_up=table.days("make_up"),
    )
    for key, days in (("holidays", year.holidays), ("make_up", year.make_up)):
        if any(day.year != year.year for day in days):
            raise table.wrong(key, f"有不在{year.year}年的日子")
    if year.holidays & year.make_up:
        raise table.wrong("make_up", "同一天不能又放假又上班")
    return year
