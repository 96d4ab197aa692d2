"""How a commitment's date is shown: weekday, count, and the days off that were left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from deliberation.domain.calendar import CalendarMissing, zh_date, zh_day, zh_days
from deliberation.domain.commitment.promise import PromiseFacts
from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliberation.domain.calendar import Calendar, Written

_DAY = timedelta(days=1)


class DatedFacts(PromiseFacts, Protocol):
    """A commitment, as far as its date is told."""

    due_reason: str
    counted_from: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """The date in words, how it came about, and a warning when nobody works on it."""

    words: Sentence
    how: tuple[Sentence, ...] = ()
    warning: Sentence | None = None


def due(commitment: DatedFacts, calendar: Calendar) -> Due | None:
    """Return the date of a commitment as it is shown, None while it has none."""
    day = commitment.due_on
    if day is None:
        return None
    when = zh_day(day)
    if commitment.dated == "undecided":
        return Due(say("期限待定，%(when)s前定下来", when=when))
    words = say("%(when)s前办结", when=when)
    if commitment.dated == "working_days" and commitment.counted_from and commitment.working_days:
        start, days = commitment.counted_from, commitment.working_days
        if _moved(start, day, days, calendar):
            return Due(words, (say("这个期限是后来改的。"),), _closed(day, calendar))
        return Due(words, _counted(start, day, days, calendar))
    reason = (Sentence(commitment.due_reason),) if commitment.due_reason else ()
    return Due(words, reason, _closed(day, calendar))


def _moved(start: date, end: date, days: int, calendar: Calendar) -> bool:
    """Return whether the days counted at first no longer lead to this date."""
    try:
        return calendar.add_working_days(start, days) != end
    except CalendarMissing:
        return False


def _closed(day: date, calendar: Calendar) -> Sentence | None:
    try:
        works = calendar.is_working_day(day)
    except CalendarMissing as missing:
        return missing.sentence
    return None if works else say("这一天不上班。")


def _counted(start: date, end: date, days: int, calendar: Calendar) -> tuple[Sentence, ...]:
    first = say("%(days)s个工作日，从%(start)s起算（当天不算）。", days=days, start=zh_date(start))
    spanned = range(start.year, end.year + 1)
    years = [calendar.years[year] for year in spanned if year in calendar.years]
    off = [day for year in years for day in year.holidays if start < day <= end]
    made_up = [day for year in years for day in year.make_up if start < day <= end]
    told = [first]
    if off:
        told.append(say("已跳过放假：%(days)s。", days=spans(off)))
    if made_up:
        told.append(say("调休上班：%(days)s。", days=spans(made_up)))
    return tuple(told)


def spans(days: Iterable[date]) -> tuple[Written, ...]:
    """Write days as spans: 9月25日至27日, 10月1日至7日."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == _DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(zh_days(run[0], run[-1]) for run in runs)
