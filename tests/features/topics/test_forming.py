"""From opinions to a topic: formed, merged by a person, taken out with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.store import record, search
from deliberation.store.db import db
from deliberation.store.models import Community, Opinion, Topic

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser


@pytest.fixture
def community(make: Factory) -> Community:
    """The community of the demo."""
    return make.community()


@pytest.fixture
def worker(make: Factory, browser: Browser, community: Community) -> Browser:
    """A worker of the community, signed in."""
    return browser.sign_in(make.account("worker", community))


def another_matter(make: Factory, community: Community, text: str) -> Opinion:
    """An opinion of another category about another place."""
    row = make.opinion(community, text)
    row.category, row.place = "service", "活动室"
    search.index_text(row)
    db.session.commit()
    return row


def verbs(row: Topic | Opinion) -> list[str]:
    return [e.verb for e in record.about(row.__tablename__, row.id, row.community_id)]


def only_topic() -> Topic:
    db.session.expire_all()
    topic: Topic = db.session.scalars(db.select(Topic)).one()
    return topic


def test_a_topic_is_formed_from_ticked_opinions(
    make: Factory, worker: Browser, community: Community
) -> None:
    ids = [make.opinion(community, text).id for text in ("西侧停车占道", "停车费要公开")]
    make.opinion(community, "楼道灯坏了")
    answer = worker.post("/topics", {"title": "停车", "category": "parking", "opinion": ids})
    topic = only_topic()
    assert (answer.status_code, answer.location) == (303, f"/topics/{topic.id}")
    assert (topic.number, topic.stage) == ("YT-2026-001", "drafted")
    assert {row.id for row in topic.opinions} == set(ids)
    assert {row.stage for row in topic.opinions} == {"merged"}
    assert all(row.merged_at and row.merged_by_id for row in topic.opinions)
    assert verbs(topic) == ["form", "merge"]
    assert list(record.verify()) == []


def test_every_sender_is_answered(make: Factory, worker: Browser, community: Community) -> None:
    opinion = make.opinion(community)
    worker.post("/topics", {"title": "停车", "opinion": opinion.id})
    db.session.expire_all()
    [reply] = opinion.replies
    assert reply.kind == "first"
    assert "停车" in reply.text
    assert "YT-2026-001" in reply.text
    assert verbs(opinion)[-2:] == ["merge", "reply"]


def test_the_same_command_twice_is_one_topic(
    make: Factory, worker: Browser, community: Community
) -> None:
    form = {"title": "停车", "opinion": make.opinion(community).id}
    first = worker.post("/topics", form, command="c" * 32)
    again = worker.post("/topics", form, command="c" * 32)
    assert first.location == again.location
    assert verbs(only_topic()) == ["form", "merge"]


def test_without_a_title_the_ticks_are_kept(
    make: Factory, worker: Browser, community: Community
) -> None:
    opinion = make.opinion(community)
    answer = worker.post("/topics", {"title": " ", "opinion": opinion.id, "summary": "写好的字"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "写好的字" in html
    assert f'value="{opinion.id}" checked' in html
    assert db.session.scalar(db.select(Topic)) is None


def test_the_form_proposes_alike_opinions_and_topics(
    make: Factory, worker: Browser, community: Community
) -> None:
    opinion = make.opinion(community, "西侧停车占用消防通道")
    make.opinion(community, "消防通道夜间被停车占用")
    another_matter(make, community, "楼道灯坏了")
    topic = make.draft(community)
    html = worker.get(f"/topics/new?opinion={opinion.id}").get_data(as_text=True)
    assert "消防通道夜间被停车占用" in html
    assert "共同的词" in html
    assert "楼道灯坏了" not in html
    assert f'action="/topics/{topic.id}/opinions"' in html


def test_opinions_of_another_community_are_refused(
    make: Factory, worker: Browser, community: Community
) -> None:
    topic = make.draft(community)
    stranger = make.opinion(make.community("洛隆社区"))
    answer = worker.post(f"/topics/{topic.id}/opinions", {"opinion": stranger.id})
    assert answer.status_code == 422
    db.session.expire_all()
    assert stranger.topic_id is None


def test_merging_needs_a_tick(make: Factory, worker: Browser, community: Community) -> None:
    answer = worker.post(f"/topics/{make.draft(community).id}/opinions")
    assert answer.status_code == 422
    assert "请至少勾选一条意见" in answer.get_data(as_text=True)


def test_an_opinion_is_in_one_topic_only(
    make: Factory, worker: Browser, community: Community
) -> None:
    opinion, first, second = make.opinion(community), make.draft(community), make.draft(community)
    assert worker.post(f"/topics/{first.id}/opinions", {"opinion": opinion.id}).status_code == 303
    assert worker.post(f"/topics/{second.id}/opinions", {"opinion": opinion.id}).status_code == 409
    db.session.expire_all()
    assert opinion.topic_id == first.id
    assert verbs(second) == []


def test_taking_an_opinion_out_needs_a_reason(
    make: Factory, worker: Browser, community: Community
) -> None:
    opinion, topic = make.opinion(community), make.draft(community)
    worker.post(f"/topics/{topic.id}/opinions", {"opinion": opinion.id})
    address = f"/topics/{topic.id}/opinions/{opinion.id}/separation"
    assert worker.get(address).status_code == 200
    assert worker.post(address, {"reason": ""}).status_code == 422
    assert worker.post(address, {"reason": "是另一件事"}).status_code == 303
    db.session.expire_all()
    assert (opinion.topic_id, opinion.merged_at, opinion.stage) == (None, None, "admitted")
    assert verbs(topic) == ["merge", "separate"]
    assert worker.get(address).status_code == 404
    assert "是另一件事" in worker.get(f"/topics/{topic.id}").get_data(as_text=True)


def test_the_last_opinion_stays_once_proposed(
    make: Factory, worker: Browser, community: Community
) -> None:
    opinion, topic = make.opinion(community), make.draft(community)
    worker.post(f"/topics/{topic.id}/opinions", {"opinion": opinion.id})
    worker.post(f"/topics/{topic.id}/proposal")
    address = f"/topics/{topic.id}/opinions/{opinion.id}/separation"
    assert worker.post(address, {"reason": "试试"}).status_code == 422


def test_the_list_finds_filters_and_sorts(
    make: Factory, worker: Browser, community: Community
) -> None:
    low = make.draft(community, title="小教室课程", summary="课程单一", size="small")
    high = make.draft(community, title="停车收费", urgency_score=5)
    opinion = another_matter(make, community, "想学乐高")
    worker.post(f"/topics/{low.id}/opinions", {"opinion": opinion.id})
    html = worker.get("/topics").get_data(as_text=True)
    assert html.index(high.title) < html.index(low.title)
    for query, shown in {
        "q=停车": {high.title},
        "q=乐高": {low.title},
        f"q={low.number}": {low.title},
        "q=%25": set(),
        "size=small": {low.title},
        "stage=proposed": set(),
        "page=99": {high.title, low.title},
    }.items():
        html = worker.get(f"/topics?{query}").get_data(as_text=True)
        assert {title for title in (high.title, low.title) if title in html} == shown, query


def test_an_opinion_is_brought_to_a_topic_of_the_list(
    make: Factory, worker: Browser, community: Community
) -> None:
    opinion = make.opinion(community, "想学乐高")
    topic, closed = make.draft(community), make.draft(community, stage="resolved")
    html = worker.get(f"/topics?opinion={opinion.id}").get_data(as_text=True)
    assert "选一个议题，把这条意见并进去" in html
    assert f'action="/topics/{topic.id}/opinions"' in html
    assert f'action="/topics/{closed.id}/opinions"' not in html
    assert "并进去" not in worker.get("/topics?opinion=999999").get_data(as_text=True)


def test_opinions_are_found_by_words_to_be_merged(
    make: Factory, worker: Browser, community: Community
) -> None:
    opinion, topic = make.opinion(community, "想学乐高"), make.draft(community)
    for query in ("乐高", opinion.number):
        html = worker.get(f"/topics/{topic.id}/opinions?q={query}").get_data(as_text=True)
        assert f'value="{opinion.id}"' in html
    assert "没有找到" in worker.get(f"/topics/{topic.id}/opinions?q=%25").get_data(as_text=True)


def test_who_may_not(make: Factory, browser: Browser, community: Community) -> None:
    topic, opinion = make.draft(community), make.opinion(community)
    assert browser.get("/topics").status_code == 303
    browser.sign_in(make.account("reviewer", community))
    assert browser.get(f"/topics/{topic.id}").status_code == 200
    assert browser.get("/topics/new").status_code == 403
    refused = browser.post(f"/topics/{topic.id}/opinions", {"opinion": opinion.id})
    assert refused.status_code == 403
    browser.sign_in(make.account("worker", make.community("洛隆社区")))
    assert browser.get(f"/topics/{topic.id}").status_code == 403
    assert browser.post("/topics", {"title": "越界", "opinion": opinion.id}).status_code == 422
