"""A meeting under way, as people press it on and as its bench shows it."""

from __future__ import annotations

import html
import re
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from deliberation.app import create_app
from deliberation.shell.passwords import hashed
from deliberation.store.db import db
from tests import fixtures_app
from tests.factories import Factory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.server import Answer, Phone, Server

PASSWORD = "红茶议事 2026"
ROLES = ("facilitator", "timekeeper", "recorder")
CLOCK = re.compile(r'data-total="(\d+)"\s+data-spent="(\d+)"\s+data-since="(\d+)"')
STAGE = re.compile(r'id="stage-title">([^<]+)<')
SPEAKER = re.compile(r'class="speaker-name">([^<]+)<')
QUEUE = re.compile(r'class="queue-who"><strong>([^<]+)<')
POINT = re.compile(r'<li class="point">.*?<p class="pre-line">(.*?)</p>', re.DOTALL)
GRANT = re.compile(r'action="(/speeches/\d+/floor)"')
ROUND = 4  # how many times one goes on to the next stage until the first round


def called(folder: Path, mark: str = "", url: str = "") -> int:
    """Call a meeting in the installation in `folder`; everybody is there. Return its id.

    `mark` tells the community and the logins of one meeting from those of another.
    """
    url = url or f"sqlite:///{folder / 'deliberation.sqlite'}"
    settings = fixtures_app.settings_for(folder, url)
    with create_app(settings).app_context():
        make = Factory()
        meeting = make.meeting(make.community(f"红枫社区{mark}"))
        secret = hashed(PASSWORD)
        for duty in meeting.roles:
            duty.account.login, duty.account.password_hash = f"{duty.role}{mark}", secret
        db.session.commit()
        meeting_id: int = meeting.id
        db.session.remove()
        db.engine.dispose()
    return meeting_id


@dataclass(frozen=True)
class Seen:
    """What a bench shows, but for its clocks."""

    stage: str
    speaker: str
    queue: tuple[str, ...]
    points: tuple[str, ...]


@dataclass
class Course:
    """The pressing people of one meeting; they stay signed in when the server starts again."""

    meeting_id: int
    phones: dict[str, Phone] = field(default_factory=dict)
    seen: Seen | None = None
    ends: list[int] = field(default_factory=list)
    last: tuple[str, str, dict[str, str], str] | None = None

    def press(self, role: str, path: str, form: dict[str, str] | None = None) -> None:
        """Press, and be answered."""
        phone = self.phones[role]
        phone.get(f"/meetings/{self.meeting_id}/room")
        address = path if path.startswith("/") else f"/meetings/{self.meeting_id}/{path}"
        body = {**(form or {}), "command_id": uuid.uuid4().hex}
        answer = phone.post(address, body)
        assert answer.status == 303, answer.text
        self.last = (role, address, body, answer.location)

    def sign_in(self, running: Server) -> Course:
        """Sign everybody in where the server is now."""
        for role in ROLES:
            phone = self.phones[role] = running.phone()
            phone.get("/sign-in")
            assert phone.post("/sign-in", {"login": role, "password": PASSWORD}).status == 303
        return self

    def begin(self, running: Server) -> None:
        """Come to the first round: one speaks, two wait, three points are written."""
        self.sign_in(running)
        self.press("facilitator", "opening")
        for position in range(1, ROUND):
            self.press("timekeeper", "stage", {"position": str(position)})
        for number, stance in enumerate(("support", "oppose", "reserve"), start=1):
            self.press("facilitator", "hands", {"seat": str(number), "stance": stance})
        grant = GRANT.search(self.bench().text)
        assert grant is not None
        self.press("facilitator", grant[1])
        for number in range(1, 3):
            self.note(number)
        seen, _ends = self.look()
        assert (len(seen.queue), len(seen.points)) == (2, 2)

    def note(self, number: int) -> str:
        """The recorder writes a point."""
        words = f"第 {number} 条：先清通道，再谈收费"
        self.press("recorder", "points", {"seat": "1", "stance": "support", "text": words})
        return words

    def bench(self) -> Answer:
        return self.phones["facilitator"].get(f"/meetings/{self.meeting_id}/room")

    def look(self) -> tuple[Seen, list[int]]:
        """Read the bench: what stands there, and at which millisecond each running clock ends."""
        page = html.unescape(self.bench().text)
        clocks = [[int(ms) for ms in one] for one in CLOCK.findall(page)]
        assert len(clocks) == 2, "both clocks run"
        ends = [since + total - spent for total, spent, since in clocks]
        stage, speaker = STAGE.search(page), SPEAKER.search(page)
        assert stage is not None
        assert speaker is not None
        queue, points = tuple(QUEUE.findall(page)), tuple(POINT.findall(page))
        return Seen(stage[1], speaker[1], queue, points), ends

    def press_and_kill(self, running: Server, number: int) -> None:
        """Write a point; the moment it is answered the server is killed."""
        seen, self.ends = self.look()
        words = self.note(number)
        running.kill()
        self.seen = replace(seen, points=(words, *seen.points))

    def check(self) -> None:
        """All is as it was left, the clocks ran on, and the last press again changes nothing."""
        assert self.last is not None
        role, address, body, location = self.last
        again = self.phones[role].post(address, body)
        assert (again.status, again.location) == (303, location)
        assert self.look() == (self.seen, self.ends)
