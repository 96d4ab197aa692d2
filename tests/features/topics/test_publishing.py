"""The reviewer's consent, the publicity with its days and its scan, and reopening."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock
from deliberation.store import record
from deliberation.store.db import db

if TYPE_CHECKING:
    from deliberation.store.models import Community, Topic
    from tests.factories import Factory
    from tests.fixtures_app import Browser

DAYS: dict[str, object] = {"starts_on": "2026-09-10", "ends_on": "2026-09-15"}
NOTICE: dict[str, object] = {**DAYS, "text": "关于停车收费的公示\n意见可投3号建议箱。"}


@pytest.fixture
def community(make: Factory) -> Community:
    """The community of the demo."""
    return make.community()


@pytest.fixture
def topic(make: Factory, community: Community) -> Topic:
    """A proposed topic with one opinion."""
    row = make.draft(community, stage="proposed")
    opinion = make.opinion(community)
    opinion.topic, opinion.stage = row, "merged"
    db.session.commit()
    return row


@pytest.fixture
def reviewer(make: Factory, browser: Browser, community: Community) -> Browser:
    """The reviewer of the community, signed in."""
    return browser.sign_in(make.account("reviewer", community))


def host(make: Factory, browser: Browser, topic: Topic, stage: str = "approved") -> Browser:
    """The host, with the topic at `stage`."""
    topic.stage = stage
    db.session.commit()
    return browser.sign_in(make.account("host", topic.community))


def verbs(topic: Topic) -> list[str]:
    db.session.expire_all()
    return [entry.verb for entry in record.about("topic", topic.id, topic.community_id)]


def test_consent(reviewer: Browser, topic: Topic) -> None:
    assert "同意上会" in reviewer.get(f"/topics/{topic.id}/approval").get_data(as_text=True)
    answer = reviewer.post(f"/topics/{topic.id}/approval", {"note": "请业委会到会"})
    assert answer.status_code == 303
    assert verbs(topic) == ["approve"]
    assert (topic.stage, topic.consents[0].answer) == ("approved", "approved")
    assert "请业委会到会" in reviewer.get(f"/topics/{topic.id}").get_data(as_text=True)


def test_sending_back_needs_words(reviewer: Browser, topic: Topic) -> None:
    address = f"/topics/{topic.id}/return"
    assert reviewer.post(address, {"reason": ""}).status_code == 422
    assert reviewer.post(address, {"reason": "缺物业的意见"}).status_code == 303
    assert verbs(topic) == ["send_back"]
    assert (topic.stage, topic.consents[0].note) == ("drafted", "缺物业的意见")
    assert reviewer.post(address, {"reason": "再来"}).status_code == 409


def test_only_the_reviewer_consents(make: Factory, browser: Browser, topic: Topic) -> None:
    host(make, browser, topic, "proposed")
    assert browser.post(f"/topics/{topic.id}/approval").status_code == 403
    assert verbs(topic) == []


def test_publicity_is_prefilled_with_days_from_the_calendar(
    make: Factory, browser: Browser, topic: Topic
) -> None:
    html = host(make, browser, topic).get(f"/topics/{topic.id}/publicity").get_data(as_text=True)
    assert 'value="2026-09-10"' in html
    assert 'value="2026-09-15"' in html
    assert "2026年9月15日（周二）" in html
    assert topic.summary in html


def test_a_hard_topic_is_publicised_over_the_holiday(
    make: Factory, browser: Browser, topic: Topic
) -> None:
    topic.size = "hard"
    clock.set_offset(datetime(2026, 9, 24, 1, tzinfo=UTC) - datetime.now(UTC))
    html = host(make, browser, topic).get(f"/topics/{topic.id}/publicity").get_data(as_text=True)
    assert 'value="2026-10-09"' in html


def test_an_unpublished_year_is_said_not_guessed(
    make: Factory, browser: Browser, topic: Topic
) -> None:
    clock.set_offset(datetime(2026, 12, 31, 1, tzinfo=UTC) - datetime.now(UTC))
    page = host(make, browser, topic).get(f"/topics/{topic.id}/publicity")
    assert "2027年的日历未导入" in page.get_data(as_text=True)
    form = {**NOTICE, "starts_on": "2026-12-31", "ends_on": "2027-01-06"}
    answer = browser.post(f"/topics/{topic.id}/publicity", form)
    assert answer.status_code == 422
    assert "2027年的日历未导入" in answer.get_data(as_text=True)


def test_publicise_and_withdraw(make: Factory, browser: Browser, topic: Topic) -> None:
    host(make, browser, topic)
    assert browser.post(f"/topics/{topic.id}/publicity", NOTICE).status_code == 303
    assert verbs(topic) == ["publicise"]
    [notice] = topic.publicities
    assert (topic.stage, notice.starts_on, notice.ends_on) == (
        "publicised",
        date(2026, 9, 10),
        date(2026, 9, 15),
    )
    address = f"/topics/{topic.id}/publicity/withdrawal"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": " "}).status_code == 422
    assert browser.post(address, {"reason": "方案有改动"}).status_code == 303
    assert verbs(topic) == ["publicise", "withdraw"]
    assert topic.stage == "approved"
    assert notice.withdrawn_reason == "方案有改动"
    assert browser.post(address, {"reason": "再撤"}).status_code == 409


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"starts_on": "2026-09-09"}, "公示不能从过去的日子开始"),
        ({"ends_on": "2026-09-14"}, "最早到2026年9月15日"),
        ({"ends_on": "9月15日"}, "请按“年-月-日”填写日期"),
        ({"text": "联系13812345678"}, "第1行有手机号码“13812345678”"),
        ({"text": "公示\n请找7号楼2单元301室"}, "第2行有详细住址"),
    ],
)
def test_what_cannot_be_posted(
    make: Factory, browser: Browser, topic: Topic, change: dict[str, object], sentence: str
) -> None:
    host(make, browser, topic)
    answer = browser.post(f"/topics/{topic.id}/publicity", {**NOTICE, **change})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert verbs(topic) == []
    assert topic.stage == "approved"


def test_masked_it_can_be_posted(make: Factory, browser: Browser, topic: Topic) -> None:
    host(make, browser, topic)
    form = {**NOTICE, "text": "联系13812345678"}
    shown = browser.post(f"/topics/{topic.id}/publicity", {**form, "mask": "1"})
    html = shown.get_data(as_text=True)
    assert "联系138****5678" in html
    assert "13812345678" not in html
    assert verbs(topic) == []
    masked = {**form, "text": "联系138****5678"}
    assert browser.post(f"/topics/{topic.id}/publicity", masked).status_code == 303


def test_without_consent_nothing_is_posted(make: Factory, browser: Browser, topic: Topic) -> None:
    host(make, browser, topic, "proposed")
    early = browser.get(f"/topics/{topic.id}/publicity")
    assert early.status_code == 409
    assert "现在是“待审核”，不能“公示”" in early.get_data(as_text=True)
    assert browser.post(f"/topics/{topic.id}/publicity", NOTICE).status_code == 409


def test_reopening_needs_a_reason(reviewer: Browser, topic: Topic) -> None:
    topic.stage = "unresolved"
    db.session.commit()
    address = f"/topics/{topic.id}/reopening"
    assert reviewer.get(address).status_code == 200
    assert reviewer.post(address, {"reason": ""}).status_code == 422
    assert reviewer.post(address, {"reason": "有新的报价"}).status_code == 303
    assert verbs(topic) == ["reopen"]
    assert topic.stage == "approved"


@pytest.mark.parametrize(
    "stage",
    ["drafted", "proposed", "approved", "publicised", "scheduled", "resolved", "unresolved"],
)
@pytest.mark.parametrize("role", ["worker", "host", "reviewer", "oversight", "deputy"])
def test_the_page_opens_at_every_stage_for_every_reader(
    make: Factory, browser: Browser, topic: Topic, stage: str, role: str
) -> None:
    topic.stage = stage
    db.session.commit()
    browser.sign_in(make.account(role, topic.community))
    assert browser.get(f"/topics/{topic.id}").status_code == 200
    assert browser.get(f"/topics/{topic.id}/opinions").status_code == 200
