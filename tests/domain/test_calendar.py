from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import calendar
from deliberation.domain.calendar import Calendar, CalendarMissing, Year
from deliberation.domain.data import DataError
from deliberation.store import library

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = library.calendar()
# A leap year and a plain one beside the published one.
NEAR = Calendar(
    {
        number: Year(number, official=True, source="", holidays=frozenset(), make_up=make_up)
        for number, make_up in ((2024, frozenset()), (2025, frozenset({date(2025, 12, 28)})))
    }
    | dict(DAYS.years)
)
JANUARY = date(2026, 1, 1)
in_2026 = st.dates(JANUARY, date(2026, 12, 31))


def day(month: int, number: int) -> date:
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (day(9, 18), 5, day(9, 24)),
        (day(9, 24), 5, day(10, 9)),
        (day(9, 24), 10, day(10, 15)),
        (day(2, 12), 3, day(2, 24)),
        (day(4, 30), 1, day(5, 6)),
        (day(9, 30), 1, day(10, 8)),
        (day(6, 18), 2, day(6, 23)),
        (day(9, 28), 5, day(10, 10)),
        (day(9, 18), 15, day(10, 15)),
        (day(4, 20), 21, day(5, 21)),
        (day(5, 6), 34, day(6, 23)),
        (day(10, 16), 30, day(11, 27)),
    ],
)
def test_working_days_follow_the_official_make_up_days(start: date, days: int, end: date) -> None:
    assert DAYS.add_working_days(start, days) == end
    assert DAYS.working_days_between(start, end) == days
    assert DAYS.working_days_between(end, start) == -days


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [(day(9, 24), 7, day(10, 8)), (day(9, 18), 7, day(9, 28)), (day(11, 2), 7, day(11, 9))],
)
def test_a_last_day_off_moves_to_the_next_working_day(start: date, days: int, end: date) -> None:
    assert DAYS.add_natural_days(start, days) == end


def test_a_year_without_a_published_calendar_is_never_guessed() -> None:
    for ask in (DAYS.add_working_days, DAYS.add_natural_days):
        with pytest.raises(CalendarMissing, match="2027年的日历未导入") as refused:
            ask(day(12, 31), 1)
        assert refused.value.year == 2027


def test_2026_has_248_working_days() -> None:
    year = [JANUARY + timedelta(days=n) for n in range(365)]
    assert sum(DAYS.is_working_day(one) for one in year) == 248
    assert DAYS.is_working_day(day(9, 20))
    assert DAYS.is_working_day(day(10, 10))
    assert not DAYS.is_working_day(day(9, 25))


@given(st.dates(JANUARY, day(11, 1)), st.integers(1, 20), st.integers(1, 20))
def test_counting_in_two_steps_is_counting_in_one(start: date, first: int, second: int) -> None:
    halfway = DAYS.add_working_days(start, first)
    assert DAYS.is_working_day(halfway)
    assert DAYS.add_working_days(halfway, second) == DAYS.add_working_days(start, first + second)


@given(in_2026, in_2026)
def test_days_between_change_sign_with_the_direction(one: date, other: date) -> None:
    assert DAYS.working_days_between(one, other) == -DAYS.working_days_between(other, one)


def day_by_day(start: date, end: date) -> int:
    """Count in the plainest way."""
    if end < start:
        return -day_by_day(end, start)
    days = range(1, (end - start).days + 1)
    return sum(NEAR.is_working_day(start + timedelta(days=n)) for n in days)


def told(count: Callable[[date, date], int], start: date, end: date) -> int | str:
    """What a count says, or why it does not."""
    try:
        return count(start, end)
    except CalendarMissing as missing:
        return str(missing)


@given(*[st.dates(date(2023, 12, 1), date(2027, 1, 31))] * 2)
def test_days_between_are_those_counted_day_by_day(start: date, end: date) -> None:
    assert told(NEAR.working_days_between, start, end) == told(day_by_day, start, end)


def test_dates_are_written_without_leading_zeros() -> None:
    assert calendar.zh_date(day(9, 7)) == "2026年9月7日"
    starts = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)
    assert calendar.zh_span(starts, starts + timedelta(minutes=90)) == (
        "2026年9月17日（周四）15:00至16:30"
    )
    assert calendar.zh_span(starts, starts + timedelta(hours=10)).endswith("至2026年9月18日01:00")


def test_the_day_is_the_day_in_shanghai() -> None:
    assert calendar.today(datetime(2026, 9, 17, 16, 0, tzinfo=UTC)) == day(9, 18)


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"holidays": [date(2027, 1, 1)]}, "holidays"),
        ({"holidays": ["元旦"]}, "holidays[0]"),
        ({"make_up": [JANUARY]}, "make_up"),
        ({"official": "yes"}, "official"),
        ({"source": ""}, "source"),
    ],
)
def test_a_mistake_in_a_calendar_is_named(wrong: dict[str, object], path: str) -> None:
    good: dict[str, object] = {
        "year": 2026,
        "official": True,
        "source": "通知",
        "holidays": [JANUARY],
        "make_up": [],
    }
    assert calendar.parse(good, "x.toml").holidays == {JANUARY}
    with pytest.raises(DataError) as refused:
        calendar.parse(good | wrong, "x.toml")
    assert (refused.value.source, refused.value.path) == ("x.toml", path)
