"""A meeting as the hall sees it, and phones that look on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from deliberation.features.room.frames import frame
from deliberation.shell import clock
from deliberation.store.db import db
from tests.fixtures_app import Browser

if TYPE_CHECKING:
    from flask import Flask

    from deliberation.store.models import Poll, Seat
    from tests.features.room.conftest import Room

PHONE = "13806311234"
WORDING = f"西侧划线清障，有事打{PHONE}"
STATE = re.compile(r'data-([a-z-]+)="([^"]*)"')


class Hall:
    """A meeting, what everybody sees of it, and phones that look on."""

    def __init__(self, room: Room, app: Flask) -> None:
        self.room = room
        self.app = app
        for seat in room.meeting.seats:
            seat.name = f"欧阳锋{seat.number}"
        for duty in room.meeting.roles:
            duty.account.name = "公孙胜男"
        db.session.commit()

    @property
    def address(self) -> str:
        return f"/live/{self.room.meeting.join_code}"

    def frame(self) -> dict[str, Any]:
        """What would be pushed now."""
        self.room.meeting  # noqa: B018  what was read before is forgotten
        with self.app.test_request_context("/socket.io/"):
            found = frame(self.room.meeting_id)
        assert found is not None
        return dict(found)

    def shown(self, region: str) -> str:
        """One region's words, without its markup."""
        html: str = self.frame()["regions"][region]
        return " ".join(re.sub(r"<[^>]+>", " ", html).split())

    def state(self) -> dict[str, str]:
        return dict(STATE.findall(self.frame()["regions"]["state"]))

    def hand(self, number: int, stance: str, **more: object) -> None:
        form = {"seat": number, "stance": stance, **more}
        assert self.room.press("facilitator", "hands", form).status_code == 303

    def grant(self, number: int) -> int:
        """Give a waiting seat the floor; return its speech."""
        waiting = [
            s for s in self.room.meeting.speeches if s.granted_at is None and s.lowered_at is None
        ]
        speech_id = next(s.id for s in waiting if s.seat.number == number)
        assert self.room.press("facilitator", f"/speeches/{speech_id}/floor").status_code == 303
        return speech_id

    def motion(self, text: str = WORDING) -> int:
        topic = self.room.meeting.topics[0].id
        form = {"topic": topic, "version": 0, "text": text}
        assert self.room.press("recorder", "motions", form).status_code == 303
        return self.room.meeting.motions[-1].id

    def frozen(self) -> int:
        number = self.motion()
        answer = self.room.press("recorder", f"/motions/{number}/freezing", {"version": 1})
        assert answer.status_code == 303
        return number

    def poll(self) -> Poll:
        answer = self.room.press("recorder", f"/motions/{self.frozen()}/polls")
        assert answer.status_code == 303
        return self.room.meeting.motions[-1].polls[-1]

    def claimed(self, number: int) -> Browser:
        """A phone that holds a seat."""
        phone = Browser(self.app.test_client())
        phone.get(self.address)
        with phone.client.session_transaction() as session:
            session["device"] = f"key-{number}"
        seat = self.seat(number)
        seat.claim_key, seat.claimed_at = f"key-{number}", clock.now()
        db.session.commit()
        return phone

    def seat(self, number: int) -> Seat:
        return next(one for one in self.room.meeting.seats if one.number == number)


def page(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)
