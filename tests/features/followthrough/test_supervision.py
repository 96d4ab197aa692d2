"""The supervision list: worst first, filtered, counted by colour, printed whole; who sees what."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from deliberation.domain.calendar import today
from deliberation.domain.supervision import COLOURS
from deliberation.features.followthrough.queries import supervision as queries
from deliberation.shell import clock
from deliberation.store import matters
from deliberation.store.db import db
from deliberation.store.models import (
    Commitment,
    Progress,
    Report,
    Stakeholder,
    SupervisionSheet,
    Topic,
)
from tests.features.test_query_counts import hold

if TYPE_CHECKING:
    from deliberation.store.models import Community
    from tests.factories import Factory
    from tests.fixtures_app import Browser

NUMBER = re.compile(r">(JB-2026-\d+)<")


@pytest.fixture
def place(make: Factory) -> Community:
    """A community."""
    return make.community()


@pytest.fixture
def topic(make: Factory, place: Community) -> Topic:
    """A topic that commitments belong to."""
    return make.topic(place)


def owed(topic: Topic, number: int, days: int, **columns: Any) -> Commitment:
    """A commitment that is due in so many days, in its owner's hands since ten days ago."""
    now = clock.now()
    base = {"stage": "accepted", "text": f"划线{number}", "owner": "物业", "dated": "fixed"}
    row = Commitment(
        community_id=topic.community_id,
        number=f"JB-2026-{number:03d}",
        topic_id=topic.id,
        due_on=today(now) + timedelta(days=days),
        agreed_at=now,
        assigned_at=now - timedelta(days=10),
        **{**base, **columns},
    )
    row.progress = [Progress(kind="progress", percent=99, text="", at=now)]
    db.session.add(row)
    db.session.commit()
    return row


def numbers(browser: Browser, query: str = "") -> list[str]:
    """The numbers on the list, in the order of the page."""
    answer = browser.get(f"/supervision{query}")
    assert answer.status_code == 200
    return NUMBER.findall(answer.text)


@pytest.fixture
def lead(browser: Browser, make: Factory, place: Community) -> Browser:
    """The head of the supervision group of the street."""
    return browser.sign_in(make.account("lead", place))


def test_the_worst_stands_first(lead: Browser, topic: Topic) -> None:
    owed(topic, 1, 40)
    owed(topic, 2, -1)
    owed(topic, 3, 1)
    owed(topic, 4, -5)
    owed(topic, 5, 30, stage="closed", closed_at=clock.now())
    owed(topic, 6, 30, stage="parked")
    owed(topic, 7, 600)
    assert numbers(lead) == [f"JB-2026-{n:03d}" for n in (4, 2, 3, 7, 1, 6)]
    assert numbers(lead, "?colour=blue") == ["JB-2026-005"]
    assert numbers(lead, "?colour=grey") == ["JB-2026-006"]
    assert numbers(lead, "?colour=red") == ["JB-2026-004", "JB-2026-002"]
    assert numbers(lead, "?colour=pink") == numbers(lead)


def test_each_line_has_the_colour_of_the_domain(lead: Browser, topic: Topic) -> None:
    rows = [owed(topic, n, days) for n, days in enumerate((-3, 0, 2, 5, 30, 500))]
    wanted = queries.Wanted([topic.community_id])
    day = today(clock.now())
    listed = queries.supervised(wanted, day, 1)
    told = {line.commitment.id: line.standing for line in listed.lines}
    assert told == {row.id: matters.stands(row, day) for row in rows}
    text = lead.get("/supervision").text
    for line in listed.lines:
        assert str(line.standing.why) in text
        assert str(COLOURS[line.standing.colour].word) in text
    assert "2028年的日历未导入" in text or "2027年的日历未导入" in text


def test_what_is_late_says_by_how_much_and_how_often_it_was_urged(
    lead: Browser, make: Factory, topic: Topic
) -> None:
    row = owed(topic, 1, -3, owner="物业服务中心", co_owners="社区居委会", post="项目经理")
    signer = make.account()
    for n in (1, 2):
        sheet = SupervisionSheet(
            community_id=row.community_id, number=f"DB-2026-{n}", commitment=row, place=n,
            colour="red", situation="", demand="快办", issued_at=clock.now(), issued_by=signer,
        )  # fmt: skip
        db.session.add(sheet)
    db.session.commit()
    text = lead.get("/supervision").text
    for word in ("逾期3个工作日", "2 次", signer.name, "物业服务中心", "项目经理", "社区居委会"):
        assert word in text


def test_handed_in_work_is_not_counted_on(topic: Topic) -> None:
    row = owed(topic, 1, -3, stage="reported")
    row.reports = [Report(text="好了", at=clock.now() - timedelta(days=6))]
    owed(topic, 2, -2).due_on = None
    db.session.commit()
    listed = queries.supervised(queries.Wanted([topic.community_id]), today(clock.now()), 1)
    told = {line.commitment.number: str(line.days) for line in listed.lines}
    assert told == {"JB-2026-001": "按期报办结", "JB-2026-002": "期限未定"}


