"""The parking meeting as it is announced: its people by name, and one screen for each device."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from deliberation.app import create_app
from deliberation.migrations import upgrade
from deliberation.shell import clock
from deliberation.shell.passwords import hashed
from deliberation.store.db import db
from tests import fixtures_app
from tests.browser.hall import THREE
from tests.factories import Factory
from tests.faults.meeting import PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    from deliberation.store.models import Meeting
    from tests.browser.conftest import Screen
    from tests.browser.hall import Hall

STAFF = {
    "facilitator": "于秀云",
    "timekeeper": "宋建国",
    "recorder": "孙丽",
    "reporter": "曲建民",
    "observer": "戚海燕",
}
GUESTS = (
    ("贾玉兰", "有车户"),
    ("邴建国", "无车户"),
    ("𠮷㛃", "有车户"),
    ("董承业", "业委会"),
    ("荣海青", "社区"),
    ("姜学军", "物业"),
)
ATTENDING = 6  # the property manager's seat speaks and does not vote
# Where each screen shows who speaks, with the clock.
VOICE = {
    "facilitator": ".speaker",
    "timekeeper": "#great",
    "recorder": ".speaker",
    "projector": "#region-floor",
    "phone": "#region-floor",
}
WHO = {
    "timekeeper": "{}",
    **dict.fromkeys(("facilitator", "recorder", "projector", "phone"), "{}号"),
}
END = "({ dataset: at }) => Number(at.total) - Number(at.spent) + Number(at.since)"
MARK = "() => { globalThis.kept = true; }"
STILL = "() => globalThis.kept === true"


def announced(folder: Path) -> tuple[int, str]:
    """Make the meeting in `folder`; return its id and the code of the hall."""
    settings = fixtures_app.settings_for(folder, f"sqlite:///{folder / 'deliberation.sqlite'}")
    with create_app(settings).app_context():
        upgrade()
        clock.set_offset(THREE - datetime.now(UTC))
        made = _meeting(Factory())
        found = made.id, made.join_code
        clock.set_offset(timedelta())
        db.session.remove()
        db.engine.dispose()
    return found


def _meeting(make: Factory) -> Meeting:
    meeting = make.meeting(make.community("新都花园社区"), tuple(party for _, party in GUESTS))
    for duty in meeting.roles:
        duty.account.login, duty.account.password_hash = duty.role, hashed(PASSWORD)
        duty.account.name = STAFF[duty.role]
    for seat, (name, _party) in zip(meeting.seats, GUESTS, strict=True):
        seat.name = name
        if seat.number == ATTENDING:
            seat.vote, seat.kind, seat.attendance = False, "property", "attending"
    # The first comes with a phone and checks in by it.
    meeting.seats[0].attendance, meeting.seats[0].attendance_at = "", None
    meeting.members = 5
    for topic in meeting.topics:
        topic.route = "owners"
        topic.summary = "西侧夜间车辆占用消防通道，约60户受影响，52条意见。"
        topic.proposal = "先清障；收费标准提请业主大会。"
    db.session.commit()
    return meeting


@dataclass
class Parking:
    """Who looks at what."""

    hall: Hall
    facilitator: Screen
    timekeeper: Screen
    recorder: Screen
    projector: Screen
    phone: Screen

    @property
    def screens(self) -> dict[str, Screen]:
        names = ("facilitator", "timekeeper", "recorder", "projector", "phone")
        return {name: getattr(self, name) for name in names}

    def nobody_reloaded(self, *but: Screen) -> None:
        """Every page is still the one that was opened at first."""
        screens = {name: one for name, one in self.screens.items() if one not in but}
        found = {name: screen.page.evaluate(STILL) for name, screen in screens.items()}
        assert all(found.values()), found

    def stage(self, title: str) -> None:
        """All see this stage."""
        for name, screen in self.screens.items():
            where = "#stage-title" if is_bench(name) else "#region-stage .now-title"
            expect(screen.page.locator(where)).to_have_text(title)

    def speaking(self, number: int) -> None:
        """All see who speaks, and their clocks agree."""
        for name, screen in self.screens.items():
            expect(screen.page.locator(VOICE[name])).to_contain_text(WHO[name].format(number))

    def queue(self, *numbers: int) -> None:
        """All see who waits, in this order."""
        for name, screen in self.screens.items():
            where = "#floor .queue .seat-number" if is_bench(name) else "#region-queue .line b"
            words = [str(number) if is_bench(name) else f"{number}号" for number in numbers]
            expect(screen.page.locator(where)).to_have_text(words)

    def card(self, card: str) -> None:
        """The speaker's card has turned on every screen, and their clocks show the same time."""
        ends = set()
        for name, screen in self.screens.items():
            face = screen.page.locator(f"{VOICE[name]} meeting-clock")
            expect(face).to_have_class(re.compile(rf"\bcard-{card}\b"))
            self.hall.agrees(screen.page)
            ends.add(face.evaluate(END))
        assert len(ends) == 1, ends


def is_bench(name: str) -> bool:
    """Say whether a screen is somebody's bench."""
    return name not in {"projector", "phone"}
