"""What is posted: a topic in publicity, the notice of a meeting; never a name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from deliberation.shell import clock
from deliberation.store.db import db
from tests.fixtures_board import NAME, PHONE

if TYPE_CHECKING:
    from tests.fixtures_app import Browser
    from tests.fixtures_board import Matter


def read(browser: Browser, address: str, status: int = 200) -> str:
    """Open a page and return its text."""
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_after_the_period_the_topic_leaves_the_board(browser: Browser, matter: Matter) -> None:
    clock.set_offset(datetime(2026, 9, 17, 4, tzinfo=UTC) - datetime.now(UTC))
    assert "停车收费管理" not in read(browser, "/")
    assert "公示已结束" in read(browser, f"/publicity/{matter.publicity.id}")


def test_a_publicity_page_shows_how_to_comment_and_masks(browser: Browser, matter: Matter) -> None:
    text = read(browser, f"/publicity/{matter.publicity.id}")
    for words in ("停车收费管理", "YT-2026-021", "有车户", "业主大会决定", "0631-0000021"):
        assert words in text
    assert "138****5678" in text
    assert PHONE not in text
    assert f"/notices/{matter.meeting.id}" in text


def test_a_withdrawn_publicity_shows_only_that(browser: Browser, matter: Matter) -> None:
    matter.publicity.withdrawn_at, matter.publicity.withdrawn_reason = clock.now(), "方案有改动"
    db.session.commit()
    text = read(browser, f"/publicity/{matter.publicity.id}")
    assert "已撤下" in text
    assert "方案有改动" in text
    assert "停车收费管理" not in text
    assert "停车收费管理" not in read(browser, "/")


def test_a_notice_names_parties_and_numbers_but_nobody(browser: Browser, matter: Matter) -> None:
    text = read(browser, f"/notices/{matter.meeting.id}")
    for words in ("主议事厅", "停车收费管理", "有车户", "2 人", "开场，5 分钟", "138****5678"):
        assert words in text
    assert NAME not in text
    assert PHONE not in text


def test_a_planned_meeting_has_no_notice_yet(browser: Browser, matter: Matter) -> None:
    matter.meeting.stage, matter.meeting.announced_at = "planned", None
    db.session.commit()
    read(browser, f"/notices/{matter.meeting.id}", 404)
    assert "第14期红茶议事会" not in read(browser, "/")


def test_a_notice_taken_back_is_gone(browser: Browser, matter: Matter) -> None:
    matter.meeting.stage = "planned"
    db.session.commit()
    read(browser, f"/notices/{matter.meeting.id}", 404)
    assert "看会议通知" not in read(browser, f"/publicity/{matter.publicity.id}")


def test_a_cancelled_meeting_says_do_not_come(browser: Browser, matter: Matter) -> None:
    matter.meeting.stage, matter.meeting.cancelled_reason = "cancelled", "停电"
    db.session.commit()
    text = read(browser, f"/notices/{matter.meeting.id}")
    assert "请不要前往" in text
    assert "停电" in text
