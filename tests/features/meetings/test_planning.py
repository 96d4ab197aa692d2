"""A host plans a meeting: procedure, venue, time, topics; a taken venue is refused by name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from deliberation.features.meetings import actions
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Meeting
from tests.features.meetings.conftest import STARTS

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.features.meetings.conftest import Hall
    from tests.fixtures_app import Browser


def form(hall: Hall, **changes: object) -> dict[str, object]:
    return {
        "procedure": "red_tea",
        "ruleset": "yishi_present",
        "topics": [str(hall.topic.id)],
        "starts_at": "2026-09-17T15:00",
        "ends_at": "",
        "venue": str(hall.venue.id),
        "title": "",
        **changes,
    }


def only() -> Meeting:
    db.session.expire_all()
    made: Meeting = db.session.scalars(db.select(Meeting)).one()
    return made


def test_a_plan_takes_its_agenda_length_and_name_from_the_procedure(
    hall: Hall, desk: Browser
) -> None:
    assert "红茶议事会" in desk.get("/meetings/new").get_data(as_text=True)
    answer = desk.post("/meetings/new", form(hall))
    assert answer.status_code == 303
    made = only()
    assert answer.location == f"/meetings/{made.id}"
    assert (made.number, made.issue, made.title) == ("HY-2026-09-17-01", 1, "第1期红茶议事会")
    assert made.ends_at - made.starts_at == timedelta(minutes=90)
    assert made.starts_at.hour == 7
    assert [(item.position, item.key) for item in made.agenda][:2] == [
        (0, "checkin"),
        (1, "opening"),
    ]
    assert all(item.allotted_ms == item.planned_minutes * 60_000 for item in made.agenda)
    assert made.topics[0].stage == "scheduled"
    verbs = [row.verb for row in record.about("meeting", made.id, made.community_id)]
    assert verbs == ["plan", "schedule_topic"]


def test_a_repeated_command_plans_once(hall: Hall, desk: Browser) -> None:
    command = "0123456789abcdef0123456789abcdef"
    first = desk.post("/meetings/new", form(hall), command=command)
    second = desk.post("/meetings/new", form(hall), command=command)
    assert first.location == second.location
    assert only().issue == 1


def test_a_taken_venue_is_refused_with_the_other_meetings_name(hall: Hall, desk: Browser) -> None:
    hall.plan(title="业委会换届说明会")
    typed = form(hall, topics=[], starts_at="2026-09-17T16:29", arrangements="带上花镜")
    answer = desk.post("/meetings/new", typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "业委会换届说明会" in page
    assert "带上花镜" in page
    after = form(hall, topics=[], starts_at="2026-09-17T16:30")
    assert desk.post("/meetings/new", after).status_code == 303


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"starts_at": "2026-09-10T08:59"}, "已经过了"),
        ({"ends_at": "2026-09-17T14:00"}, "要在开会时间之后"),
        ({"ends_at": "2026-09-19T15:00"}, "最长12小时"),
        ({"venue": "999"}, "请选择一项"),
        ({"procedure": ""}, "请选择一项"),
        ({"ruleset": "yezhu_half"}, "请选择一项"),
        ({"ruleset": "jumin_2018"}, "请选择一项"),
        ({"starts_at": "下周四"}, "日期和时间"),
        ({"members": "一百"}, "整数"),
    ],
)
def test_what_cannot_be_planned_is_told(
    hall: Hall, desk: Browser, change: dict[str, object], sentence: str
) -> None:
    answer = desk.post("/meetings/new", form(hall, **change))
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert db.session.scalar(db.select(Meeting)) is None
    db.session.expire_all()
    assert hall.topic.stage == "approved"


def test_a_change_checks_again_and_is_recorded(hall: Hall, desk: Browser) -> None:
    made = hall.plan()
    address = f"/meetings/{made.id}/plan"
    change = form(hall, starts_at="2026-09-18T15:00", ends_at="2026-09-18T16:00", title="改名")
    assert desk.get(address).status_code == 200
    assert desk.post(address, change).status_code == 303
    row = hall.again(made)
    assert (row.title, row.starts_at.day, row.number) == ("改名", 18, "HY-2026-09-17-01")
    entry = record.about("meeting", made.id, made.community_id)[-1]
    assert entry.verb == "change"
    changed = (entry.payload or {})["changed"]
    assert isinstance(changed, dict)
    assert changed["title"] == ["第1期红茶议事会", "改名"]
    assert "超出30分钟" in desk.get(f"/meetings/{made.id}").get_data(as_text=True)


def test_only_the_host_plans(make: Factory, browser: Browser, hall: Hall) -> None:
    made = hall.plan()
    browser.sign_in(make.account("worker", hall.community))
    assert browser.post("/meetings/new", form(hall)).status_code == 403
    assert browser.post(f"/meetings/{made.id}/plan", form(hall)).status_code == 403
    assert browser.get(f"/meetings/{made.id}").status_code == 200
    other = make.account("host", make.community("休博园社区", "城厢街道"))
    assert browser.sign_in(other).get(f"/meetings/{made.id}").status_code == 403


def test_topics_are_scheduled_and_removed(hall: Hall, desk: Browser) -> None:
    made = hall.plan()
    removal = f"/meetings/{made.id}/topics/{hall.topic.id}/removal"
    assert desk.post(removal).status_code == 303
    assert hall.again(made).topics == []
    assert hall.topic.stage == "approved"
    assert desk.post(removal).status_code == 404
    topics = f"/meetings/{made.id}/topics"
    assert desk.post(topics, {}).status_code == 422
    assert desk.post(topics, {"topics": [str(hall.topic.id)]}).status_code == 303
    assert hall.again(made).topics[0].id == hall.topic.id


def test_the_list_says_what_is_missing(hall: Hall, desk: Browser) -> None:
    assert "现在没有要开的会" in desk.get("/meetings").get_data(as_text=True)
    hall.plan()
    page = desk.get("/meetings").get_data(as_text=True)
    assert "还没有指定主理人" in page
    assert "HY-2026-09-17-01" in page


def test_a_cancelled_meeting_frees_its_topics_and_can_be_planned_again(
    hall: Hall, desk: Browser
) -> None:
    made = hall.plan()
    assert desk.post(f"/meetings/{made.id}/cancellation", {"reason": " "}).status_code == 422
    assert desk.post(f"/meetings/{made.id}/cancellation", {"reason": "停电"}).status_code == 303
    row = hall.again(made)
    assert (row.stage, row.cancelled_reason, row.topics) == ("cancelled", "停电", [])
    assert "停电" in desk.get(f"/meetings/{made.id}").get_data(as_text=True)
    assert hall.topic.stage == "approved"
    other = hall.plan()
    assert desk.post(f"/meetings/{made.id}/planning").status_code == 303
    assert hall.again(made).stage == "planned"
    assert other.title in desk.get(f"/meetings/{made.id}").get_data(as_text=True)
    assert desk.post(f"/meetings/{made.id}/planning").status_code == 422


def statements(browser: Browser, address: str) -> int:
    """How many statements one page takes."""
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    db.session.expire_all()
    event.listen(db.engine, "before_cursor_execute", note)
    assert browser.get(address).status_code == 200
    event.remove(db.engine, "before_cursor_execute", note)
    return sum(one.startswith("SELECT") for one in seen)


def test_more_seats_and_meetings_take_no_more_reads(hall: Hall, desk: Browser) -> None:
    made = hall.ready()
    pages = ("/meetings", f"/meetings/{made.id}", f"/meetings/{made.id}/attendance")
    before = [statements(desk, page) for page in pages]
    for n in range(3):
        hall.plan(starts_at=STARTS + timedelta(days=n + 1))
    lines = "\n".join(f"街坊{n}，第{n}方" for n in range(12))
    actions.invite_many(made, lines, actor=hall.actor, now=hall.now)
    db.session.commit()
    assert [statements(desk, page) for page in pages] == before
    assert max(before) < 45
