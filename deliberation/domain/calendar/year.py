"""One published year of holidays and make-up days, and the refusal to guess another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain.data import Table
from deliberation.domain.errors import DomainError, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


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
            raise table.wrong(key, say("有不在%(year)s年的日子", year=year.year))
    if year.holidays & year.make_up:
        raise table.wrong("make_up", say("同一天不能又放假又上班"))
    return year
