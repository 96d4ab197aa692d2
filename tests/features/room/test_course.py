"""Opening, stages, the stage's clock, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import clock as ticking
from deliberation.shell import clock
from deliberation.store.db import db

if TYPE_CHECKING:
    from tests.features.room.conftest import Room


def reading(room: Room) -> ticking.Reading:
    item = room.current()
    return ticking.read(ticking.clock_of(item, item.granted_ms), clock.now())


def test_opening_ends_signing_in_and_starts_the_first_clock(room: Room) -> None:
    assert room.press("facilitator", "opening").status_code == 303
    assert room.meeting.stage == "open"
    assert room.current().key == "opening"
    assert room.current().running_since is not None
    assert "宣布规则、角色和议题" in room.page()


def test_a_meeting_without_its_timekeeper_does_not_open(room: Room) -> None:
    duty = next(row for row in room.meeting.roles if row.role == "timekeeper")
    duty.present_at = None
    db.session.commit()
    answer = room.press("facilitator", "opening")
    assert answer.status_code == 409
    assert "计时员还没有到场" in answer.get_data(as_text=True)


def test_only_the_facilitator_opens(room: Room) -> None:
    assert room.press("recorder", "opening").status_code == 403
    assert room.meeting.stage == "announced"


def test_two_presses_of_next_go_one_stage_on(room: Room) -> None:
    room.go_to("opening")
    seen = {"position": room.current().position}
    assert room.press("facilitator", "stage", seen).status_code == 303
    late = room.press("timekeeper", "stage", seen)
    assert late.status_code == 409
    assert "您刚才填写的内容" not in late.get_data(as_text=True)
    assert room.current().key == "report"
    assert room.verbs("agenda_item") == ["begin_stage"]


def test_the_same_press_twice_is_one_press(room: Room) -> None:
    room.go_to("opening")
    seen = {"position": room.current().position}
    first = room.press("facilitator", "stage", seen, command="p" * 32)
    again = room.press("facilitator", "stage", seen, command="p" * 32)
    assert (first.status_code, first.location) == (again.status_code, again.location)
    assert room.current().key == "report"


def test_pause_extend_and_resume_keep_the_sum(room: Room) -> None:
    room.go_to("report")
    room.wait(40)
    room.press("timekeeper", "clock/pause")
    room.wait(20)
    assert room.press("timekeeper", "clock/pause").status_code == 409
    room.press("timekeeper", "clock/extension", {"seconds": 30, "reason": "掌声"})
    room.press("timekeeper", "clock/start")
    room.wait(10)
    now = reading(room)
    assert now.running
    assert now.spent_ms + now.remaining_ms == 8 * 60_000 + 30_000
    assert 50_000 <= now.spent_ms < 60_000


def test_a_page_that_is_open_elsewhere_is_right_when_loaded(room: Room) -> None:
    room.go_to("round1")
    assert "第一轮发言" in room.page("reporter")
    assert "现在可以这样说" in room.page("facilitator")
    room.press("timekeeper", "stage", {"position": room.current().position})
    assert "茶歇、归纳分歧" in room.page("reporter")


def test_closing_stops_every_clock_and_later_presses_are_refused(room: Room) -> None:
    room.go_to("reading")
    assert room.press("facilitator", "closing").status_code == 303
    meeting = room.meeting
    assert meeting.stage == "closed"
    assert all(item.running_since is None for item in meeting.agenda)
    late = room.press("timekeeper", "clock/start")
    assert late.status_code == 409
    assert "已散会" in late.get_data(as_text=True)
    # Nothing that would be refused is offered any more.
    assert 'method="post"' not in room.page("recorder").partition("<main")[2]


def test_the_bench_names_the_vote_while_a_motion_is_not_counted(room: Room) -> None:
    room.go_to("motion")
    go_on = 'button-primary"><span>下一环节'
    assert go_on in room.page("facilitator")
    topic = room.meeting.topics[0].id
    words = {"topic": topic, "text": "每晚留两个车位。", "version": 0}
    assert room.press("recorder", "motions", words).status_code == 303
    assert go_on not in room.page("facilitator")
    motion = room.meeting.motions[0]
    final = room.become("recorder").post(f"/motions/{motion.id}/freezing", {"version": "1"})
    assert final.status_code == 303
    page = room.page("facilitator")
    assert "接下来请记录员开始表决" in page
    assert go_on not in page
