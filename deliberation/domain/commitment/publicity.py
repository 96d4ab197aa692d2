"""The days for which a result is in publicity (form D8): natural days, 民法典 201 and 203."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.calendar import CalendarMissing, zh_date
from deliberation.domain.errors import Invalid, say
from deliberation.domain.lifecycle import Stage

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Period:
    """The earliest end of publicity; `missing` is a year without calendar, so no shift is known."""

    ends_on: date
    missing: int | None = None


# Nobody means a day further ahead: it is a slip in the year, and would keep a matter from closing.
_FURTHEST: Final = timedelta(days=366)

WITHDRAWN: Final = Stage(say("已撤下"), "bad")
COMING: Final = Stage(say("即将公示"))
RUNNING: Final = Stage(say("公示中"), "info")
ENDED: Final = Stage(say("公示已结束"), "done")


class NoticeFacts(Protocol):
    """A publicity, as far as its days care."""

    starts_on: date
    ends_on: date
    withdrawn_at: datetime | None


def publicity_stage(notice: NoticeFacts, today: date) -> Stage:
    """Return how a publicity stands today; both its days are included."""
    if notice.withdrawn_at is not None:
        return WITHDRAWN
    if today < notice.starts_on:
        return COMING
    return RUNNING if today <= notice.ends_on else ENDED


def least_period(starts_on: date, days: int, calendar: Calendar) -> Period:
    """Return the earliest end: day one does not count, and a day off moves to a working day.

    Where the calendar of the end is missing the days are only counted. Whether the last one is a
    day off nobody can tell, and the page has to say so.
    """
    try:
        return Period(calendar.add_natural_days(starts_on, days))
    except CalendarMissing as missing:
        return Period(starts_on + timedelta(days=days), missing.year)


def check_period(
    starts_on: date, ends_on: date, days: int, today: date, calendar: Calendar
) -> Period:
    """Let the days of publicity pass; returns the shortest period that would.

    Raises:
        Invalid: naming the field.
    """
    if starts_on < today:
        raise Invalid(say("公示不能从过去的日子开始。"), "starts_on")
    last = today + _FURTHEST
    for field, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if day > last:
            sentence = say("公示最晚到%(day)s，请核对年份。", day=zh_date(last))
            raise Invalid(sentence, field)
    least = least_period(starts_on, days, calendar)
    if ends_on < least.ends_on:
        sentence = say("至少公示%(n)s天，最早到%(day)s。", n=days, day=zh_date(least.ends_on))
        raise Invalid(sentence, "ends_on")
    return least
