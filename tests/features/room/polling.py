"""What tests of polls press: a final wording, an open poll, a marked hand, a phone's vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain.roles import Actor
from deliberation.features.room.actions import cast
from deliberation.shell import clock
from deliberation.store.db import db, writing
from deliberation.store.models import Poll

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from deliberation.store.models import Ballot
    from tests.features.room.conftest import Room

WORDS: Final = "西侧消防通道全线禁停，10月15日前划线清障"


def frozen(room: Room) -> int:
    """A motion whose wording is final; returns its id."""
    room.go_to("motion")
    form = {"topic": room.meeting.topics[0].id, "version": 0, "text": WORDS}
    assert room.press("recorder", "motions", form).status_code == 303
    motion = room.meeting.motions[0].id
    answer = room.press("recorder", f"/motions/{motion}/freezing", {"version": 1})
    assert answer.status_code == 303
    return motion


def opened(room: Room) -> Poll:
    motion = frozen(room)
    assert room.press("recorder", f"/motions/{motion}/polls").status_code == 303
    room.wait(1)
    return room.meeting.motions[0].polls[-1]


def mark(room: Room, poll: Poll, number: int, choice: str) -> TestResponse:
    form = {"seat": number, "choice": choice}
    return room.press("recorder", f"/polls/{poll.id}/hands", form)


def vote(room: Room, poll: Poll, number: int, choice: str) -> None:
    """What a phone's press calls: its seat's vote, in a transaction of its own."""
    with writing():
        poll = db.session.get_one(Poll, poll.id)
        seat = next(row for row in poll.motion.meeting.seats if row.number == number)
        actor = Actor(f"{number}号席位")
        cast(poll, seat, choice, "phone", actor=actor, now=clock.now())


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def end(room: Room, poll: Poll) -> Ballot:
    assert room.press("recorder", f"/polls/{poll.id}/end").status_code == 303
    return room.meeting.motions[0].ballots[-1]
