"""Colours: each rule with its neighbours on either side, and days across holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain.data import DataError
from deliberation.domain.supervision import COLOURS, Followed, parse, standing
from deliberation.store import library

CALENDAR, RULES = library.calendar(), library.supervision_rules()
# 15 working days: 9/18 → 10/15, across the autumn holidays.
BEGAN, DUE = date(2026, 9, 18), date(2026, 10, 15)
DOING = Followed("accepted", DUE, assigned_on=BEGAN, percent=100)
DAY = timedelta(days=1)


def shown(facts: Followed, today: date) -> tuple[str, str]:
    found = standing(facts, today, CALENDAR, RULES)
    return found.colour, str(found.why)


@pytest.mark.parametrize(
    ("today", "colour", "why"),
    [
        (BEGAN, "green", "期限内，还有15个工作日。"),
        (date(2026, 10, 10), "green", "期限内，还有4个工作日。"),
        (date(2026, 10, 12), "yellow", "只剩3个工作日，不多于期限的20%。"),
        (date(2026, 10, 13), "yellow", "只剩2个工作日。"),
        (DUE, "yellow", "只剩0个工作日。"),
        (DUE + DAY, "red", "逾期1个工作日。"),
    ],
)
def test_fifteen_days_fade_from_green_to_red(today: date, colour: str, why: str) -> None:
    assert shown(DOING, today) == (colour, why)


def test_a_short_deadline_turns_yellow_at_two_days() -> None:
    short = replace(DOING, due_on=date(2026, 9, 24))  # 5 working days, a fifth of them is one
    assert shown(short, date(2026, 9, 20))[0] == "green"
    assert shown(short, date(2026, 9, 22))[0] == "yellow"


def test_days_off_do_not_count_as_overdue() -> None:
    before = replace(DOING, due_on=date(2026, 9, 24))
    found = standing(before, date(2026, 9, 27), CALENDAR, RULES)
    assert (found.colour, found.overdue) == ("red", 0)
    assert str(found.why) == "期限已过，中间没有工作日。"
    assert standing(before, date(2026, 9, 28), CALENDAR, RULES).overdue == 1


def test_five_working_days_overdue_as_in_the_wall_s_matter() -> None:
    late = Followed("closed", date(2026, 10, 20), date(2026, 9, 10), finished_on=date(2026, 10, 27))
    assert shown(late, date(2026, 11, 21)) == ("blue", "已销号，逾期5个工作日办结。")
    on_time = replace(late, finished_on=date(2026, 10, 20))
    assert shown(on_time, date(2026, 11, 21)) == ("blue", "已销号。")


@pytest.mark.parametrize(
    ("percent", "colour"), [(0, "yellow"), (19, "yellow"), (20, "yellow"), (21, "green")]
)
def test_twenty_points_behind_are_yellow(percent: int, colour: str) -> None:
    # 6 of 15 working days are gone on 9/28: 40 per cent.
    facts = replace(DOING, percent=percent)
    assert shown(facts, date(2026, 9, 28))[0] == colour


@pytest.mark.parametrize(
    ("sent_back", "colour"), [(0, "green"), (1, "yellow"), (2, "red"), (3, "red")]
)
def test_reports_sent_back(sent_back: int, colour: str) -> None:
    assert shown(replace(DOING, sent_back=sent_back), BEGAN)[0] == colour


def test_not_solved_is_red() -> None:
    assert shown(replace(DOING, unsolved=True), BEGAN) == ("red", "提出人评价没解决，重新办理。")


def test_unsigned_is_yellow_from_the_day_after() -> None:
    waits = replace(DOING, stage="assigned", sign_by=date(2026, 9, 20))
    assert shown(waits, date(2026, 9, 20))[0] == "green"
    assert shown(waits, date(2026, 9, 21)) == ("yellow", "过了签收时限还没有签收。")


@pytest.mark.parametrize("stage", ["reported", "verified", "asked"])
def test_what_was_handed_in_waits_for_others(stage: str) -> None:
    facts = replace(DOING, stage=stage, finished_on=DUE, percent=0)
    assert shown(facts, date(2026, 11, 1))[0] == "green"
    late = replace(facts, finished_on=DUE + DAY)
    assert shown(late, date(2026, 11, 1)) == ("red", "逾期1个工作日才报办结。")


def test_parked_is_grey_and_says_when_it_is_looked_at() -> None:
    parked = Followed("parked", DUE, review_on=date(2027, 3, 1))
    assert shown(parked, date(2026, 12, 1)) == ("grey", "经批准挂账，2027年3月1日复查。")


def test_before_the_hand_over_it_is_calm() -> None:
    assert shown(Followed("agreed", DUE), BEGAN) == ("green", "还没有交办。")


def test_a_year_without_calendar_is_said_and_not_guessed() -> None:
    facts = replace(DOING, due_on=date(2027, 1, 15), percent=0)
    found = standing(facts, date(2026, 12, 20), CALENDAR, RULES)
    assert (found.colour, found.missing, found.left) == ("unknown", 2027, None)
    assert "2027年的日历未导入" in str(found.why)
    late = standing(facts, date(2027, 1, 18), CALENDAR, RULES)
    assert (late.colour, late.overdue) == ("red", None)


@given(
    st.sampled_from(["assigned", "accepted"]),
    st.dates(date(2026, 3, 1), date(2026, 12, 20)),
    st.integers(0, 100),
    st.integers(0, 60),
)
def test_time_alone_never_makes_it_better(
    stage: str, today: date, percent: int, ahead: int
) -> None:
    due = min(today + ahead * DAY, date(2026, 12, 25))
    facts = Followed(stage, due, assigned_on=date(2026, 2, 24), percent=percent)
    order = ("green", "yellow", "red")
    now = standing(facts, today, CALENDAR, RULES)
    tomorrow = standing(facts, today + DAY, CALENDAR, RULES)
    assert order.index(tomorrow.colour) >= order.index(now.colour)
    assert (now.colour == "red") is (today > due)
    assert now.shown is COLOURS[now.colour]


def test_no_two_colours_share_a_word_or_a_shape() -> None:
    assert len({str(one.word) for one in COLOURS.values()}) == len(COLOURS)
    assert len({one.shape for one in COLOURS.values()}) == len(COLOURS)


def test_a_mistake_in_the_rules_is_named_with_its_place() -> None:
    with pytest.raises(DataError, match=r"own\.toml的“yellow”有误：缺少这一项"):
        parse({"code": "own"}, "own.toml")
