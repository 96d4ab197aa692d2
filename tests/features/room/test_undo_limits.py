"""When a press stays: too late, built upon, somebody else's, or taken back already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from deliberation.domain import floor
from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Entry, Meeting, Press, Speech
from tests.features.room.pressing import hand
from tests.features.room.undoing import facts, last_press, speaking, undo

if TYPE_CHECKING:
    from tests.features.room.conftest import Room

MORE = {"seconds": 30, "reason": "掌声"}


def test_after_ten_seconds_it_stays(round1: Room) -> None:
    round1.press("timekeeper", "clock/pause")
    before = facts()
    round1.wait(10)
    answer = undo(round1)
    assert answer.status_code == 409
    assert "过了10秒" in answer.get_data(as_text=True)
    assert facts() == before


def test_hands_that_go_up_meanwhile_do_not_hinder(round1: Room) -> None:
    speech = speaking(round1)
    assert round1.press("timekeeper", f"/speeches/{speech}/clock/pause").status_code == 303
    other = hand(round1, 3)
    assert undo(round1).status_code == 303
    assert db.session.get_one(Speech, speech).running_since is not None
    assert [row.id for row in floor.queue(round1.meeting.speeches)] == [other]


def test_a_hand_raised_again_is_not_raised_twice(round1: Room) -> None:
    assert round1.press("facilitator", f"/speeches/{hand(round1, 1)}/lowering").status_code == 303
    again = hand(round1, 1)
    refused(round1)
    assert [row.id for row in floor.queue(round1.meeting.speeches)] == [again]


def test_a_stage_in_which_somebody_asked_to_speak_has_begun(round1: Room) -> None:
    round1.go_to("tea")
    position = round1.current().position
    assert round1.press("timekeeper", "stage", {"position": position}).status_code == 303
    hand(round1, 1)
    refused(round1)
    assert round1.current().position == position + 1


def test_a_stage_in_which_a_motion_was_put_has_begun(round1: Room) -> None:
    round1.go_to("round2")
    position = round1.current().position
    assert round1.press("timekeeper", "stage", {"position": position}).status_code == 303
    round1.wait(1)
    motion = {"topic": round1.meeting.topics[0].id, "version": 0, "text": "清障"}
    assert round1.press("recorder", "motions", motion).status_code == 303
    refused(round1)
    assert round1.current().position == position + 1


def refused(room: Room) -> None:
    """The last press stays, because something was built on it."""
    answer = undo(room)
    assert answer.status_code == 409
    assert "后来又有别的操作" in answer.get_data(as_text=True)


def test_only_the_last_press_and_only_once(round1: Room) -> None:
    round1.press("timekeeper", "clock/pause")
    first = last_press().id
    round1.press("timekeeper", "clock/start")
    assert undo(round1, press=first).status_code == 409
    assert undo(round1).status_code == 303
    again = undo(round1)
    assert again.status_code == 409
    assert "已经撤回" in again.get_data(as_text=True)
    assert round1.verbs("agenda_item").count("undo") == 1
    assert undo(round1, press=first).status_code == 409


def test_the_same_press_of_undo_counts_once(round1: Room) -> None:
    round1.press("timekeeper", "clock/pause")
    form = {"press": last_press().id}
    answers = [round1.press("facilitator", "undo", form, command="u" * 32) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert round1.verbs("agenda_item").count("undo") == 1


def test_who_could_not_press_it_cannot_take_it_back(round1: Room) -> None:
    round1.press("timekeeper", "clock/pause")
    assert undo(round1, "reporter").status_code == 403
    assert undo(round1, "recorder").status_code == 403
    assert "撤回“" not in round1.page("recorder")
    speech = hand(round1, 1)
    round1.press("facilitator", f"/speeches/{speech}/lowering")
    assert "撤回“放下举手”" in round1.page("recorder")
    assert undo(round1, "recorder").status_code == 303


@pytest.mark.parametrize("form", [{}, {"press": ""}, {"press": "x"}, {"press": 2**40}])
def test_a_page_without_the_press_is_refused(round1: Room, form: dict[str, Any]) -> None:
    round1.press("timekeeper", "clock/pause")
    assert round1.press("facilitator", "undo", form).status_code == 422


def test_nothing_to_take_back_before_the_first_press(round1: Room) -> None:
    db.session.execute(db.delete(Press))
    db.session.commit()
    assert undo(round1, press=1).status_code == 409


def test_another_meeting_s_press_is_not_this_one_s(round1: Room) -> None:
    round1.press("timekeeper", "clock/pause")
    press = last_press()
    other = Meeting(**{
        column.key: getattr(round1.meeting, column.key)
        for column in Meeting.__table__.columns
        if column.key not in {"id", "number", "join_code"}
    }, number="HY-2026-09-10-02")  # fmt: skip
    db.session.add(other)
    db.session.commit()
    press = last_press()
    press.meeting_id = other.id
    db.session.commit()
    assert undo(round1, press=press.id).status_code == 409


def test_a_closed_meeting_s_presses_stay(round1: Room) -> None:
    round1.go_to("reading")
    assert round1.press("facilitator", "closing").status_code == 303
    answer = undo(round1)
    assert answer.status_code == 409
    assert "已散会" in answer.get_data(as_text=True)


def test_more_time_for_a_stage_needs_its_reason(round1: Room) -> None:
    assert round1.press("timekeeper", "clock/extension", {"seconds": 30}).status_code == 422
    before = clock.now()
    assert round1.current().granted_ms == 0
    assert round1.press("timekeeper", "clock/extension", MORE).status_code == 303
    kept = db.session.scalars(db.select(Entry).where(Entry.verb == "extend_clock")).one()
    assert (kept.payload or {})["reason"] == "掌声"
    assert kept.at >= before
