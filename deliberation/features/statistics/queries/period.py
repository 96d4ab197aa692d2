"""A year or a quarter of it, its months, and its first and last moment in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from deliberation.domain.calendar import SHANGHAI, local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

    Moment = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]

WHOLE: Final = 0
QUARTERS: Final = (WHOLE, 1, 2, 3, 4)
_MONTHS, _QUARTER = 12, 3


@dataclass(frozen=True, slots=True)
class Period:
    """One year, or one of its quarters."""

    year: int
    quarter: int = WHOLE

    @property
    def months(self) -> tuple[int, ...]:
        """The numbers of its months."""
        if self.quarter == WHOLE:
            return tuple(range(1, _MONTHS + 1))
        last = self.quarter * _QUARTER
        return tuple(range(last - _QUARTER + 1, last + 1))

    @property
    def begins(self) -> datetime:
        """Its first moment."""
        return _month(self.year, self.months[0])

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return _month(self.year, self.months[-1] + 1)

    def holds(self, column: Moment) -> ColumnElement[bool]:
        """Say in SQL whether a moment lies in it; none does not."""
        return (column >= self.begins) & (column < self.ends)


def _month(year: int, month: int) -> datetime:
    year, month = (year + 1, 1) if month > _MONTHS else (year, month)
    return datetime(year, month, 1, tzinfo=SHANGHAI).astimezone(UTC)


def month_of(moment: datetime) -> int:
    """Return in which month a moment lies."""
    return local(moment).month


def chosen(year: str, quarter: str, years: Sequence[int]) -> Period:
    """Return the period asked for; the newest of `years` where none of them was."""
    asked = {str(one): one for one in years}
    parts = {str(one): one for one in QUARTERS}
    return Period(asked.get(year, years[0]), parts.get(quarter, WHOLE))
