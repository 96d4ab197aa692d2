"""The commitment's page: one next thing, what is missing in words, typed text that stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock
from deliberation.shell.commands import new_command_id
from deliberation.store.db import db

if TYPE_CHECKING:
    from deliberation.store.models import Topic
    from tests.features.followthrough.conftest import Chain

ORDER = {"funding": "公共收益"}


def test_before_publicity_the_page_leads_to_it(chain: Chain) -> None:
    page = chain.page()
    assert "下一步：公示会议结果" in page
    assert f"/resolutions/{chain.resolution.id}/notices" in page
    refused = chain.post("assignment", ORDER, role="host")
    assert refused.status_code == 409
    assert "会议结果还没有公示，先公示再交办。" in refused.get_data(as_text=True)


def test_the_host_hands_over_and_the_page_says_by_when(chain: Chain) -> None:
    owner = chain.publicised().account("owner")
    page = chain.page()
    assert "下一步：交办" in page
    assert f'value="{owner.id}"' in page
    assert "2026年10月8日（周四）前办结" in page
    assert "已跳过放假：9月25日至27日、10月1日至7日。" in page
    answer = chain.post("assignment", {**ORDER, "owner_account_id": owner.id}, role="host")
    assert answer.status_code == 303
    assert chain.commitment.stage == "assigned"
    page = chain.page()
    assert "签收时限" in page
    assert "2026年9月11日" in page
    assert "这一步由承办单位、持交办码的承办人来做。" in page


def test_a_press_sent_twice_hands_over_once(chain: Chain) -> None:
    chain.publicised()
    command = new_command_id()
    for _again in range(2):
        assert chain.post("assignment", ORDER, role="host", command=command).status_code == 303
    assert chain.verbs().count("assign") == 1


def test_a_refused_form_keeps_what_was_typed(chain: Chain) -> None:
    chain.publicised()
    form = {"funding": "我写的资金来源", "due_on": "2026-10-30"}
    answer = chain.post("assignment", form, role="host")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "我写的资金来源" in text
    assert 'id="assign-due_reason-error"' in text
    assert chain.commitment.stage == "agreed"


def test_the_year_without_a_calendar_is_named(chain: Chain) -> None:
    chain.publicised()
    form = {"due_on": "2027-01-15", "due_reason": "等验收"}
    assert chain.post("assignment", form, role="host").status_code == 303
    page = chain.page()
    assert "2027年的日历未导入" in page
    assert "待算" in page


@pytest.mark.parametrize(
    ("path", "role", "form", "stage"),
    [
        ("verification", "worker", {"note": "属实"}, "verified"),
        ("returns", "worker", {"reason": "南段还有车"}, "accepted"),
        ("sheets", "deputy", {"situation": "没进场", "demand": "进场"}, "reported"),
        ("reviews", "lead", {"text": "月会再看"}, "reported"),
        ("parking", "lead", {"reason": "等资金", "review_on": "2026-12-01"}, "parked"),
    ],
)
def test_each_press_is_kept_and_leads_back(
    chain: Chain, path: str, role: str, form: dict[str, str], stage: str
) -> None:
    answer = chain.reported().post(path, form, role=role)
    assert (answer.status_code, answer.location) == (303, chain.address)
    assert chain.commitment.stage == stage
    assert chain.page(role="lead")


@pytest.mark.parametrize(
    ("path", "role", "form", "field"),
    [
        ("returns", "worker", {"reason": " "}, "send_back-reason"),
        ("sheets", "deputy", {"situation": "我写的现状"}, "urge-demand"),
        ("reviews", "lead", {"text": ""}, "review-text"),
        ("parking", "lead", {"reason": "我写的理由", "review_on": "2026-09-01"}, "park-review_on"),
    ],
)
def test_what_is_missing_stands_beside_its_field(
    chain: Chain, path: str, role: str, form: dict[str, str], field: str
) -> None:
    answer = chain.reported().post(path, form, role=role)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in text
    assert all(value.strip() in text for value in form.values())


@pytest.mark.parametrize(
    ("path", "role"),
    [("verification", "worker"), ("askings", "worker"), ("closure", "lead"), ("reopening", "lead")],
)
def test_a_press_out_of_turn_says_what_can_be_done(chain: Chain, path: str, role: str) -> None:
    answer = chain.accepted().post(path, {"text": "x", "reason": "x"}, role=role)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "现在是“办理中”" in text
    assert "报进度" in text


@pytest.mark.parametrize(
    ("path", "role"),
    [("assignment", "worker"), ("verification", "owner"), ("closure", "host"), ("sheets", "host")],
)
def test_a_press_by_the_wrong_role_is_refused(chain: Chain, path: str, role: str) -> None:
    assert chain.reported().post(path, role=role).status_code == 403


def test_the_checker_reads_the_report_beside_the_button(chain: Chain) -> None:
    page = chain.reported().page(role="worker")
    assert page.index("下一步：核验属实") < page.index("通道已划线清障。")
    assert "没办好，退回重办" in page


def test_whoever_did_it_is_told_to_leave_the_check(chain: Chain) -> None:
    row = chain.accepted().commitment
    chain.make.grant(chain.account("owner"), "worker", row.topic.community)
    page = chain.report().page(role="owner")
    assert "核验的人不能是承办的人，请另一位同事来核验。" in page


def test_closing_says_what_is_missing_until_nothing_is(chain: Chain) -> None:
    page = chain.asked().page(role="deputy")
    assert "还差什么：" in page
    assert "办理结果公示到2026年9月17日，期满才能销号。" in page
    refused = chain.post("closure", role="deputy")
    assert refused.status_code == 409
    assert "请提出人评价还不满3天" in refused.get_data(as_text=True)
    chain.stand_on(chain.commitment.notices[-1].ends_on + timedelta(days=1))
    assert "还差什么：" not in chain.page(role="deputy")
    assert chain.post("closure", role="deputy").status_code == 303
    page = chain.page(role="deputy")
    assert "已销号" in page
    form = {"reason": "又堵了", "working_days": "5"}
    assert chain.post("reopening", form, role="reviewer").status_code == 303
    assert chain.commitment.stage == "accepted"


def test_who_came_late_is_answered_from_the_page(chain: Chain) -> None:
    row = chain.asked().commitment
    clock.set_offset(clock.offset() + timedelta(hours=1))
    late = chain.make.opinion(row.topic.community, "我也看到了")
    late.topic_id, late.stage = row.topic_id, "merged"
    late.replies.clear()
    db.session.commit()
    assert "补发答复" in chain.page(role="worker")
    assert chain.post("replies", role="worker").status_code == 303
    assert chain.post("replies", role="worker").status_code == 409


def test_the_owner_goes_on_to_the_own_page(chain: Chain) -> None:
    browser = chain.assigned().browser.sign_in(chain.account("owner"))
    answer = browser.get(chain.address)
    assert (answer.status_code, answer.location) == (303, f"{chain.address}/task")


def test_the_owner_hands_back_with_a_reason(chain: Chain) -> None:
    chain.assigned()
    assert "为什么退回交办？" in chain.page(f"{chain.address}/hand-back", role="owner")
    assert chain.post("hand-back", {"reason": ""}, role="owner").status_code == 422
    answer = chain.post("hand-back", {"reason": "不归我们管"}, role="owner")
    assert (answer.status_code, answer.location) == (303, f"{chain.address}/task")
    page = chain.page()
    assert "承办单位退回了交办：不归我们管" in page
    assert "改由哪个单位承办" in page


def test_a_topic_is_handed_over_at_once_from_its_page(chain: Chain, draft: Topic) -> None:
    host = chain.make.account("host", draft.community)
    browser = chain.browser.sign_in(host)
    address = f"/topics/{draft.id}/at-once"
    assert address in browser.get(f"/topics/{draft.id}").get_data(as_text=True)
    assert 'value="15"' in browser.get(address).get_data(as_text=True)
    form = {"text": "扶正路灯", "owner": "市政养护", "working_days": "90"}
    refused = browser.post(address, form)
    assert refused.status_code == 422
    assert "2027年的日历未导入" in refused.get_data(as_text=True)
    assert "市政养护" in refused.get_data(as_text=True)
    kept = browser.post(address, {**form, "working_days": "1"})
    assert kept.status_code == 303
    assert browser.post(address, form).status_code == 409
    page = browser.get(f"/topics/{draft.id}").get_data(as_text=True)
    assert "现场办理中" in page
    assert kept.location in page


def test_the_deadline_that_went_by_asks_for_another(chain: Chain) -> None:
    chain.publicised()
    chain.stand_on(date(2026, 10, 12))
    answer = chain.post("assignment", ORDER, role="host")
    assert answer.status_code == 422
    assert "原定的期限已经过了" in answer.get_data(as_text=True)
