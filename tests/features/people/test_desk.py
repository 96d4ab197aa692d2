"""The desk shows what waits, for whom, and nothing to others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Assignment, Commitment, Community, Meeting, Minutes, Topic

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser


def desk(browser: Browser) -> str:
    """The desk's text."""
    answer = browser.get("/desk")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def meeting(make: Factory, community: Community, moment: datetime, stage: str) -> Meeting:
    """A meeting at a stage."""
    row = Meeting(
        community_id=community.id,
        number=f"HY-{stage}",
        issue=1,
        title=f"{stage}的会",
        stage=stage,
        procedure="red_tea",
        ruleset="yishi_present",
        venue_id=make.venue(community, stage).id,
        starts_at=moment,
        ends_at=moment + timedelta(minutes=90),
    )
    db.session.add(row)
    db.session.commit()
    return row


def assign(make: Factory, row: Meeting, role: str, browser: Browser) -> None:
    """Sign in as somebody with a role in a meeting."""
    account = make.account()
    db.session.add(
        Assignment(meeting_id=row.id, role=role, account_id=account.id, assigned_at=clock.now())
    )
    db.session.commit()
    browser.sign_in(account)


def test_each_role_sees_its_own_queues(browser: Browser, make: Factory, moment: datetime) -> None:
    community, other = make.community(), make.community("洛隆社区")
    make.opinion(community)
    make.opinion(other)
    db.session.add(
        Topic(
            community_id=community.id,
            number="YT-2026-001",
            stage="proposed",
            title="停车",
            created_at=moment,
        )
    )
    meeting(make, community, moment, "planned")
    worker = desk(browser.sign_in(make.account("worker", community)))
    assert "1 条意见等筛选" in worker
    assert "等审核" not in worker
    reviewer = desk(browser.sign_in(make.account("reviewer", community)))
    assert "1 个议题等审核" in reviewer
    assert "等筛选" not in reviewer
    host = desk(browser.sign_in(make.account("host", community)))
    assert "1 场会等发通知" in host


def test_promises_wait_on_the_desk_of_whoever_moves_them(
    browser: Browser, make: Factory, moment: datetime
) -> None:
    community = make.community()
    owner = make.account("owner", community)
    topic = make.topic(community)
    for number, (stage, due, account) in enumerate(
        [("accepted", -1, owner), ("accepted", 30, None), ("asked", 30, None)], start=1
    ):
        row = Commitment(
            community_id=community.id,
            number=f"JB-{number}",
            topic_id=topic.id,
            stage=stage,
            text="划线",
            owner="物业",
            due_on=(moment + timedelta(days=due)).date(),
            agreed_at=moment,
            owner_account_id=account.id if account else None,
        )
        db.session.add(row)
    db.session.commit()
    assert "1 件交办等您办" in desk(browser.sign_in(owner))
    lead = desk(browser.sign_in(make.account("lead", community)))
    assert "1 件承诺事项已逾期" in lead
    assert "1 件正在请提出人评价" in lead
    assert "等您办" not in lead.replace("等您办的", "")
    assert "已逾期" not in desk(browser.sign_in(make.account("worker", community)))


def test_an_empty_desk_teaches(browser: Browser, make: Factory) -> None:
    text = desk(browser.sign_in(make.account("worker", make.community())))
    assert "现在没有等您办的事" in text
    assert "一件事怎么走" in text


def test_a_new_host_is_told_the_first_steps(browser: Browser, make: Factory) -> None:
    community = make.community()
    text = desk(browser.sign_in(make.account("host", community)))
    assert "添加同事的账号" in text
    assert "添加议事的场所" in text
    make.venue(community)
    make.account("worker", community)
    assert "先做这几件" not in desk(browser)


def test_a_meeting_role_shows_the_meeting_and_then_its_minutes(
    browser: Browser, make: Factory, moment: datetime
) -> None:
    community = make.community()
    row = meeting(make, community, moment, "announced")
    assign(make, row, "recorder", browser)
    assert "您是记录员" in desk(browser)
    row.stage = "closed"
    paper = Minutes(
        community_id=community.id,
        number="JYJ-1",
        meeting_id=row.id,
        stage="draft",
        created_at=moment,
    )
    db.session.add(paper)
    db.session.commit()
    assert "等您的纪要" in desk(browser)
    paper.stage = "approved"
    db.session.commit()
    assert "现在没有等您办的事" in desk(browser)


def test_a_community_chosen_stays_in_view_and_is_ones_own(browser: Browser, make: Factory) -> None:
    first, second, other = (make.community(name) for name in ("一社区", "二社区", "三社区"))
    account = make.account("host", first)
    make.grant(account, "worker", second)
    browser.sign_in(account)
    browser.get(f"/communities/{other.id}/board")
    assert "<strong>一社区</strong>" in desk(browser)
    browser.get(f"/desk?community={second.id}")
    assert "<strong>二社区</strong>" in desk(browser)
    browser.get(f"/desk?community={other.id}")
    assert "<strong>二社区</strong>" in desk(browser)
    assert "三社区" not in desk(browser)


def test_an_address_may_name_any_number(browser: Browser, make: Factory) -> None:
    browser.sign_in(make.account("admin", None))
    for address in ("/accounts/", "/communities/", "/publicity/"):
        assert browser.get(f"{address}{10**30}").status_code == 404
    assert browser.get("/accounts?page=999999999999999999999").status_code == 200
