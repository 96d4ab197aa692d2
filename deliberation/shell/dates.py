"""Days and times as they are written in the person's language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from babel.dates import format_date
from flask_babel import get_locale

from deliberation.domain import calendar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from deliberation.domain.calendar import Written

# What Babel's own long form of "en" gives is American.
_DATES: Final = {"en": "d MMMM y"}
_SHORT: Final = {"en": "d MMMM"}


def written(when: Written) -> str:
    """Write what the rules wrote in Chinese in the person's language."""
    locale = get_locale()
    if locale is None or locale.language == "zh":
        return when.replace("周", "週") if locale and locale.script == "Hant" else str(when)
    return _WAYS[when.kind](when)


def zh_date(value: date | datetime | None) -> str:
    """Write a day: 2026年9月17日 (GB/T 9704-2012, 7.3.5.4: no leading zeros)."""
    return "" if value is None else written(calendar.zh_date(_day(value)))


def zh_time(value: datetime | None) -> str:
    """Write a time of day as 15:00 in Asia/Shanghai."""
    return calendar.zh_time(value) if value else ""


def zh_datetime(value: datetime | None) -> str:
    """Write a moment: 2026年9月17日 15:00."""
    return f"{zh_date(value)} {zh_time(value)}" if value else ""


def weekday(value: date | datetime | None) -> str:
    """Write the day of the week: 周四."""
    return "" if value is None else written(calendar.zh_weekday(_day(value)))


def zh_day(value: date | datetime | None) -> str:
    """Write a day with its day of the week: 2026年9月17日（周四）."""
    return "" if value is None else written(calendar.zh_day(_day(value)))


def _day(value: date | datetime) -> date:
    return calendar.today(value) if isinstance(value, datetime) else value


def _format(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=get_locale())


def _date(value: date) -> str:
    return _format(_day(value), _DATES.get(str(get_locale()), "long"))


def _weekday(value: date) -> str:
    return _format(_day(value), "EEE")


def _moment(value: date) -> str:
    return f"{_date(value)}, {zh_time(value)}" if isinstance(value, datetime) else _date(value)


def _span(when: Written) -> str:
    same = _day(when.first) == _day(when.last)
    end = zh_time(when.last) if same and isinstance(when.last, datetime) else _moment(when.last)
    return f"{_weekday(when.first)} {_moment(when.first)}–{end}"


def _days(when: Written) -> str:
    first, last = (
        _format(day, _SHORT.get(str(get_locale()), "MMMd")) for day in (when.first, when.last)
    )
    if first == last:
        return first
    same = when.first.month == when.last.month
    return f"{when.first.day}–{last}" if same else f"{first} – {last}"


_WAYS: Final[dict[str, Callable[[Written], str]]] = {
    "date": lambda when: _date(when.first),
    "weekday": lambda when: _weekday(when.first),
    "day": lambda when: f"{_weekday(when.first)} {_date(when.first)}",
    "moment": lambda when: _moment(when.first),
    "span": _span,
    "days": _days,
}
