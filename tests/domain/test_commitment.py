from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deliberation.domain import commitment
from deliberation.domain.errors import Invalid
from deliberation.store import library
from tests.domain.facts import Commitment

AGREED = date(2026, 9, 18)
CALENDAR = library.calendar()


def test_an_owner_and_a_date_make_it_complete() -> None:
    assert commitment.complete(Commitment()) is None
    counted = replace(Commitment(), dated="working_days", working_days=15)
    assert commitment.complete(counted) is None


@pytest.mark.parametrize(
    ("lacking", "reason"),
    [
        (Commitment(text=" "), "请写清要做的事项。"),
        (Commitment(owner=" "), "“西侧消防通道划黄线并清障”还没有责任单位。"),
        (Commitment(due_on=None), "“西侧消防通道划黄线并清障”还没有办结期限。"),
        (Commitment(dated=""), "“西侧消防通道划黄线并清障”还没有办结期限。"),
        (
            Commitment(dated="undecided", due_on=None),
            "“西侧消防通道划黄线并清障”期限待定，请写明哪一天之前定下来。",
        ),
        (Commitment(dated="working_days"), "“西侧消防通道划黄线并清障”请写明几个工作日办结。"),
    ],
)
def test_what_is_missing_is_named(lacking: Commitment, reason: str) -> None:
    assert str(commitment.complete(lacking)) == reason


def test_everything_missing_is_named_at_once() -> None:
    bare = Commitment(owner="", dated="", due_on=None)
    owner, day = map(str, commitment.lacks(bare))
    assert owner.endswith("还没有责任单位。")
    assert day.endswith("还没有办结期限。")
    assert commitment.lacks(Commitment()) == ()


def test_fifteen_working_days_across_the_national_holiday() -> None:
    due = commitment.due_on("working_days", AGREED, None, 15, CALENDAR)
    assert due == date(2026, 10, 15)


@pytest.mark.parametrize("dated", ["fixed", "undecided"])
def test_a_named_day_stands(dated: str) -> None:
    named = date(2026, 12, 15)
    assert commitment.due_on(dated, AGREED, named, None, CALENDAR) == named
    assert commitment.due_on(dated, AGREED, None, None, CALENDAR) is None


@pytest.mark.parametrize(
    ("dated", "named", "days", "field"),
    [
        ("working_days", None, 0, "working_days"),
        ("working_days", None, None, "working_days"),
        ("fixed", date(2026, 9, 17), None, "due_on"),
        ("someday", None, None, "dated"),
    ],
)
def test_impossible_dates_are_refused(
    dated: str, named: date | None, days: int | None, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        commitment.due_on(dated, AGREED, named, days, CALENDAR)
    assert refused.value.field == field
