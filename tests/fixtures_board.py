"""One matter on its way, as the public may see it: a topic in publicity, its meeting announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from deliberation.store.db import db
from deliberation.store.models import (
    AgendaItem,
    Community,
    Meeting,
    Publicity,
    Seat,
    Stakeholder,
    Topic,
    Venue,
)

if TYPE_CHECKING:
    from tests.factories import Factory

PHONE = "13812345678"
NAME = "贾玉兰"


@dataclass
class Matter:
    """A community with one matter on its way."""

    community: Community
    topic: Topic
    publicity: Publicity
    meeting: Meeting


@pytest.fixture
def matter(make: Factory, moment: datetime) -> Matter:
    """A topic in publicity from 10 to 16 September, its meeting on the 17th."""
    community = make.community()
    community.phone = "0631-0000021"
    meeting = _meeting(make.venue(community), moment)
    topic = _topic(meeting, moment)
    publicity = Publicity(
        topic_id=topic.id,
        starts_on=date(2026, 9, 10),
        ends_on=date(2026, 9, 16),
        text="欢迎提出意见",
        posted_at=moment,
    )
    db.session.add_all([publicity, Stakeholder(topic_id=topic.id, name="有车户")])
    db.session.commit()
    return Matter(community, topic, publicity, meeting)


def _meeting(venue: Venue, moment: datetime) -> Meeting:
    meeting = Meeting(
        community_id=venue.community_id,
        number="HY-2026-09-17-01",
        issue=14,
        title="第14期红茶议事会",
        stage="announced",
        procedure="red_tea",
        ruleset="yishi_present",
        venue_id=venue.id,
        starts_at=datetime(2026, 9, 17, 7, tzinfo=UTC),
        ends_at=datetime(2026, 9, 17, 8, 30, tzinfo=UTC),
        arrangements=f"请假请打 {PHONE}",
        announced_at=moment,
    )
    meeting.agenda = [
        AgendaItem(
            position=1,
            key="opening",
            title="开场",
            lead="facilitator",
            planned_minutes=5,
            allotted_ms=300_000,
        )
    ]
    meeting.seats = [
        Seat(
            number=n,
            name=NAME,
            party=party,
            kind="resident",
            code=f"seat-{n}",
            invited_at=moment,
        )
        for n, party in enumerate(("有车户", "有车户", "无车户"), 1)
    ]
    db.session.add(meeting)
    db.session.flush()
    return meeting


def _topic(meeting: Meeting, moment: datetime) -> Topic:
    topic = Topic(
        community_id=meeting.community_id,
        number="YT-2026-021",
        stage="publicised",
        title="停车收费管理",
        summary=f"西侧消防通道被占，找 {PHONE}",
        proposal="先清障",
        route="owners",
        created_at=moment,
        meeting_id=meeting.id,
    )
    db.session.add(topic)
    db.session.flush()
    return topic
