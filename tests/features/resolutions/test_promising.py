"""Commitments: owner and date, working days over the holidays, what is missing in red."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from deliberation.domain import meeting as meetings
from deliberation.domain.commitment import spans
from deliberation.features.resolutions import actions
from deliberation.shell import clock
from deliberation.store import library, record
from deliberation.store.db import db, writing
from deliberation.store.models import Commitment

if TYPE_CHECKING:
    from tests.features.resolutions.conftest import Hall

COMPLETE = {
    "text": "西侧消防通道划黄线并清障",
    "owner": "物业服务中心",
    "post": "物业经理",
    "dated": "working_days",
    "working_days": "15",
    "counted_from": "2026-09-18",
    "standard": "前后照片各3张",
    "disclosure": "公示栏",
}


def test_working_days_are_told_with_the_days_off(decided: Hall) -> None:
    assert decided.promise(**COMPLETE).status_code == 303
    row = decided.resolution.commitments[0]
    assert (row.number, row.stage, row.due_on) == ("JB-2026-001", "agreed", date(2026, 10, 15))
    page = decided.page()
    assert "2026年10月15日（周四）前办结" in page
    assert "15个工作日，从2026年9月18日起算（当天不算）。" in page
    assert "已跳过放假：9月25日至27日、10月1日至7日。" in page
    assert "调休上班：9月20日、10月10日。" in page
    assert decided.verbs("commitment") == ["promise"]
    assert list(record.verify()) == []


def test_the_next_duty_can_be_typed_at_once(decided: Hall) -> None:
    answer = decided.promise(**COMPLETE)
    row = decided.resolution
    first = row.commitments[0]
    assert answer.location.endswith(f"?add={row.id}#commitment-{first.id}")
    address = f"/meetings/{decided.meeting_id}/resolutions"
    assert f'id="promise-{row.id}" open' in decided.page(f"{address}?add={row.id}")
    assert f'id="promise-{row.id}">' in decided.page(address)


def test_counting_begins_on_the_day_of_the_meeting(decided: Hall) -> None:
    form = {**COMPLETE, "counted_from": "", "working_days": "5"}
    assert decided.promise(**form).status_code == 303
    row = decided.resolution.commitments[0]
    assert (row.counted_from, row.due_on) == (date(2026, 9, 10), date(2026, 9, 17))


@pytest.mark.parametrize(
    ("form", "lacking"),
    [
        ({}, ["还没有责任单位", "还没有办结期限"]),
        ({"owner": "物业"}, ["还没有办结期限"]),
        ({"owner": "物业", "dated": "fixed"}, ["还没有办结期限"]),
        ({"owner": "物业", "dated": "working_days"}, ["请写明几个工作日办结", "还没有办结期限"]),
        ({"owner": "物业", "dated": "undecided"}, ["请写明哪一天之前定下来"]),
        ({"dated": "fixed", "due_on": "2026-10-15"}, ["还没有责任单位"]),
    ],
)
def test_what_is_typed_fast_is_kept_and_its_gaps_shown(
    decided: Hall, form: dict[str, str], lacking: list[str]
) -> None:
    assert decided.promise(**form).status_code == 303
    page = decided.page()
    assert "promise-lacking" in page
    assert all(words in page for words in lacking)
    reasons = meetings.LIFECYCLE.obstacles(decided.meeting, "close")
    assert lacking[0] in "".join(map(str, reasons))


def test_an_undecided_date_needs_the_day_by_which_it_is_decided(decided: Hall) -> None:
    form = {"owner": "业委会", "dated": "undecided", "decide_on": "2026-09-30"}
    assert decided.promise(**form).status_code == 303
    assert "期限待定，2026年9月30日（周三）前定下来" in decided.page()
    answer = decided.promise(**{**form, "decide_on": "2026-09-01"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="promise-{decided.resolution.id}-decide_on-error"' in text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"text": " "}, "请填写这一项。"),
        ({"due_on": "2026-10-15"}, "请选择期限的写法。"),
        ({"dated": "fixed", "due_on": "2026-09-09"}, "期限不能早于商定的日子。"),
        ({"dated": "working_days", "working_days": "0"}, "请填写 1 到"),
        (
            {"dated": "working_days", "working_days": "5", "counted_from": "2026-09-01"},
            "起算的日子不能早于商定的日子。",
        ),
        ({"dated": "working_days", "working_days": "90"}, "2027年的日历未导入"),
        ({"dated": "fixed", "due_on": "2027-01-15"}, "2027年的日历未导入"),
        ({"post": "楼长居民2"}, "这里写岗位，不写姓名：“居民2”。"),
        ({"dated": "someday"}, "请选择一项。"),
    ],
)
def test_what_cannot_be_kept_is_told_and_the_typed_text_stays(
    decided: Hall, form: dict[str, str], sentence: str
) -> None:
    answer = decided.promise(**{"owner": "我写的责任单位", **form})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in text
    assert "我写的责任单位" in text
    assert decided.resolution.commitments == []


def test_a_year_without_a_calendar_takes_a_fixed_day_with_its_reason(decided: Hall) -> None:
    form = {"dated": "fixed", "due_on": "2027-01-15", "due_reason": "业主大会定在一月"}
    assert decided.promise(owner="业委会", **form).status_code == 303
    page = decided.page()
    assert "2027年1月15日（周五）前办结" in page
    assert "业主大会定在一月" in page
    assert "2027年的日历未导入" in page


def test_where_another_body_decides_a_duty_does_not_claim_a_decision(hall: Hall) -> None:
    hall.decided_by("owners")
    hall.count("passed")
    hall.adopt("proposal", body="业主大会")
    answer = hall.promise(text="按会议决定的标准收费")
    assert answer.status_code == 422
    assert "形成建议，提请业主大会决定" in answer.get_data(as_text=True)
    assert hall.promise(text="收费标准提请业主大会表决通过后实施").status_code == 303


def test_two_who_change_a_duty_lose_neither_text(decided: Hall) -> None:
    decided.promise(owner="物业")
    path = f"/commitments/{decided.resolution.commitments[0].id}/wording"
    assert (
        decided.post(path, {"text": "甲写的", "owner": "甲单位", "edited": "0"}).status_code == 303
    )
    answer = decided.post(path, {"text": "乙写的", "owner": "乙单位", "edited": "0"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert all(words in text for words in ("甲写的", "甲单位", "乙写的", "乙单位"))
    assert decided.resolution.commitments[0].text == "甲写的"
    assert decided.post(path, {"text": "乙写的", "edited": "1"}).status_code == 303
    assert decided.verbs("commitment") == ["promise", "amend", "amend"]


def test_the_form_to_change_a_duty_is_filled(decided: Hall) -> None:
    decided.promise(owner="业委会", dated="undecided", decide_on="2026-09-30")
    text = decided.page(f"/commitments/{decided.resolution.commitments[0].id}/wording")
    assert 'value="undecided" checked' in text
    assert 'value="2026-09-30"' in text


def test_a_duty_is_taken_out_and_stays_in_the_record(decided: Hall) -> None:
    decided.promise(owner="物业")
    row = decided.resolution.commitments[0]
    path = f"/commitments/{row.id}/withdrawal"
    assert decided.post(path, role="facilitator").status_code == 403
    assert decided.post(path).status_code == 303
    assert decided.resolution.commitments == []
    assert db.session.get_one(Commitment, row.id).stage == "dropped"
    assert decided.post(path).status_code == 409
    decided.promise(owner="物业")
    assert decided.resolution.commitments[0].number == "JB-2026-002"


def test_after_the_close_nothing_is_promised(decided: Hall) -> None:
    decided.promise(**COMPLETE)
    row = decided.resolution.commitments[0]
    decided.settle("closed")
    answer = decided.promise(text="散会后加的事")
    assert answer.status_code == 409
    assert "散会后加的事" in answer.get_data(as_text=True)
    path = f"/commitments/{row.id}"
    assert decided.post(f"{path}/wording", {"text": "改", "edited": "0"}).status_code == 409
    assert decided.post(f"{path}/withdrawal").status_code == 409
    page = decided.page()
    assert COMPLETE["text"] in page
    assert "加一项分工" not in page


def test_the_verbs_take_past_times(decided: Hall) -> None:
    given = actions.Promise("收益公示", owner="业委会", dated="fixed", due_on=date(2026, 12, 31))
    with writing():
        row = actions.promise(
            decided.resolution, given, library.calendar(), actor=decided.actor(), now=clock.now()
        )
    assert decided.resolution.commitments[-1] is row
    assert decided.resolution.topic.commitments[-1] is row
    with writing():
        actions.drop_commitment(row, actor=decided.actor(), now=clock.now())
    assert decided.resolution.commitments == []
    assert decided.resolution.topic.commitments == []


def test_days_are_told_in_spans() -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 3), date(2026, 10, 4)]
    assert spans(days) == ("9月30日至10月1日", "10月3日至4日")
    assert spans([]) == ()
