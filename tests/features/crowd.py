"""Many rows of one kind, made directly: what a list has to bear."""

from __future__ import annotations

from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import (
    Commitment,
    Dissent,
    Meeting,
    Motion,
    MotionVersion,
    Opinion,
    Point,
    Resolution,
    Seat,
    Speech,
    Topic,
)


def opinion(community_id: int, n: int, topic_id: int | None = None) -> Opinion:
    """The n-th opinion, merged into a topic when there is one."""
    return Opinion(
        community_id=community_id,
        number=f"YJ-2026-{n:04d}",
        receipt_code=f"CODE{n:06d}",
        stage="merged" if topic_id else "submitted",
        channel="scan",
        category="parking",
        text=f"第{n}条：西侧停车占了消防通道",
        bigrams=" 停车 消防 ",
        submitted_at=clock.now(),
        topic_id=topic_id,
        merged_at=clock.now() if topic_id else None,
    )


def topic(community_id: int, n: int, stage: str, meeting_id: int | None = None) -> Topic:
    """The n-th topic."""
    return Topic(
        community_id=community_id,
        number=f"YT-2026-{n + 100}",
        stage=stage,
        title=f"第{n}件",
        route="council",
        created_at=clock.now(),
        meeting_id=meeting_id,
    )


def meeting(community_id: int, venue_id: int, n: int, stage: str) -> Meeting:
    """The n-th meeting."""
    return Meeting(
        community_id=community_id,
        number=f"HY-2026-09-10-{n:02d}",
        issue=n + 1,
        title=f"第{n}期红茶议事会",
        stage=stage,
        procedure="red_tea",
        ruleset="yishi_present",
        venue_id=venue_id,
        starts_at=clock.now(),
        ends_at=clock.now(),
        announced_at=None if stage == "planned" else clock.now(),
    )


def seat(meeting_id: int, number: int) -> Seat:
    """A seat whose person has come."""
    return Seat(
        meeting_id=meeting_id,
        number=number,
        name=f"居民{number}",
        party=f"第{number}方",
        kind="resident",
        code=f"SEAT{meeting_id}-{number}",
        invited_at=clock.now(),
        attendance="present",
    )


def keep(*rows: object) -> None:
    """Store rows."""
    db.session.add_all(rows)
    db.session.commit()


def happen(meeting: Meeting, item_id: int, n: int) -> None:
    """Let the n-th seat come and speak, its point be written, its motion be put and resolved."""
    sitting = seat(meeting.id, n + 100)
    subject = topic(meeting.community_id, n, "resolved", meeting.id)
    keep(sitting, subject)
    turn = speech(meeting.id, item_id, sitting, spoken=n % 2 == 1)
    wording = MotionVersion(version=1, text="划线清障", at=clock.now())
    motion = Motion(meeting_id=meeting.id, topic_id=subject.id, versions=[wording])
    keep(turn, point(turn), motion)
    result(meeting, motion, sitting, n)


def speech(meeting_id: int, item_id: int, sitting: Seat, *, spoken: bool) -> Speech:
    """A turn: over, or still in the queue."""
    return Speech(
        meeting_id=meeting_id,
        agenda_item_id=item_id,
        seat_id=sitting.id,
        stance="support",
        raised_at=clock.now(),
        granted_at=clock.now() if spoken else None,
        ended_at=clock.now() if spoken else None,
        allotted_ms=120_000,
    )


def point(turn: Speech) -> Point:
    """What the recorder wrote of a turn."""
    return Point(
        meeting_id=turn.meeting_id,
        agenda_item_id=turn.agenda_item_id,
        speech=turn,
        seat_id=turn.seat_id,
        stance="support",
        text="先清障",
        at=clock.now(),
    )


def result(meeting: Meeting, motion: Motion, sitting: Seat, n: int) -> None:
    """A result with a view beside it and a commitment that lacks its owner."""
    row = Resolution(
        community_id=meeting.community_id,
        number=f"JY-2026-{n:03d}",
        topic_id=motion.topic_id,
        meeting_id=meeting.id,
        motion_id=motion.id,
        outcome="trial",
        text="划线清障",
        adopted_at=clock.now(),
    )
    keep(row)
    said = {"seat_id": sitting.id, "stance": "oppose", "reason": "太贵", "at": clock.now()}
    owed = Commitment(
        community_id=meeting.community_id,
        number=f"JB-2026-{n:03d}",
        resolution_id=row.id,
        topic_id=motion.topic_id,
        stage="agreed",
        text="划线",
        agreed_at=clock.now(),
    )
    keep(Dissent(resolution_id=row.id, **said), owed)
