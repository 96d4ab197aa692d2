"""Hands, the floor, the speaker's clock, points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.domain import floor

if TYPE_CHECKING:
    from deliberation.store.models import Speech
    from tests.features.room.conftest import Room


@pytest.fixture
def round1(room: Room) -> Room:
    room.go_to("round1")
    return room


def hand(room: Room, seat: int, stance: str = "support") -> Speech:
    answer = room.press("timekeeper", "hands", {"seat": seat, "stance": stance})
    assert answer.status_code == 303
    return room.meeting.speeches[-1]


def speak(room: Room, speech: Speech) -> None:
    assert room.press("facilitator", f"/speeches/{speech.id}/floor").status_code == 303


def end(room: Room, speech: Speech) -> None:
    assert room.press("facilitator", f"/speeches/{speech.id}/end").status_code == 303


def test_never_spoken_before_opposite_stance_before_time(round1: Room) -> None:
    first = hand(round1, 1)
    speak(round1, first)
    hand(round1, 2, "support")
    hand(round1, 3, "oppose")
    waiting = floor.queue(round1.meeting.speeches)
    assert [row.seat.number for row in waiting] == [3, 2]


def test_one_speaker_at_a_time(round1: Room) -> None:
    first, second = hand(round1, 1), hand(round1, 2)
    speak(round1, first)
    refused = round1.press("facilitator", f"/speeches/{second.id}/floor")
    assert refused.status_code == 409
    assert "有人正在发言" in refused.get_data(as_text=True)
    assert "先结束发言" in round1.press(
        "timekeeper", "stage", {"position": round1.current().position}
    ).get_data(as_text=True)


def test_one_turn_a_round_and_two_in_all(round1: Room) -> None:
    speech = hand(round1, 1)
    speak(round1, speech)
    end(round1, speech)
    again = round1.press("timekeeper", "hands", {"seat": 1, "stance": "support"})
    assert again.status_code == 409
    assert "这一轮您已经发过言" in again.get_data(as_text=True)


def test_the_speaker_s_clock_keeps_pause_grant_and_overtime(round1: Room) -> None:
    speech = hand(round1, 1)
    speak(round1, speech)
    round1.wait(40)
    round1.press("timekeeper", f"/speeches/{speech.id}/clock/pause")
    round1.wait(20)
    round1.press("timekeeper", f"/speeches/{speech.id}/clock/start")
    round1.press(
        "timekeeper",
        f"/speeches/{speech.id}/clock/extension",
        {"seconds": 60, "reason": "照顾长者"},
    )
    round1.wait(150)
    end(round1, speech)
    ended = round1.meeting.speeches[0]
    assert ended.running_since is None
    assert (ended.granted_ms, ended.granted_reason) == (60_000, "照顾长者")
    assert 190_000 <= ended.spent_ms < 200_000
    assert round1.verbs("speech").count("yield_floor") == 1


def test_two_presses_of_end_write_one_entry(round1: Room) -> None:
    speech = hand(round1, 1)
    speak(round1, speech)
    end(round1, speech)
    assert round1.press("timekeeper", f"/speeches/{speech.id}/end").status_code == 409
    assert round1.verbs("speech") == ["raise_hand", "grant_floor", "yield_floor"]


def test_a_seat_that_is_not_there_cannot_speak(round1: Room) -> None:
    answer = round1.press("timekeeper", "hands", {"seat": 99, "stance": "support"})
    assert answer.status_code == 422
    assert "没有这个席位号" in answer.get_data(as_text=True)


def test_a_point_is_kept_against_the_speaker_and_struck_out(round1: Room) -> None:
    speech = hand(round1, 1, "oppose")
    speak(round1, speech)
    words = {"speech": speech.id, "seat": 1, "stance": "oppose", "text": "先清点车库空位 㛃𠮷"}
    assert round1.press("recorder", "points", words).status_code == 303
    point = round1.meeting.speeches[0].points[0]
    assert (point.text, point.seat and point.seat.number) == ("先清点车库空位 㛃𠮷", 1)
    assert "先清点车库空位 㛃𠮷" in round1.page()
    round1.press("recorder", f"/points/{point.id}/striking")
    assert "先清点车库空位" not in round1.page()
    assert round1.verbs("point") == ["note_point", "strike_point"]


def test_an_empty_point_keeps_the_stance(round1: Room) -> None:
    answer = round1.press("recorder", "points", {"stance": "oppose", "text": ""})
    assert answer.status_code == 422
    assert "请填写这一项" in answer.get_data(as_text=True)


def test_only_the_recorder_writes_points(round1: Room) -> None:
    answer = round1.press("timekeeper", "points", {"stance": "oppose", "text": "话"})
    assert answer.status_code == 403
    assert "话" in answer.get_data(as_text=True)
