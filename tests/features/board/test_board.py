"""The public board: what is asked, what is called, what came of it; and its small pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.features.board.queries.meetings import results
from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Commitment, Minutes, Publicity, Resolution, Topic
from tests.fixtures_board import PHONE

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser
    from tests.fixtures_board import Matter


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


def test_the_board_tells_what_is_asked_and_called(browser: Browser, matter: Matter) -> None:
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
def test_both_days_of_the_period_count(
    browser: Browser, matter: Matter, day: date, words: str
) -> None:
    at(day)
    assert words in read(browser, "/")


def test_results_and_minutes_appear_after_the_meeting(browser: Browser, matter: Matter) -> None:
    now = clock.now()
    resolution = Resolution(
        community_id=matter.community.id,
        number="JY-2026-014",
        topic_id=matter.topic.id,
        meeting_id=matter.meeting.id,
        outcome="proposal",
        body="业主大会",
        text=f"划线清障，问 {PHONE}",
        adopted_at=now,
    )
    paper = Minutes(
        community_id=matter.community.id,
        number="JYJ-2026-014",
        meeting_id=matter.meeting.id,
        stage="draft",
        created_at=now,
    )
    db.session.add_all([resolution, paper])
    db.session.commit()
    assert "JY-2026-014" not in read(browser, "/")
    matter.meeting.stage, paper.stage, paper.approved_at = "closed", "approved", now
    db.session.commit()
    text = read(browser, "/")
    assert "提请业主大会决定" in text
    assert "JYJ-2026-014" in text
    assert PHONE not in text
    paper.stage = "draft"
    db.session.commit()
    assert "JYJ-2026-014" in read(browser, "/")


def test_what_was_taken_back_is_not_on_the_board(browser: Browser, matter: Matter) -> None:
    now = clock.now()
    matter.meeting.stage = "closed"
    for number, withdrawn in (("JY-2026-014", now), ("JY-2026-015", None)):
        row = Resolution(
            community_id=matter.community.id,
            number=number,
            topic_id=matter.topic.id,
            meeting_id=matter.meeting.id,
            outcome="proposal",
            body="业主大会",
            text=f"方案{number}",
            adopted_at=now,
            withdrawn_at=withdrawn,
        )
        db.session.add(row)
        db.session.flush()
        for stage in ("agreed", "dropped"):
            db.session.add(
                Commitment(
                    community_id=matter.community.id,
                    number=f"JB-{number}-{stage}",
                    resolution_id=row.id,
                    topic_id=matter.topic.id,
                    stage=stage,
                    text="划线",
                    agreed_at=now,
                )
            )
    db.session.commit()
    [result] = results(matter.community.id)
    assert (result.number, result.commitments) == ("JY-2026-015", 1)
    text = read(browser, "/")
    assert "方案JY-2026-015" in text
    assert "方案JY-2026-014" not in text


def test_several_communities_are_chosen_from_and_kept(
    browser: Browser, matter: Matter, make: Factory
) -> None:
    other = make.community("洛隆社区")
    text = read(browser, "/")
    assert "您住在哪个社区" in text
    assert "停车收费管理" not in text
    assert "停车收费管理" not in read(browser, f"/communities/{other.id}/board")
    assert "现在没有公示中的议题" in read(browser, "/")
    assert "停车收费管理" in read(browser, f"/communities/{matter.community.id}/board")
    assert "停车收费管理" in read(browser, "/")
    assert "洛隆社区" in read(browser, "/boards")


def test_a_retired_community_has_no_board(browser: Browser, matter: Matter, make: Factory) -> None:
    other = make.community("洛隆社区")
    other.retired_at = clock.now()
    db.session.commit()
    read(browser, f"/communities/{other.id}/board", 404)
    assert "停车收费管理" in read(browser, "/")


def test_the_privacy_notice_tells_its_version_and_rights(browser: Browser, matter: Matter) -> None:
    text = read(browser, "/privacy")
    for words in ("2026-11", "谁在用", "存多久", "删除", "0631-0000021"):
        assert words in text


def test_a_watcher_is_answered(browser: Browser) -> None:
    answer = browser.get("/healthz")
    assert answer.get_json() == {"status": "ok"}


def test_the_number_of_questions_does_not_grow_with_the_board(
    browser: Browser, matter: Matter, moment: datetime
) -> None:
    def asked() -> int:
        statements: list[str] = []

        def listener(*values: object) -> None:
            statements.append(str(values[2]))

        db.event.listen(db.engine, "before_cursor_execute", listener)
        read(browser, "/")
        db.event.remove(db.engine, "before_cursor_execute", listener)
        return len(statements)

    before = asked()
    for n in range(5):
        topic = Topic(
            community_id=matter.community.id,
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
