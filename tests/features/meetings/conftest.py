"""A community with a hall, a topic with consent, people for the roles, and a host at the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from deliberation.features.meetings import actions
from deliberation.store import library
from deliberation.store.db import db
from deliberation.store.models import Account, Community, Meeting, Stakeholder, Topic, Venue
from deliberation.store.people import actor_for

if TYPE_CHECKING:
    from deliberation.domain.roles import Actor
    from tests.factories import Factory
    from tests.fixtures_app import Browser

# A Thursday afternoon in Asia/Shanghai, a week after the clock of the tests.
STARTS = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)
KEY = ("facilitator", "timekeeper", "recorder", "reporter")
LIST = (
    "贾玉兰，有车户，居民代表，7号楼\n邴建国，无车户，居民代表，5号楼\n姜学军，物业，物业，服务中心"
)


@dataclass
class Hall:
    """The rows every test starts from."""

    community: Community
    venue: Venue
    host: Account
    topic: Topic
    now: datetime
    staff: dict[str, Account] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        """The host as an actor."""
        return actor_for(self.host)

    def plan(self, **changes: object) -> Meeting:
        """A red-tea meeting at STARTS, with the topic."""
        wanted: dict[str, Any] = {"venue_id": self.venue.id, "starts_at": STARTS, **changes}
        made = actions.plan(
            self.community,
            library.find_procedure("red_tea"),
            library.find_ruleset("yishi_present"),
            actions.Plan(**wanted),
            [self.topic] if self.topic.stage == "approved" else [],
            actor=self.actor,
            now=self.now,
        )
        db.session.commit()
        return made

    def ready(self) -> Meeting:
        """A meeting that only lacks its notice."""
        made = self.plan()
        actions.invite_many(made, LIST, actor=self.actor, now=self.now)
        actions.assign_all(made, {r: self.staff[r] for r in KEY}, actor=self.actor, now=self.now)
        db.session.commit()
        return made

    def announced(self) -> Meeting:
        """A meeting whose notice is out."""
        made = self.ready()
        actions.announce(made, library.calendar(), actor=self.actor, now=self.now)
        db.session.commit()
        return made

    def again(self, row: Meeting) -> Meeting:
        """The meeting as it is on disk."""
        db.session.expire_all()
        return db.session.get_one(Meeting, row.id)


@pytest.fixture
def hall(make: Factory, moment: datetime) -> Hall:
    """A community that is ready to meet."""
    community = make.community()
    host = make.account("host", community)
    topic = Topic(
        community_id=community.id,
        number="YT-2026-021",
        stage="approved",
        title="停车收费管理",
        size="key",
        route="council",
        created_at=moment,
        parties=[Stakeholder(name=name) for name in ("有车户", "无车户", "物业")],
    )
    db.session.add(topic)
    staff = {role: make.account() for role in (*KEY, "observer")}
    for role, account in staff.items():
        account.name = f"测试{role}"
    db.session.commit()
    return Hall(community, make.venue(community), host, topic, moment, staff)


@pytest.fixture
def desk(hall: Hall, browser: Browser) -> Browser:
    """The host at the desk."""
    return browser.sign_in(hall.host)
