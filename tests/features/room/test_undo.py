"""The last press is taken back: everything stands again exactly as it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from deliberation.domain import floor
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Entry
from tests.features.room.pressing import hand
from tests.features.room.undoing import facts, last_press, speaking, undo

if TYPE_CHECKING:
    from tests.features.room.conftest import Room


MORE = {"seconds": 30, "reason": "掌声"}
STAGE = [("pause_clock", "clock/pause", {}), ("extend_clock", "clock/extension", MORE)]
SPEECH = [
    ("pause_clock", "clock/pause", {}),
    ("extend_clock", "clock/extension", MORE),
    ("yield_floor", "end", {}),
]


def pressed(room: Room, verb: str, address: str, form: dict[str, Any]) -> None:
    """Press, take it back five seconds later, and hold everything to what it was."""
    before = facts()
    assert room.press("timekeeper", address, form).status_code == 303
    assert facts() != before
    assert last_press().verb == verb
    room.wait(5)
    version = room.meeting.version
    assert undo(room).status_code == 303
    assert facts() == before
    assert room.meeting.version == version + 1
    kept = db.session.scalars(db.select(Entry).order_by(Entry.sequence.desc()).limit(1)).one()
    assert (kept.verb, (kept.payload or {})["undone"]) == ("undo", verb)
    assert list(record.verify()) == []


@pytest.mark.parametrize(("verb", "path", "form"), STAGE)
def test_a_press_on_the_stage_s_clock(
    round1: Room, verb: str, path: str, form: dict[str, Any]
) -> None:
    pressed(round1, verb, path, form)


def test_a_clock_that_was_started_stands_again(round1: Room) -> None:
    assert round1.press("timekeeper", "clock/pause").status_code == 303
    round1.wait(20)
    pressed(round1, "resume_clock", "clock/start", {})


@pytest.mark.parametrize(("verb", "path", "form"), SPEECH)
def test_a_press_on_a_speech(round1: Room, verb: str, path: str, form: dict[str, Any]) -> None:
    speech = speaking(round1)
    base = f"/speeches/{speech}"
    pressed(round1, verb, f"{base}/{path}", form)


def test_a_paused_speaker_who_was_let_on_pauses_again(round1: Room) -> None:
    speech = speaking(round1)
    assert round1.press("timekeeper", f"/speeches/{speech}/clock/pause").status_code == 303
    round1.wait(20)
    pressed(round1, "resume_clock", f"/speeches/{speech}/clock/start", {})


def test_a_floor_given_by_mistake_goes_back_into_the_queue(round1: Room) -> None:
    first, second = hand(round1, 1), hand(round1, 2)
    pressed(round1, "grant_floor", f"/speeches/{second}/floor", {})
    assert [row.id for row in floor.queue(round1.meeting.speeches)] == [first, second]


def test_a_floor_given_in_another_stage_goes_back_to_its_own(round1: Room) -> None:
    speech = hand(round1, 1)
    round1.press("timekeeper", "stage", {"position": round1.current().position})
    pressed(round1, "grant_floor", f"/speeches/{speech}/floor", {})


def test_a_hand_lowered_by_mistake_is_up_again(round1: Room) -> None:
    pressed(round1, "lower_hand", f"/speeches/{hand(round1, 1)}/lowering", {})


def test_the_stage_that_was_left_goes_on_as_if_never_left(round1: Room) -> None:
    position = round1.current().position
    pressed(round1, "begin_stage", "stage", {"position": position})
    assert round1.current().position == position


def test_the_bench_offers_it_while_it_can_be_done(round1: Room) -> None:
    round1.press("timekeeper", "clock/pause")
    round1.wait(2)
    page = round1.page("facilitator")
    assert re.search(r"撤回“暂停计时”（还剩 [78] 秒）", page)
    assert f'name="press" value="{last_press().id}"' in page
    round1.wait(9)
    assert "撤回“" not in round1.page("facilitator")
