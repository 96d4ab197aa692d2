"""The public board: what is asked, what is called, what came of it; never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import (
    Account,
    AgendaItem,
    Community,
    Meeting,
    Minutes,
    Publicity,
    Resolution,
    Seat,
    Stakeholder,
    Topic,
)

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser

PHONE = "13812345678"


@dataclass
class Here:
    """A community with one matter on its way."""

    community: Community
    topic: Topic
    publicity: Publicity
    meeting: Meeting
    staff: Account


@pytest.fixture
def here(make: Factory, moment: datetime) -> Here:
    """A topic in publicity from 10 to 16 September, its meeting on the 17th."""
    community = make.community()
    community.phone = "0631-0000021"
    venue = make.venue(community)
    meeting = Meeting(
        community_id=community.id,
        number="HY-2026-09-17-01",
        issue=14,
        title="第14期红茶议事会",
        stage="announced",
        procedure="red_tea",
        ruleset="yishi_present",
        venue_id=venue.id,
        starts_at=datetime(2026, 9, 17, 7, tzinfo=UTC),
        ends_at=datetime(2026, 9, 17, 8, 30, tzinfo=UTC),
        arrangements=f"请假请打 {PHONE}",
        announced_at=moment,
    )
    db.session.add(meeting)
    db.session.flush()
    topic = Topic(
        community_id=community.id,
        number="YT-2026-021",
        stage="publicised",
        title="停车收费管理",
        summary=f"西侧消防通道被占，找 {PHONE}",
        proposal="先清障",
        route="owners",
        created_at=moment,
        meeting_id=meeting.id,
    )
    db.session.add(topic)
    db.session.flush()
    publicity = Publicity(
        topic_id=topic.id,
        starts_on=date(2026, 9, 10),
        ends_on=date(2026, 9, 16),
        text="欢迎提出意见",
        posted_at=moment,
    )
    seats = [
        Seat(
            meeting_id=meeting.id,
            number=n,
            name="贾玉兰",
            party=party,
            kind="resident",
            code=f"seat-{n}",
            invited_at=moment,
        )
        for n, party in enumerate(("有车户", "有车户", "无车户"), 1)
    ]
    item = AgendaItem(
        meeting_id=meeting.id,
        position=1,
        key="opening",
        title="开场",
        lead="facilitator",
        planned_minutes=5,
        allotted_ms=300_000,
    )
    db.session.add_all([publicity, *seats, item, Stakeholder(topic_id=topic.id, name="有车户")])
    db.session.commit()
    return Here(community, topic, publicity, meeting, make.account("host", community))


def read(browser: Browser, address: str, status: int = 200) -> str:
    """Open a page and return its text."""
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def at(day: date) -> None:
    """Move the clock to noon of a day in Shanghai."""
    clock.set_offset(datetime(day.year, day.month, day.day, 4, tzinfo=UTC) - datetime.now(UTC))


def test_an_empty_installation_says_what_is_missing(browser: Browser) -> None:
    text = read(browser, "/")
    assert "设置链接" in text
    assert "/setup" not in text


def test_the_board_tells_what_is_asked_and_called(browser: Browser, here: Here) -> None:
    text = read(browser, "/")
    for words in ("新都花园社区", "停车收费管理", "公示中", "还有 6 天", "第14期红茶议事会"):
        assert words in text
    assert "2026年9月17日（周四）" in text
    assert "15:00—16:30" in text
    assert "提意见" in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 9, 9), "即将公示"),
        (date(2026, 9, 10), "公示中"),
        (date(2026, 9, 16), "今天是最后一天"),
    ],
)
def test_both_days_of_the_period_count(browser: Browser, here: Here, day: date, words: str) -> None:
    at(day)
    assert words in read(browser, "/")


def test_after_the_period_the_topic_leaves_the_board(browser: Browser, here: Here) -> None:
    at(date(2026, 9, 17))
    assert "停车收费管理" not in read(browser, "/")
    assert "公示已结束" in read(browser, f"/publicity/{here.publicity.id}")


def test_a_publicity_page_shows_how_to_comment_and_masks(browser: Browser, here: Here) -> None:
    text = read(browser, f"/publicity/{here.publicity.id}")
    for words in ("停车收费管理", "YT-2026-021", "有车户", "业主大会决定", "0631-0000021"):
        assert words in text
    assert "138****5678" in text
    assert PHONE not in text
    assert f"/notices/{here.meeting.id}" in text


def test_a_withdrawn_publicity_shows_only_that(browser: Browser, here: Here) -> None:
    here.publicity.withdrawn_at, here.publicity.withdrawn_reason = clock.now(), "方案有改动"
    db.session.commit()
    text = read(browser, f"/publicity/{here.publicity.id}")
    assert "已撤下" in text
    assert "方案有改动" in text
    assert "停车收费管理" not in text
    assert "停车收费管理" not in read(browser, "/")


def test_a_notice_names_parties_and_numbers_but_nobody(browser: Browser, here: Here) -> None:
    text = read(browser, f"/notices/{here.meeting.id}")
    for words in ("主议事厅", "停车收费管理", "有车户", "2 人", "开场，5 分钟", "138****5678"):
        assert words in text
    assert "贾玉兰" not in text
    assert PHONE not in text


def test_a_planned_meeting_has_no_notice_yet(browser: Browser, here: Here) -> None:
    here.meeting.stage, here.meeting.announced_at = "planned", None
    db.session.commit()
    read(browser, f"/notices/{here.meeting.id}", 404)
    assert "第14期红茶议事会" not in read(browser, "/")


def test_a_notice_taken_back_is_gone(browser: Browser, here: Here) -> None:
    here.meeting.stage = "planned"
    db.session.commit()
    read(browser, f"/notices/{here.meeting.id}", 404)
    assert "看会议通知" not in read(browser, f"/publicity/{here.publicity.id}")


def test_a_cancelled_meeting_says_do_not_come(browser: Browser, here: Here) -> None:
    here.meeting.stage, here.meeting.cancelled_reason = "cancelled", "停电"
    db.session.commit()
    text = read(browser, f"/notices/{here.meeting.id}")
    assert "请不要前往" in text
    assert "停电" in text


def test_results_and_minutes_appear_after_the_meeting(browser: Browser, here: Here) -> None:
    now = clock.now()
    resolution = Resolution(
        community_id=here.community.id,
        number="JY-2026-014",
        topic_id=here.topic.id,
        meeting_id=here.meeting.id,
        outcome="proposal",
        body="业主大会",
        text=f"划线清障，问 {PHONE}",
        adopted_at=now,
    )
    paper = Minutes(
        community_id=here.community.id,
        number="JYJ-2026-014",
        meeting_id=here.meeting.id,
        stage="draft",
        created_at=now,
    )
    db.session.add_all([resolution, paper])
    db.session.commit()
    assert "JY-2026-014" not in read(browser, "/")
    here.meeting.stage, paper.stage, paper.approved_at = "closed", "approved", now
    db.session.commit()
    text = read(browser, "/")
    assert "提请业主大会决定" in text
    assert "JYJ-2026-014" in text
    assert PHONE not in text


def test_several_communities_are_chosen_from_and_kept(
    browser: Browser, here: Here, make: Factory
) -> None:
    other = make.community("洛隆社区")
    text = read(browser, "/")
    assert "您住在哪个社区" in text
    assert "停车收费管理" not in text
    assert "停车收费管理" not in read(browser, f"/communities/{other.id}/board")
    assert "现在没有公示中的议题" in read(browser, "/")
    assert "停车收费管理" in read(browser, f"/communities/{here.community.id}/board")
    assert "停车收费管理" in read(browser, "/")
    assert "洛隆社区" in read(browser, "/boards")


def test_a_retired_community_has_no_board(browser: Browser, here: Here, make: Factory) -> None:
    other = make.community("洛隆社区")
    other.retired_at = clock.now()
    db.session.commit()
    read(browser, f"/communities/{other.id}/board", 404)
    assert "停车收费管理" in read(browser, "/")


def test_the_privacy_notice_tells_its_version_and_rights(browser: Browser, here: Here) -> None:
    text = read(browser, "/privacy")
    for words in ("2026-11", "谁在用", "存多久", "删除", "0631-0000021"):
        assert words in text


def test_a_language_is_kept(browser: Browser, here: Here) -> None:
    assert browser.post("/language", {"language": "zh_TW"}).status_code == 303
    with browser.client.session_transaction() as session:
        assert session["language"] == "zh_TW"
    assert browser.post("/language", {"language": "klingon"}).status_code == 422


def test_languages_without_a_catalogue_are_not_offered(browser: Browser, here: Here) -> None:
    assert "English" not in read(browser, "/")


def test_a_watcher_is_answered(browser: Browser) -> None:
    answer = browser.get("/healthz")
    assert answer.get_json() == {"status": "ok"}


def test_the_number_of_questions_does_not_grow_with_the_board(
    browser: Browser, here: Here, moment: datetime
) -> None:
    def asked() -> int:
        statements: list[str] = []
        listener = lambda *values: statements.append(str(values[2]))  # noqa: E731
        db.event.listen(db.engine, "before_cursor_execute", listener)
        read(browser, "/")
        db.event.remove(db.engine, "before_cursor_execute", listener)
        return len(statements)

    before = asked()
    for n in range(5):
        topic = Topic(
            community_id=here.community.id,
            number=f"YT-2026-1{n}",
            stage="publicised",
            title=f"第{n}件",
            created_at=moment,
        )
        db.session.add(topic)
        db.session.flush()
        start, end = moment.date(), moment.date() + timedelta(days=9)
        db.session.add(
            Publicity(topic_id=topic.id, starts_on=start, ends_on=end, text="", posted_at=moment)
        )
    db.session.commit()
    db.session.expire_all()
    assert asked() <= before + 1
