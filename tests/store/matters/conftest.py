"""A matter that a meeting resolved on, and what was promised in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Commitment, Community, Resolution, Topic
from tests.store.matters.happened import PHONE

if TYPE_CHECKING:
    from tests.factories import Factory


@pytest.fixture
def place(make: Factory) -> Community:
    """A community."""
    return make.community()


@pytest.fixture
def matter(make: Factory, place: Community) -> Topic:
    """A topic of two opinions that a meeting resolved on."""
    meeting = make.meeting(place)
    meeting.closed_at = clock.now()
    topic = meeting.topics[0]
    topic.stage = "resolved"
    for _ in range(2):
        make.opinion(place).topic = topic
    resolution = Resolution(
        community_id=place.id,
        number="JY-2026-001",
        topic=topic,
        meeting=meeting,
        outcome="adopted",
        text=f"西侧全线禁停，问{PHONE}。",
        adopted_at=clock.now(),
    )
    db.session.add(resolution)
    db.session.commit()
    return topic


@pytest.fixture
def promise(matter: Topic) -> Commitment:
    """What was promised in it, in its owner's hands since today, due in fifteen working days."""
    now = clock.now()
    row = Commitment(
        community_id=matter.community_id,
        number="JB-2026-001",
        resolution_id=matter.resolutions[0].id,
        topic_id=matter.id,
        stage="accepted",
        text="划线清障",
        owner="物业",
        dated="working_days",
        working_days=15,
        due_on=date(2026, 10, 10),
        agreed_at=now,
        assigned_at=now,
    )
    db.session.add(row)
    db.session.commit()
    return row
