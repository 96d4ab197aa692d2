"""Working days and natural days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from deliberation.domain.calendar.year import CalendarMissing, Year

if TYPE_CHECKING:
    from collections.abc import Mapping

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


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
        return _works(self._year(day), day)

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
        if start == end:
            return 0
        first = start + _DAY
        return sum(self._count(year, first, end) for year in range(first.year, end.year + 1))

    def _count(self, number: int, first: date, last: date) -> int:
        """Count the working days of one year from `first` to `last`, or to where it ends."""
        begin, end = date(number, 1, 1), date(number, 12, 31)
        passed = _passed(self._year(begin))
        return passed[(min(last, end) - begin).days + 1] - passed[(max(first, begin) - begin).days]


def _works(year: Year, day: date) -> bool:
    return day in year.make_up or (day.weekday() < _SATURDAY and day not in year.holidays)


@cache
def _passed(year: Year) -> tuple[int, ...]:
    """Return how many working days there are among the first 0, 1, 2, ... days of a year.

    A list colours hundreds of deadlines: to count day by day took longer than to read the rows.
    """
    begin = date(year.year, 1, 1)
    days = (date(year.year, 12, 31) - begin).days + 1
    return tuple(accumulate((_works(year, begin + n * _DAY) for n in range(days)), initial=0))
