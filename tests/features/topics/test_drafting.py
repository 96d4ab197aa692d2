"""Writing a topic: two people at once lose nothing, parties are named, what is missing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.store import record
from deliberation.store.db import db

if TYPE_CHECKING:
    from deliberation.store.models import Community, Topic
    from tests.factories import Factory
    from tests.fixtures_app import Browser

TEXT: dict[str, object] = {
    "title": "停车收费",
    "category": "parking",
    "summary": "西侧停车占道",
    "proposal": "划位24个",
    "size": "hard",
    "route": "council",
    "route_basis": "",
    "households_score": "4",
    "urgency_score": "４",
    "repetition_score": "5",
    "feasibility_score": "3",
    "funding_score": "",
}


@pytest.fixture
def community(make: Factory) -> Community:
    """The community of the demo."""
    return make.community()


@pytest.fixture
def topic(make: Factory, community: Community) -> Topic:
    """A drafted topic with one opinion."""
    row = make.draft(community)
    opinion = make.opinion(community)
    opinion.topic, opinion.stage = row, "merged"
    db.session.commit()
    return row


@pytest.fixture
def worker(make: Factory, browser: Browser, community: Community) -> Browser:
    """A worker of the community, signed in."""
    return browser.sign_in(make.account("worker", community))


def verbs(topic: Topic) -> list[str]:
    return [entry.verb for entry in record.about("topic", topic.id, topic.community_id)]


def test_the_text_is_written_with_its_score(worker: Browser, topic: Topic) -> None:
    answer = worker.post(f"/topics/{topic.id}/draft", {**TEXT, "edited": "0"})
    assert answer.status_code == 303
    db.session.expire_all()
    assert (topic.title, topic.size, topic.route, topic.edited) == (
        "停车收费",
        "hard",
        "council",
        1,
    )
    html = worker.get(f"/topics/{topic.id}").get_data(as_text=True)
    assert "得分 16/23" in html
    assert verbs(topic) == ["edit"]
    [entry] = record.about("topic", topic.id, topic.community_id)
    assert entry.payload is not None
    assert "summary" in entry.payload["changed"]  # type: ignore[operator]  # JSON is a dict here


def test_two_people_at_once_lose_nothing(worker: Browser, topic: Topic) -> None:
    address = f"/topics/{topic.id}/draft"
    worker.post(address, {**TEXT, "edited": "0", "summary": "别人写的摘要"})
    answer = worker.post(address, {**TEXT, "edited": "0", "summary": "我写的摘要"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "别人写的摘要" in html
    assert "我写的摘要" in html
    db.session.expire_all()
    assert (topic.summary, topic.edited) == ("别人写的摘要", 1)
    assert 'name="edited" type="hidden" value="1"' in html
    again = worker.post(address, {**TEXT, "edited": "1", "summary": "合在一起的摘要"})
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "长" * 81),
        ("funding_score", "4"),
        ("urgency_score", "很急"),
        ("size", "huge"),
        ("route", "nobody"),
        ("summary", "藏\u202e字"),
    ],
)
def test_what_is_out_of_bounds_is_refused_and_kept(
    worker: Browser, topic: Topic, field: str, value: str
) -> None:
    form: dict[str, object] = {**TEXT, "edited": "0", "proposal": "先清障，再划位", field: value}
    answer = worker.post(f"/topics/{topic.id}/draft", form)
    assert answer.status_code == 422
    assert "先清障，再划位" in answer.get_data(as_text=True)
    assert verbs(topic) == []


def test_an_edit_without_its_base_is_a_conflict(worker: Browser, topic: Topic) -> None:
    assert worker.post(f"/topics/{topic.id}/draft", {**TEXT, "edited": "x"}).status_code == 409


def test_parties_are_named_and_taken_out(worker: Browser, topic: Topic) -> None:
    address = f"/topics/{topic.id}/parties"
    assert worker.post(address, {"name": "业委会"}).status_code == 303
    twice = worker.post(address, {"name": "业委会"})
    assert twice.status_code == 422
    assert "已经在里面了" in twice.get_data(as_text=True)
    db.session.expire_all()
    assert [party.name for party in topic.parties] == ["有车户", "无车户", "业委会"]
    removal = f"{address}/{topic.parties[0].id}/removal"
    assert worker.post(removal).status_code == 303
    assert worker.post(removal).status_code == 404
    db.session.expire_all()
    assert [party.name for party in topic.parties] == ["无车户", "业委会"]
    assert verbs(topic) == ["add_party", "remove_party"]


def test_what_is_missing_is_said_and_blocks(
    make: Factory, worker: Browser, community: Community
) -> None:
    topic = make.draft(community, summary="", route="", parties=("业委会",))
    html = worker.get(f"/topics/{topic.id}").get_data(as_text=True)
    for reason in ("请先写议题的摘要", "请先确定由谁决定", "还差1方", "请先归并至少一条"):
        assert reason in html
    assert f'action="/topics/{topic.id}/proposal"' not in html
    refused = worker.post(f"/topics/{topic.id}/proposal")
    assert refused.status_code == 409
    db.session.expire_all()
    assert (topic.stage, verbs(topic)) == ("drafted", [])


def test_a_proposed_topic_is_not_edited(worker: Browser, topic: Topic) -> None:
    assert worker.post(f"/topics/{topic.id}/proposal").status_code == 303
    assert worker.get(f"/topics/{topic.id}/draft").status_code == 409
    assert worker.post(f"/topics/{topic.id}/draft", {**TEXT, "edited": "0"}).status_code == 409
    assert worker.post(f"/topics/{topic.id}/parties", {"name": "租户"}).status_code == 409
    html = worker.get(f"/topics/{topic.id}").get_data(as_text=True)
    assert "这一步由党组织审核来做" in html


@pytest.mark.parametrize(("noun", "stage"), [("settlement", "settled"), ("referral", "referred")])
def test_a_topic_ends_without_a_meeting(
    worker: Browser, topic: Topic, noun: str, stage: str
) -> None:
    address = f"/topics/{topic.id}/{noun}"
    assert worker.get(address).status_code == 200
    assert worker.post(address, {"reply": ""}).status_code == 422
    assert worker.post(address, {"reply": "灯已经换好"}).status_code == 303
    db.session.expire_all()
    assert topic.stage == stage
    assert [reply.text for row in topic.opinions for reply in row.replies] == ["灯已经换好"]
    assert worker.post(address, {"reply": "再办一次"}).status_code == 409
    assert worker.get(f"/topics/{topic.id}").status_code == 200
