"""Publicity on screen: drafted without names, days computed, personal data kept off the wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.calendar import today
from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Ballot, Dissent, Motion, MotionVersion

if TYPE_CHECKING:
    from tests.features.followthrough.conftest import Chain

FORM = {"starts_on": "2026-09-10", "ends_on": "2026-09-17", "text": "西侧消防通道全线禁停。"}


def address(chain: Chain) -> str:
    return f"/resolutions/{chain.resolution.id}/notices"


def decided(chain: Chain) -> None:
    """A count, what was not adopted and why, an objection, and a name in the text."""
    row = chain.resolution
    row.text = "西侧消防通道全线禁停，居民3负责联系，电话13812345678。"
    ballot = Ballot(
        version=1, method="hands", ruleset="yishi_present", rule={}, members=5, present=4,
        proxies=1, yes=4, no=1, abstain=0, outcome="passed", counted_at=clock.now(),
        confirmed_at=clock.now(),
    )  # fmt: skip
    motion = Motion(meeting_id=row.meeting_id, topic_id=row.topic_id, ballots=[ballot])
    motion.versions = [MotionVersion(version=1, text="禁停", at=clock.now())]
    db.session.add(motion)
    db.session.flush()
    row.motion_id = motion.id
    row.meeting.seats[4].attendance = "proxy"
    row.meeting.seats[3].vote = False
    for stance, reason in (
        ("not_adopted", "“全小区免费停放”，理由：须由业主大会定。"),
        ("oppose", "先核实车库空置"),
    ):
        db.session.add(Dissent(resolution_id=row.id, stance=stance, reason=reason, at=clock.now()))
    db.session.commit()


def test_the_text_is_drafted_from_the_meeting(chain: Chain) -> None:
    decided(chain)
    page = chain.page(address(chain))
    for words in (
        "关于“停车收费管理与消防通道清障”协商结果的公示",
        "有表决权：有车户1人、无车户1人、商户1人，另委托1人。",
        "列席：业委会1人。",
        "议题来自2条居民意见。",
        "表决：到会5人，赞成4、反对1、弃权0。",
        "“全小区免费停放”，理由：须由业主大会定。",
        "另有1条不同意见，已经照录在会议记录里。",
        "物业服务中心",
        "2026年10月8日（周四）前办结",
        "5个工作日内答复",
    ):
        assert words in page, words
    assert "居民3" not in page
    assert "13812345678" not in page


def test_the_days_are_computed_and_fewer_are_refused(chain: Chain) -> None:
    page = chain.page(address(chain))
    assert 'value="2026-09-10"' in page
    assert 'value="2026-09-17"' in page
    answer = chain.post(address(chain), {**FORM, "ends_on": "2026-09-16"}, role="host")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "至少公示7天，最早到2026年9月17日。" in text
    assert FORM["text"] in text


def test_a_late_publicity_is_warned_of_and_passes(chain: Chain) -> None:
    chain.resolution.meeting.closed_at = clock.now() - timedelta(days=10)
    db.session.commit()
    assert "一般在会后3个工作日内开始公示，应在2026年9月3日前。" in chain.page(address(chain))
    assert chain.post(address(chain), FORM, role="host").status_code == 303


def test_after_publicity_the_page_leads_to_handing_over(chain: Chain) -> None:
    answer = chain.post(address(chain), FORM, role="host")
    assert (answer.status_code, answer.location) == (303, address(chain))
    page = chain.page(address(chain))
    assert "会议结果已经公示。" in page
    assert chain.address in page
    assert chain.post(address(chain), FORM, role="host").status_code == 409


def test_the_results_and_the_topic_lead_to_publicity(chain: Chain) -> None:
    meeting, topic = chain.resolution.meeting_id, chain.commitment.topic_id
    assert address(chain) in chain.page(f"/meetings/{meeting}/resolutions")
    assert address(chain) in chain.page(f"/topics/{topic}")


def test_personal_data_is_shown_masked_and_then_goes_up(chain: Chain) -> None:
    form = {**FORM, "text": "联系13812345678"}
    refused = chain.post(address(chain), form, role="host")
    text = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "内容里有个人信息，遮住后才能公示" in text
    masked = chain.post(address(chain), {**form, "mask": "1"}, role="host")
    assert "联系138****5678" in masked.get_data(as_text=True)
    assert chain.resolution.notices == []


@pytest.mark.parametrize("role", ["worker", "deputy", "reviewer", "owner"])
def test_only_the_host_puts_it_up(chain: Chain, role: str) -> None:
    assert chain.post(address(chain), FORM, role=role).status_code == 403


def test_across_the_year_the_page_says_that_it_does_not_know(chain: Chain) -> None:
    clock.set_offset(datetime(2026, 12, 28, 1, 0, tzinfo=UTC) - datetime.now(UTC))
    page = chain.page(address(chain))
    assert "2027年的日历未导入，最后一天是不是休息日请自己核对" in page
    form = {**FORM, "starts_on": "2026-12-28", "ends_on": "2027-01-04"}
    assert chain.post(address(chain), form, role="host").status_code == 303


def test_everybody_reads_it_without_an_account(chain: Chain) -> None:
    notice = chain.publicised().resolution.notices[0]
    client = chain.browser.client.application.test_client()
    page = client.get(f"/result-notices/{notice.id}").get_data(as_text=True)
    assert "公示中" in page
    assert "JY-2026-014" in page
    assert "2026年9月17日（周四）" in page
    assert "有不同看法？" in page
    assert "撤下公示" not in page
    chain.stand_on(notice.ends_on + timedelta(days=1))
    assert "公示已结束" in client.get(f"/result-notices/{notice.id}").get_data(as_text=True)


def test_taken_down_it_says_why_and_no_more(chain: Chain) -> None:
    number = chain.publicised().resolution.notices[0].id
    place = f"/result-notices/{number}"
    assert chain.post(f"{place}/withdrawal", {"reason": ""}, role="host").status_code == 422
    kept = chain.post(f"{place}/withdrawal", {"reason": "期限写错"}, role="host")
    assert kept.status_code == 303
    page = chain.page(place)
    assert "这份公示已撤下" in page
    assert "期限写错" in page
    assert "西侧消防通道全线禁停" not in page
    assert chain.post(f"{place}/withdrawal", {"reason": "再撤"}, role="host").status_code == 409


def test_what_was_done_is_drafted_from_the_report(chain: Chain) -> None:
    chain.reported()
    place = f"{chain.address}/notices"
    assert chain.browser.sign_in(chain.account("host")).get(place).status_code == 409
    assert chain.post("verification", {"note": "属实"}, role="worker").status_code == 303
    page = chain.page(place)
    assert "关于“西侧消防通道划黄线并清障”办理结果的公示" in page
    assert "通道已划线清障。" in page
    assert "社区2026年9月10日核验属实。" in page
    assert chain.post(place, FORM, role="host").location == chain.address
    assert chain.post(place, FORM, role="host").status_code == 409
    assert "下一步：请提出人评价" in chain.page(role="worker")
    assert chain.commitment.notices[0].starts_on == today(clock.now())
