"""The desk: finding an opinion, the eight gates, an outcome with its first reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.domain.opinion import GATES
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Opinion

if TYPE_CHECKING:
    from deliberation.store.models import Community
    from tests.factories import Factory
    from tests.fixtures_app import Browser

PASSED = {
    f"gate-{gate.code}": {"ownership": "community", "concrete": "yes"}.get(gate.code, "no")
    for gate in GATES
}
REPLY = "您的意见已经受理，谢谢。"


@pytest.fixture
def community(make: Factory) -> Community:
    return make.community()


@pytest.fixture
def desk(make: Factory, browser: Browser, community: Community) -> Browser:
    return browser.sign_in(make.account("worker", community))


@pytest.fixture
def opinion(make: Factory, community: Community) -> Opinion:
    return make.opinion(community)


def again(opinion: Opinion) -> Opinion:
    db.session.expire_all()
    return db.session.get_one(Opinion, opinion.id)


@pytest.mark.parametrize(
    ("outcome", "stage", "change"),
    [
        ("deliberate", "admitted", {}),
        ("refer", "referred", {"gate-ownership": "government"}),
        ("settle", "settled", {"gate-onsite": "yes"}),
        ("decline", "declined", {"gate-statutory": "yes"}),
        ("ask_back", "returned", {"gate-concrete": "no"}),
    ],
)
def test_every_outcome_answers_the_sender(
    desk: Browser, opinion: Opinion, outcome: str, stage: str, change: dict[str, str]
) -> None:
    form = {**PASSED, **change, "outcome": outcome, "reply": REPLY}
    assert desk.post(f"/opinions/{opinion.id}/triage", form).status_code == 303
    assert again(opinion).stage == stage
    assert REPLY in desk.get(f"/receipts/{opinion.receipt_code}").get_data(as_text=True)
    verbs = [row.verb for row in record.about("opinion", opinion.id, opinion.community_id)]
    assert verbs[-2:] == [outcome, "reply"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"gate-urgent": "yes"}, "紧急危险的事情要立即转办"),
        ({"gate-secret": ""}, "还要先回答这一问"),
        ({"reply": " "}, "请"),
        ({"outcome": ""}, "请选择一项"),
    ],
)
def test_what_the_gates_forbid_is_told_and_nothing_is_lost(
    desk: Browser, opinion: Opinion, change: dict[str, str], sentence: str
) -> None:
    form = {**PASSED, "outcome": "deliberate", "reply": REPLY, **change}
    answer = desk.post(f"/opinions/{opinion.id}/triage", form)
    assert answer.status_code == 422
    assert "回答审核的一问" not in answer.get_data(as_text=True)  # none was kept
    assert sentence in answer.get_data(as_text=True)
    assert again(opinion).stage == "submitted"
    assert again(opinion).screenings == []


def test_a_second_triage_is_answered_409_with_what_is_possible(
    desk: Browser, opinion: Opinion
) -> None:
    form = {**PASSED, "outcome": "deliberate", "reply": REPLY}
    desk.post(f"/opinions/{opinion.id}/triage", form)
    answer = desk.post(f"/opinions/{opinion.id}/triage", form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "并入议题" in page
    assert REPLY in page


def test_the_sender_supplements_what_was_asked(desk: Browser, opinion: Opinion) -> None:
    form = {**PASSED, "gate-concrete": "no", "outcome": "ask_back", "reply": "请问是几号楼？"}
    desk.post(f"/opinions/{opinion.id}/triage", form)
    page = f"/receipts/{opinion.receipt_code}"
    assert desk.post(f"{page}/additions", {"text": "是7号楼西侧"}).status_code == 303
    assert again(opinion).stage == "submitted"
    assert "是7号楼西侧" in desk.get(f"/opinions/{opinion.id}").get_data(as_text=True)
    assert desk.post(f"{page}/additions", {"text": "再补一句"}).status_code == 303
    assert again(opinion).stage == "submitted"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=停车", True),
        ("q=车", True),
        ("q=路灯", False),
        ("q=%25", False),
        ("category=fire", False),
    ],
)
def test_the_desk_finds_chinese_words(
    desk: Browser,
    opinion: Opinion,
    query: str,
    found: bool,  # noqa: FBT001 - a table's column
) -> None:
    page = desk.get(f"/opinions?{query}").get_data(as_text=True)
    assert (opinion.number in page) is found


def test_another_community_s_worker_may_not_triage(
    make: Factory, browser: Browser, opinion: Opinion
) -> None:
    other = make.community("休博园社区", "城厢街道")
    browser.sign_in(make.account("worker", other))
    form = {**PASSED, "outcome": "deliberate", "reply": REPLY}
    assert browser.post(f"/opinions/{opinion.id}/triage", form).status_code == 403
    assert browser.get(f"/opinions/{opinion.id}").status_code == 403
    assert again(opinion).stage == "submitted"
