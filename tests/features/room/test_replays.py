"""Exactly once: a press again after a lost answer, twice, too early, too late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from deliberation.store.db import db
from deliberation.store.models import Entry
from tests.features.room.polling import opened
from tests.features.room.pressing import COMMAND, MORE, entries, hand, phone, speaking

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.features.room.conftest import Room


def said(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "form", "verb"),
    [
        ("clock/pause", {}, "pause_clock"),
        ("clock/extension", MORE, "extend_clock"),
        ("hands", {"seat": 2, "stance": "oppose"}, "raise_hand"),
        ("stage", {}, "begin_stage"),
    ],
)
def test_a_press_whose_answer_was_lost_gets_it_again(
    room: Room, path: str, form: dict[str, Any], verb: str
) -> None:
    room.go_to("round1")
    if path == "stage":
        form = {"position": room.current().position}
    had, version = entries(verb), room.meeting.version
    first = room.press("timekeeper", path, form, command=COMMAND)
    room.wait(30)
    again = room.press("timekeeper", path, form, command=COMMAND)
    assert (first.status_code, first.location) == (again.status_code, again.location)
    assert first.status_code == 303
    assert (entries(verb), room.meeting.version) == (had + 1, version + 1)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("clock/start", "计时已经在走"),
        ("/speeches/{queued}/clock/start", "现在没有在进行"),
        ("/speeches/{queued}/clock/pause", "现在没有在进行"),
        ("/speeches/{queued}/end", "这个发言还没有开始"),
        ("/speeches/{speaking}/clock/start", "计时已经在走"),
        ("/speeches/{speaking}/lowering", "不在队列里"),
        ("/speeches/{queued}/floor", "有人正在发言"),
    ],
)
def test_started_twice_and_stopped_before_it_started(room: Room, path: str, sentence: str) -> None:
    room.go_to("round1")
    speech, queued = speaking(room), hand(room, 2)
    version, kept = room.meeting.version, db.session.scalar(db.select(db.func.count(Entry.link)))
    answer = room.press("facilitator", path.format(queued=queued, speaking=speech))
    assert answer.status_code == 409
    assert sentence in said(answer)
    assert room.meeting.version == version
    assert db.session.scalar(db.select(db.func.count(Entry.link))) == kept


PRESSES: list[tuple[str, str, dict[str, Any]]] = [
    ("facilitator", "opening", {}),
    ("timekeeper", "stage", {"position": 1}),
    ("timekeeper", "clock/start", {}),
    ("timekeeper", "clock/pause", {}),
    ("timekeeper", "clock/extension", MORE),
    ("timekeeper", "hands", {"seat": 1, "stance": "support"}),
    ("timekeeper", "/speeches/{speech}/floor", {}),
    ("timekeeper", "/speeches/{speech}/end", {}),
    ("timekeeper", "/speeches/{speech}/lowering", {}),
    ("timekeeper", "/speeches/{speech}/clock/pause", {}),
    ("timekeeper", "/speeches/{speech}/clock/start", {}),
    ("timekeeper", "/speeches/{speech}/clock/extension", MORE),
    ("recorder", "points", {"stance": "support", "text": "晚了"}),
    ("recorder", "/polls/{poll}/hands", {"seat": 3, "choice": "yes"}),
    ("recorder", "/polls/{poll}/end", {}),
    ("recorder", "/polls/{poll}/breaking-off", {"reason": "晚了"}),
    ("recorder", "/motions/{motion}/polls", {}),
    ("facilitator", "closing", {}),
]


def test_a_closed_meeting_takes_no_press_and_says_so(room: Room) -> None:
    room.go_to("round1")
    speech = speaking(room)
    room.press("facilitator", f"/speeches/{speech}/end")
    poll = opened(room)
    seat = phone(room, 1)
    room.press("recorder", f"/polls/{poll.id}/hands", {"seat": 2, "choice": "no"})
    room.press("recorder", f"/polls/{poll.id}/end")
    ballot = room.meeting.motions[0].ballots[0].id
    assert room.press("timekeeper", f"/ballots/{ballot}/confirmation").status_code == 303
    room.go_to("reading")
    assert room.press("facilitator", "closing").status_code == 303
    version, kept = room.meeting.version, db.session.scalar(db.select(db.func.count(Entry.link)))
    names = {"speech": speech, "poll": poll.id, "motion": room.meeting.motions[0].id}
    for role, path, form in PRESSES:
        answer = room.press(role, path.format(**names), form)
        assert (answer.status_code, path) == (409, path)
        assert "已散会" in said(answer)
    with room.browser.client.session_transaction() as cookies:
        cookies.clear()
        cookies["device"] = seat.claim_key
    for path in (f"/polls/{poll.id}/my-vote", f"/meetings/{room.meeting_id}/my-hand"):
        answer = room.browser.post(path, {"choice": "yes", "stance": "support"})
        assert (answer.status_code, path) == (409, path)
        assert "已散会" in said(answer)
    assert room.meeting.version == version
    assert db.session.scalar(db.select(db.func.count(Entry.link))) == kept


def test_before_the_opening_nothing_runs(room: Room) -> None:
    for role, path, form in PRESSES[1:6]:
        answer = room.press(role, path, form)
        assert (answer.status_code, path) == (409, path)
    assert room.meeting.version == 0