def test_past_the_deadline_on_a_day_off_no_working_day_has_gone_by(topic: Topic) -> None:
    row = owed(topic, 1, 0)
    row.due_on = date(2026, 9, 11)
    listed = queries.supervised(queries.Wanted([topic.community_id]), date(2026, 9, 12), 1)
    assert (listed.lines[0].standing.colour, str(listed.lines[0].days)) == ("red", "已过期限")


def test_the_list_is_narrowed_by_owner_party_words_and_stage(
    lead: Browser, make: Factory, place: Community, topic: Topic
) -> None:
    other = make.topic(place, "楼道灯坏了")
    db.session.add(Stakeholder(topic_id=other.id, name="独居老人"))
    owed(topic, 1, 10)
    owed(other, 2, 10, owner="电力公司", text="修灯")
    assert numbers(lead, "?owner=电力公司") == ["JB-2026-002"]
    assert numbers(lead, "?party=独居老人") == ["JB-2026-002"]
    assert numbers(lead, "?q=楼道灯") == ["JB-2026-002"]
    assert numbers(lead, "?q=JB-2026-001") == ["JB-2026-001"]
    assert numbers(lead, "?q=电力&owner=物业") == []
    assert "没有找到" in lead.get("/supervision?q=没有的").text
    owed(topic, 3, 10, stage="reported")
    assert numbers(lead, "?stage=reported") == ["JB-2026-003"]
    assert len(numbers(lead, "?stage=nonsense")) == 3


def test_nothing_late_teaches(lead: Browser, topic: Topic) -> None:
    assert "还没有要督办的事" in lead.get("/supervision").text
    owed(topic, 1, 40)
    text = lead.get("/supervision?colour=red").text
    assert "没有逾期的" in text
    assert "反馈被退两次" in text


def test_a_group_sees_its_street_and_staff_their_community(
    browser: Browser, make: Factory, place: Community, topic: Topic
) -> None:
    near = make.community("经邻社区")
    far = make.community("洛隆社区", street="洛隆街道")
    owed(topic, 1, 10)
    owed(make.topic(near), 2, 11)
    owed(make.topic(far), 3, 12)
    browser.sign_in(make.account("deputy", place))
    assert numbers(browser) == ["JB-2026-001", "JB-2026-002"]
    assert numbers(browser, f"?community={near.id}") == ["JB-2026-002"]
    assert browser.get(f"/supervision?community={far.id}").status_code == 404
    assert browser.get("/supervision?community=x").status_code == 404
    browser.sign_in(make.account("worker", near))
    assert numbers(browser) == ["JB-2026-002"]
    assert browser.get(f"/supervision/print?community={place.id}").status_code == 404


def test_owners_and_strangers_do_not_see_the_list(
    browser: Browser, make: Factory, place: Community
) -> None:
    assert browser.get("/supervision").status_code == 303
    for role in ("owner", ""):
        browser.sign_in(make.account(role, place))
        assert browser.get("/supervision").status_code == 403


def test_a_page_holds_thirty_and_the_print_all(lead: Browser, topic: Topic) -> None:
    for n in range(28):
        owed(topic, n, 40 + n)
    for n in range(28, 34):
        owed(topic, n, 10, stage="parked")
    first, second = numbers(lead), numbers(lead, "?page=2")
    assert (len(first), len(second)) == (30, 4)
    assert not set(first) & set(second)
    assert numbers(lead, "?page=9") == second
    printed = lead.get("/supervision/print?q=划线").text
    assert len(set(NUMBER.findall(printed))) == 34
    assert "查找：划线。" in printed
    assert "2026年9月10日" in printed
    assert "<print-now>" not in printed
    assert "<print-now>" in lead.get("/supervision/print?now=1").text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("page", ["", "/print"])
def test_the_list_asks_no_more_for_more_rows(
    browser: Browser, make: Factory, place: Community, page: str
) -> None:
    topic_id = make.topic(place).id
    browser.sign_in(make.account("lead", place))

    def add(first: int, last: int) -> None:
        topic, now = db.session.get_one(Topic, topic_id), clock.now()
        for n in range(first, last):
            row = owed(topic, n, -1 - n)
            row.reports = [Report(text="好了", at=now, outcome="sent_back")]
            sheet = SupervisionSheet(number=f"DB-2026-{n}", place=1, colour="red", issued_at=now)
            sheet.community_id, sheet.situation, sheet.demand = topic.community_id, "", ""
            row.sheets = [sheet]
        db.session.commit()

    hold(browser, f"/supervision{page}?colour=red", add)
