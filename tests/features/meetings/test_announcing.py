"""The notice: complete, in working days, and never silently without a party."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.errors import IllegalMove
from deliberation.features.meetings import actions
from deliberation.features.meetings.queries import notice
from deliberation.store import library, record

if TYPE_CHECKING:
    from tests.features.meetings.conftest import Hall
    from tests.fixtures_app import Browser


def test_a_prepared_meeting_is_announced(hall: Hall, desk: Browser) -> None:
    made = hall.ready()
    page = desk.get(f"/meetings/{made.id}/notice").get_data(as_text=True)
    assert "各位议事代表" in page
    assert "2026年9月17日（周四）15:00至16:30" in page
    assert desk.post(f"/meetings/{made.id}/notice").status_code == 303
    row = hall.again(made)
    assert row.stage == "announced"
    assert row.announced_at is not None
    assert desk.post(f"/meetings/{made.id}/notice").status_code == 409


def test_what_is_missing_is_listed_and_nothing_is_posted(hall: Hall, desk: Browser) -> None:
    made = hall.plan()
    page = desk.get(f"/meetings/{made.id}/notice").get_data(as_text=True)
    assert "还没有指定主理人、计时员、记录员、报告员。" in page
    assert "还没有邀请参会人。" in page
    assert desk.post(f"/meetings/{made.id}/notice").status_code == 409
    assert hall.again(made).stage == "planned"


def test_a_party_without_a_seat_is_acknowledged_with_a_reason(hall: Hall, desk: Browser) -> None:
    made = hall.ready()
    desk.post(f"/meetings/{made.id}/seats/3/withdrawal", {"reason": "不来"})
    for page in (f"/meetings/{made.id}", f"/meetings/{made.id}/notice"):
        assert "这几方还没有席位：物业" in desk.get(page).get_data(as_text=True)
    address = f"/meetings/{made.id}/notice"
    silent = desk.post(address, {"reason": "三次上门"})
    assert silent.status_code == 422
    assert "请勾选表示知道" in silent.get_data(as_text=True)
    assert "三次上门" in silent.get_data(as_text=True)
    unexplained = desk.post(address, {"acknowledged": ["物业"], "reason": " "})
    assert unexplained.status_code == 422
    assert hall.again(made).stage == "planned"
    full: dict[str, object] = {"acknowledged": ["物业"], "reason": "三次上门，书面表示不参加"}
    assert desk.post(address, full).status_code == 303
    entry = record.about("meeting", made.id, made.community_id)[-1]
    assert (entry.payload or {})["without"] == ["物业"]
    assert "三次上门" in desk.get(f"/meetings/{made.id}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("today", "size", "in_time"),
    [
        ((2026, 9, 14), "key", True),
        ((2026, 9, 15), "key", False),
        ((2026, 9, 10), "hard", True),
        ((2026, 9, 11), "hard", False),
    ],
)
def test_the_notice_keeps_its_working_days(
    hall: Hall,
    today: tuple[int, int, int],
    size: str,
    in_time: bool,  # noqa: FBT001 - a table's column
) -> None:
    made = hall.ready()
    hall.topic.size = size
    now = datetime(*today, 8, 0, tzinfo=UTC)
    calendar = library.calendar()
    last = notice.last_day(made, calendar)
    assert last is not None
    assert (last >= now.date()) is in_time
    if in_time:
        actions.announce(made, calendar, actor=hall.actor, now=now)
        assert made.stage == "announced"
        return
    with pytest.raises(IllegalMove) as refused:
        actions.announce(made, calendar, actor=hall.actor, now=now)
    assert "要提前" in str(refused.value)


def test_a_year_without_calendar_is_said_and_not_guessed(hall: Hall, desk: Browser) -> None:
    starts = datetime(2027, 1, 7, 7, 0, tzinfo=UTC)
    made = hall.plan(starts_at=starts)
    calendar = library.calendar()
    late = notice.late(made, calendar, datetime(2026, 12, 31, 1, 0, tzinfo=UTC))
    assert str(late) == "2027年的日历未导入，算不出工作日。"
    assert notice.last_day(made, calendar) is None
    assert desk.get(f"/meetings/{made.id}").status_code == 200


def test_a_notice_is_taken_back_with_a_reason(hall: Hall, desk: Browser) -> None:
    made = hall.announced()
    assert desk.post(f"/meetings/{made.id}/planning", {"reason": ""}).status_code == 422
    assert (
        desk.post(f"/meetings/{made.id}/planning", {"reason": "换大一点的场所"}).status_code == 303
    )
    row = hall.again(made)
    assert (row.stage, row.announced_at) == ("planned", None)
    assert len(row.topics) == 1
