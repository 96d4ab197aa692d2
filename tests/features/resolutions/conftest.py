from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock
from deliberation.store import library
from deliberation.store.db import db
from deliberation.store.models import (
    Account,
    Ballot,
    Entry,
    Meeting,
    Motion,
    MotionVersion,
    Resolution,
    Topic,
)
from deliberation.store.people import actor_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.test import TestResponse

    from deliberation.domain.roles import Actor
    from tests.factories import Factory
    from tests.fixtures_app import Browser

WORDING = "西侧消防通道全线禁停，10月15日前划线清障。"


@dataclass
class Hall:
    """An open meeting on one topic, and its recorder."""

    meeting_id: int
    topic_id: int
    browser: Browser

    @property
    def meeting(self) -> Meeting:
        db.session.rollback()
        db.session.expire_all()
        return db.session.get_one(Meeting, self.meeting_id)

    @property
    def topic(self) -> Topic:
        return db.session.get_one(Topic, self.topic_id, populate_existing=True)

    @property
    def resolution(self) -> Resolution:
        return self.meeting.resolutions[-1]

    def account(self, role: str) -> Account:
        account_id = next(row.account_id for row in self.meeting.roles if row.role == role)
        return db.session.get_one(Account, account_id)

    def actor(self, role: str = "recorder") -> Actor:
        return actor_for(self.account(role))

    def post(
        self,
        path: str,
        form: Mapping[str, object] | None = None,
        *,
        role: str = "recorder",
        command: str | None = None,
    ) -> TestResponse:
        return self.browser.sign_in(self.account(role)).post(
            path, dict(form or {}), command=command
        )

    def page(self, path: str = "", *, role: str = "recorder") -> str:
        address = path or f"/meetings/{self.meeting_id}/resolutions"
        return self.browser.sign_in(self.account(role)).get(address).get_data(as_text=True)

    def count(self, outcome: str | None, *, confirmed: bool = True) -> None:
        """Put the motion, and count it with this outcome; None leaves it uncounted."""
        motion = Motion(meeting_id=self.meeting_id, topic_id=self.topic_id)
        motion.frozen_at = clock.now()
        motion.versions = [MotionVersion(version=1, text=WORDING, at=clock.now())]
        db.session.add(motion)
        if outcome is not None:
            motion.ballots = [_ballot(outcome, confirmed=confirmed)]
        db.session.commit()

    def settle(self, stage: str) -> None:
        """Put the meeting to a stage."""
        self.meeting.stage = stage
        db.session.commit()

    def decided_by(self, route: str) -> None:
        """Give the topic another decision route."""
        self.topic.route = route
        db.session.commit()

    def adopt(self, outcome: str = "adopted", **fields: object) -> TestResponse:
        form = {"outcome": outcome, "text": WORDING, "edited": "0", **fields}
        return self.post(f"/topics/{self.topic_id}/resolution", form)

    def promise(self, **fields: object) -> TestResponse:
        form = {"text": "划线清障", "edited": "0", **fields}
        return self.post(f"/resolutions/{self.resolution.id}/commitments", form)

    def verbs(self, kind: str) -> list[str]:
        """The verbs recorded about rows of one kind, in order."""
        rows = db.session.scalars(
            db.select(Entry).where(Entry.about_kind == kind).order_by(Entry.sequence)
        )
        return [row.verb for row in rows]


def _ballot(outcome: str, *, confirmed: bool) -> Ballot:
    rule = library.find_ruleset("yishi_present")
    yes, no = {"passed": (4, 1), "failed": (1, 4), "no_quorum": (1, 0)}.get(outcome, (0, 0))
    return Ballot(
        version=1,
        method="consensus" if outcome == "consensus" else "hands",
        ruleset="yishi_present",
        rule=rule.as_data(),
        members=5,
        present=5,
        proxies=0,
        yes=yes,
        no=no,
        abstain=0,
        outcome=outcome,
        counted_at=clock.now(),
        confirmed_at=clock.now() if confirmed else None,
    )


@pytest.fixture
def hall(make: Factory, browser: Browser) -> Hall:
    meeting = make.meeting(make.community())
    hall = Hall(meeting.id, meeting.topics[0].id, browser)
    hall.settle("open")
    return hall


@pytest.fixture
def decided(hall: Hall) -> Hall:
    """The same, with a result."""
    hall.count("passed")
    assert hall.adopt().status_code == 303
    return hall
