"""Closing: published until its day has passed, asked three days ago, everybody answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain.calendar import CalendarMissing
from deliberation.domain.commitment import (
    LIFECYCLE,
    ClosingFacts,
    answers_until,
    check_period,
    lacks_to_close,
    least_period,
    may_check,
    publicity_stage,
)
from deliberation.domain.errors import IllegalMove, Invalid
from deliberation.store import library
from deliberation.store.models import Commitment, Report, ResultNotice

CALENDAR, RULES = library.calendar(), library.supervision_rules()
POSTED = date(2026, 9, 18)
READY = ClosingFacts(published_until=date(2026, 9, 28), asked_on=POSTED, unanswered=0)
DAY = timedelta(days=1)


def told(facts: ClosingFacts, today: date) -> list[str]:
    return [str(lack) for lack in lacks_to_close(facts, today, RULES)]


def test_it_closes_the_day_after_publicity() -> None:
    assert told(READY, date(2026, 9, 29)) == []
    assert told(READY, date(2026, 9, 28)) == ["办理结果公示到2026年9月28日，期满才能销号。"]


def test_proposers_are_waited_for_three_days() -> None:
    asked = replace(READY, asked_on=date(2026, 9, 28))
    assert answers_until(date(2026, 9, 28), RULES) == date(2026, 10, 1)
    assert told(asked, date(2026, 9, 30)) == ["请提出人评价还不满3天，要等到2026年10月1日。"]
    assert told(asked, date(2026, 10, 1)) == []


def test_everything_that_is_missing_is_named_at_once() -> None:
    bare = ClosingFacts(published_until=None, asked_on=None, unanswered=2)
    assert told(bare, POSTED) == [
        "办理结果还没有公示。",
        "还没有请提出人评价。",
        "还有2位提出人没有得到办理结果的答复。",
    ]


@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(0, 40), st.integers(0, 40))
def test_waiting_longer_never_brings_a_lack_back(asked: date, published: int, days: int) -> None:
    facts = ClosingFacts(asked + published * DAY, asked, 0)
    today = asked + days * DAY
    later = set(told(facts, today + DAY))
    assert later <= set(told(facts, today))


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (POSTED, date(2026, 9, 28)),  # 9/25-27 are days off
        (date(2026, 9, 24), date(2026, 10, 8)),
        (date(2026, 9, 1), date(2026, 9, 8)),
        (date(2026, 9, 13), date(2026, 9, 20)),  # a Sunday that is worked
    ],
)
def test_seven_natural_days_end_on_a_working_day(starts: date, ends: date) -> None:
    least = least_period(starts, RULES.notice_days, CALENDAR)
    assert (least.ends_on, least.missing) == (ends, None)
    assert check_period(starts, ends, RULES.notice_days, starts, CALENDAR) == least
    with pytest.raises(Invalid) as refused:
        check_period(starts, ends - DAY, RULES.notice_days, starts, CALENDAR)
    assert refused.value.field == "ends_on"


def test_publicity_does_not_begin_in_the_past() -> None:
    with pytest.raises(Invalid) as refused:
        check_period(POSTED, POSTED + 20 * DAY, 7, POSTED + DAY, CALENDAR)
    assert refused.value.field == "starts_on"


@pytest.mark.parametrize("far", [date(9999, 12, 31), POSTED + 367 * DAY])
def test_publicity_does_not_end_in_another_age(far: date) -> None:
    """The day after it could not be told, and no matter could be closed before it."""
    for starts, field in ((POSTED, "ends_on"), (far, "starts_on")):
        with pytest.raises(Invalid) as refused:
            check_period(starts, far, 7, POSTED, CALENDAR)
        assert refused.value.field == field


def test_without_its_calendar_the_days_are_only_counted_and_that_is_said() -> None:
    starts = date(2026, 12, 28)
    least = least_period(starts, 7, CALENDAR)
    assert (least.ends_on, least.missing) == (date(2027, 1, 4), 2027)
    with pytest.raises(CalendarMissing):
        CALENDAR.add_working_days(date(2026, 12, 31), 1)


@given(st.dates(date(2026, 1, 1), date(2026, 11, 30)), st.integers(1, 20))
def test_the_last_day_of_publicity_is_worked(starts: date, days: int) -> None:
    least = least_period(starts, days, CALENDAR)
    assert CALENDAR.is_working_day(least.ends_on)
    assert least.ends_on >= starts + days * DAY


@pytest.mark.parametrize(
    ("today", "word"),
    [
        (POSTED - DAY, "即将公示"),
        (POSTED, "公示中"),
        (date(2026, 9, 28), "公示中"),
        (date(2026, 9, 29), "公示已结束"),
    ],
)
def test_both_days_of_publicity_are_included(today: date, word: str) -> None:
    notice = ResultNotice(starts_on=POSTED, ends_on=date(2026, 9, 28))
    assert str(publicity_stage(notice, today).word) == word


@given(st.sets(st.one_of(st.none(), st.integers(1, 9))), st.integers(1, 9))
def test_nobody_checks_their_own_work(doers: set[int | None], checker: int) -> None:
    assert (may_check(checker, doers) is None) is (checker not in doers)


def test_a_phone_without_an_account_is_nobody_s_double() -> None:
    assert may_check(None, {None, 1}) is None


@pytest.mark.parametrize("stage", sorted(LIFECYCLE.stages))
@pytest.mark.parametrize("move", sorted(LIFECYCLE.moves))
def test_each_move_starts_only_where_the_table_says(stage: str, move: str) -> None:
    row = Commitment(
        stage=stage, text="清障", owner="物业", dated="fixed", due_on=POSTED, reports=[Report()]
    )
    row.notices = [ResultNotice(posted_at=None)]
    if stage in LIFECYCLE.moves[move].sources:
        assert LIFECYCLE.check(row, move).target == LIFECYCLE.moves[move].target
    else:
        with pytest.raises(IllegalMove):
            LIFECYCLE.check(row, move)


def test_what_is_closed_can_only_be_reopened() -> None:
    assert LIFECYCLE.possible("closed") == ("reopen",)
    assert LIFECYCLE.possible("dropped") == ()
