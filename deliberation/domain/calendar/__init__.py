"""Days: working days with official make-up days 调休, natural days, and how dates are written."""

from deliberation.domain.calendar.dates import (
    SHANGHAI,
    WEEKDAYS,
    Written,
    local,
    today,
    zh_date,
    zh_day,
    zh_days,
    zh_moment,
    zh_span,
    zh_time,
    zh_weekday,
)
from deliberation.domain.calendar.days import Calendar
from deliberation.domain.calendar.year import CalendarMissing, Year, parse

__all__ = [
    "SHANGHAI",
    "WEEKDAYS",
    "Calendar",
    "CalendarMissing",
    "Written",
    "Year",
    "local",
    "parse",
    "today",
    "zh_date",
    "zh_day",
    "zh_days",
    "zh_moment",
    "zh_span",
    "zh_time",
    "zh_weekday",
]
