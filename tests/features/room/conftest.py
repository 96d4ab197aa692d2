from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Account, Entry, Meeting
from tests.fixtures_app import Browser

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Flask
    from werkzeug.test import TestResponse

    from deliberation.store.models import AgendaItem
    from tests.factories import Factory

    Devices = Callable[[], Browser]


@dataclass
class Room:
    """An announced meeting, and a press by whoever holds a role."""

    meeting_id: int
    browser: Browser

    @property
    def meeting(self) -> Meeting:
        db.session.rollback()
        db.session.expire_all()
        return db.session.get_one(Meeting, self.meeting_id)

    def become(self, role: str) -> Browser:
        account_id = next(row.account_id for row in self.meeting.roles if row.role == role)
        return self.browser.sign_in(db.session.get_one(Account, account_id))

    def press(
        self, role: str, path: str, form: Mapping[str, object] | None = None, **options: str
    ) -> TestResponse:
        address = path if path.startswith("/") else f"/meetings/{self.meeting_id}/{path}"
        return self.become(role).post(address, form, **options)

    def page(self, role: str = "recorder") -> str:
        return self.become(role).get(f"/meetings/{self.meeting_id}/room").get_data(as_text=True)

    def go_to(self, key: str) -> None:
        """Press on until the stage with this key is under way."""
        if self.meeting.stage == "announced":
            assert self.press("facilitator", "opening").status_code == 303
        while (item := self.current()).key != key:
            answer = self.press("timekeeper", "stage", {"position": item.position})
            assert answer.status_code == 303

    def current(self) -> AgendaItem:
        """The stage under way."""
        return next(row for row in self.meeting.agenda if row.opened_at and not row.closed_at)

    def verbs(self, kind: str) -> list[str]:
        """The verbs recorded about every row of one kind, in order."""
        rows = db.session.scalars(
            db.select(Entry).where(Entry.about_kind == kind).order_by(Entry.sequence)
        )
        return [row.verb for row in rows]

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        clock.set_offset(clock.offset() + timedelta(seconds=seconds))


@pytest.fixture
def room(make: Factory, browser: Browser) -> Room:
    return Room(make.meeting(make.community()).id, browser)


@pytest.fixture
def devices(app: Flask) -> Devices:
    """Browsers of their own: each call is another phone or tablet."""
    return lambda: Browser(app.test_client())


@pytest.fixture
def round1(room: Room) -> Room:
    room.go_to("round1")
    room.wait(20)
    return room
