"""Order, supervision sheet and feedback: their fields, what they mask, who reads them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.features.followthrough.actions import doing, telling, urging
from deliberation.shell import clock
from deliberation.store.db import db
from tests.features.followthrough.conftest import CALENDAR, RULES
from tests.features.followthrough.held import issue, phone

if TYPE_CHECKING:
    from deliberation.store.models import SupervisionSheet
    from tests.features.followthrough.conftest import Chain

PHONE = "13800138000"


def words(page: str) -> str:
    """What stands on the sheet, without the page around it."""
    return page.partition('<article class="sheet"')[2].partition("</article>")[0]


def reported(chain: Chain, text: str = "线划好了，车清走了。", role: str = "owner") -> Chain:
    done = doing.Done(text, "北头一米", 186_050, "公共收益", "夜里拍不清")
    chain.accepted()
    doing.report(chain.commitment, done, actor=chain.actor(role), now=clock.now())
    db.session.commit()
    return chain


def urge(chain: Chain, situation: str = "脚手架未进场") -> SupervisionSheet:
    sheet = urging.Sheet(situation, "10月27日前完成", copied_to="居务监督委员会")
    actor, now = chain.actor("deputy"), clock.now()
    row = urging.issue_sheet(chain.commitment, sheet, CALENDAR, RULES, actor=actor, now=now)
    db.session.commit()
    return row


def test_an_order_says_who_does_what_by_when(chain: Chain) -> None:
    page = words(chain.assigned().page(f"{chain.address}/order", role="worker"))
    for part in (
        "JB-2026-019", "JY-2026-014", "西侧消防通道划黄线并清障", "全长无占用，前后照片各3张",
        "物业服务中心", "物业经理", "2026年9月10日", "2026年9月11日", "2026年10月8日（周四）前办结",
        "15个工作日，从2026年9月10日起算（当天不算）。",
        "已跳过放假：9月25日至27日、10月1日至7日。", "调休上班：9月20日。", "退回理由",
    ):  # fmt: skip
        assert part in page, part


def test_an_order_that_came_back_says_why(chain: Chain) -> None:
    chain.assigned().post("hand-back", {"reason": "归市政管"}, role="owner")
    page = chain.page(f"{chain.address}/order")
    assert "归市政管" in words(page)
    assert "还没有交办，先不要发出去。" in page


def test_a_day_set_by_hand_is_told_in_working_days_or_why_not(chain: Chain) -> None:
    row = chain.assigned().commitment
    row.dated, row.working_days, row.counted_from = "fixed", None, None
    db.session.commit()
    assert "交办后15个工作日。" in chain.page(f"{chain.address}/order")
    row = chain.commitment
    row.due_on = (row.due_on or clock.now().date()) + timedelta(days=365)
    db.session.commit()
    assert "2027年的日历未导入" in chain.page(f"{chain.address}/order")


def test_a_supervision_sheet_stays_as_it_was_issued(chain: Chain) -> None:
    chain.accepted()
    due = chain.commitment.due_on
    assert due is not None
    chain.stand_on(CALENDAR.add_working_days(due, 3))
    sheet = urge(chain)
    chain.stand_on(CALENDAR.add_working_days(due, 9))
    page = words(chain.page(f"/sheets/{sheet.id}", role="oversight"))
    for part in ("DB-2026-001", "红", "第1次", "3个工作日", "督导副组长", "脚手架未进场",
                 "10月27日前完成", "居务监督委员会", "2026年10月8日", "承办回复"):  # fmt: skip
        assert part in page, part


def test_the_owner_answers_a_sheet_once(chain: Chain) -> None:
    link = issue(chain.accepted())
    sheet, browser = urge(chain), phone(chain, link)
    page = browser.get(f"{chain.address}/task").text
    assert "督办单 DB-2026-001（第1次）" in page
    address = f"/sheets/{sheet.id}/answers"
    refused = browser.post(address, {"text": ""})
    assert refused.status_code == 422
    for _press in range(2):
        answer = browser.post(address, {"text": "明天进场。"}, command="s" * 32)
        assert answer.status_code == 303
    assert browser.post(address, {"text": "再改"}).status_code == 409
    assert chain.commitment.sheets[0].answer == "明天进场。"
    assert chain.verbs("supervision_sheet").count("answer_sheet") == 1
    assert "明天进场。" in words(chain.page(f"/sheets/{sheet.id}"))
    assert "明天进场。" in browser.get(f"{chain.address}/task").text


def test_feedback_tells_what_was_done_and_how_many_were_told(chain: Chain) -> None:
    assert (
        chain.browser.sign_in(chain.account("host")).get(f"{chain.address}/feedback").status_code
        == 404
    )
    page = words(reported(chain).page(f"{chain.address}/feedback"))
    for part in (
        "线划好了，车清走了。", "北头一米", "1860.50元", "公共收益", "没有照片：夜里拍不清",
        "还没有答复。",
    ):  # fmt: skip
        assert part in page, part
    chain.post("verification", {"note": "现场看过"}, role="worker")
    now = clock.now()
    day = CALENDAR.add_natural_days(now.date(), RULES.notice_days)
    notice = telling.Notice(now.date(), day, "通道已划线清障。")
    telling.post_completion(
        chain.commitment, notice, CALENDAR, RULES, actor=chain.actor("host"), now=now
    )
    db.session.commit()
    telling.ask(chain.commitment, "已划线。", actor=chain.actor("worker"), now=now)
    db.session.commit()
    page = words(chain.page(f"{chain.address}/feedback"))
    assert "属实：现场看过" in page
    assert "2026年9月10日，已答复2位提出人中的2位。" in page
    assert "已划线。" in page


@pytest.mark.parametrize("paper", ["order", "feedback", "sheet"])
def test_no_paper_shows_a_number_that_somebody_typed(chain: Chain, paper: str) -> None:
    chain.commitment.text = f"找{PHONE}划线"
    db.session.commit()
    reported(chain, f"电话{PHONE}联系的")
    address = f"{chain.address}/{paper}"
    if paper == "sheet":
        address = f"/sheets/{urge(chain, f'打{PHONE}没人接').id}"
    page = words(chain.page(address))
    assert PHONE not in page
    assert "138****8000" in page


@pytest.mark.parametrize("role", ["facilitator", "admin"])
def test_papers_are_for_who_follows_it_through(chain: Chain, role: str) -> None:
    reported(chain)
    sheet = urge(chain)
    account = chain.make.account() if role == "facilitator" else chain.account(role)
    browser = chain.browser.sign_in(account)
    for address in (f"{chain.address}/order", f"{chain.address}/feedback", f"/sheets/{sheet.id}"):
        assert browser.get(address).status_code == 403
