"""Meetings that are announced, and what came of those that were held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from deliberation.domain.errors import Sentence, say
from deliberation.domain.meeting import LIFECYCLE
from deliberation.domain.privacy import mask_text
from deliberation.domain.resolution import body_of, wording
from deliberation.domain.topic import ROUTES
from deliberation.store.db import db
from deliberation.store.models import (
    AgendaItem,
    Commitment,
    Meeting,
    Minutes,
    Resolution,
    Seat,
    Topic,
)

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.lifecycle import Stage

MOST: Final = 50
NEWEST: Final = 10


@dataclass(frozen=True, slots=True)
class Called:
    """An announced meeting: one line of the board."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Invitation:
    """The public notice of a meeting: by parties and numbers, without names."""

    line: Called
    number: str
    topics: list[str]
    agenda: list[tuple[str, int]]
    parties: list[tuple[str, int]]
    address: str
    step_free: bool
    arrangements: str
    announced_at: datetime
    cancelled_reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """A resolution as it is told, and how many commitments stand behind it."""

    number: str
    title: str
    told: Sentence
    at: datetime
    meeting: str
    commitments: int


@dataclass(frozen=True, slots=True)
class Paper:
    """Approved minutes."""

    number: str
    title: str
    approved_at: datetime | None


def called(community_id: int, now: datetime) -> list[Called]:
    """Return the meetings announced and not over, the nearest first."""
    rows = db.session.scalars(
        select(Meeting)
        .options(joinedload(Meeting.venue))
        .where(
            Meeting.community_id == community_id,
            (Meeting.stage == "open") | ((Meeting.stage == "announced") & (Meeting.ends_at > now)),
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(MOST)
    )
    return [_line(row) for row in rows]


def _line(row: Meeting) -> Called:
    stage = LIFECYCLE.stages[row.stage]
    return Called(row.id, mask_text(row.title), row.starts_at, row.ends_at, row.venue.name, stage)


def invitation(meeting: Meeting) -> Invitation | None:
    """Return the public notice of a meeting; None before it is announced."""
    if meeting.announced_at is None or meeting.stage == "planned":
        return None
    topics = select(Topic.title).where(Topic.meeting_id == meeting.id).order_by(Topic.id)
    agenda = select(AgendaItem.title, AgendaItem.planned_minutes).where(
        AgendaItem.meeting_id == meeting.id
    )
    return Invitation(
        _line(meeting),
        meeting.number,
        [mask_text(title) for title in db.session.scalars(topics)],
        [
            (mask_text(title), minutes)
            for title, minutes in db.session.execute(agenda.order_by(AgendaItem.position))
        ],
        _parties(meeting.id),
        meeting.venue.address,
        meeting.venue.step_free,
        mask_text(meeting.arrangements),
        meeting.announced_at,
        mask_text(meeting.cancelled_reason),
    )


def _parties(meeting_id: int) -> list[tuple[str, int]]:
    rows = (
        select(Seat.party, func.count(Seat.id))
        .where(Seat.meeting_id == meeting_id, Seat.withdrawn_at.is_(None))
        .group_by(Seat.party)
        .order_by(func.min(Seat.number))
    )
    return [(mask_text(party), count) for party, count in db.session.execute(rows)]


def results(community_id: int) -> list[Result]:
    """Return the newest resolutions of meetings that are over; what was withdrawn is not one."""
    rows = db.session.scalars(
        select(Resolution)
        .join(Meeting)
        .options(joinedload(Resolution.topic), joinedload(Resolution.meeting))
        .where(
            Resolution.community_id == community_id,
            Resolution.withdrawn_at.is_(None),
            Meeting.stage == "closed",
        )
        .order_by(Resolution.adopted_at.desc(), Resolution.id.desc())
        .limit(NEWEST)
    ).all()
    counts = _commitments([row.id for row in rows])
    return [
        Result(
            row.number,
            mask_text(row.topic.title),
            _told(row),
            row.adopted_at,
            mask_text(row.meeting.title),
            counts.get(row.id, 0),
        )
        for row in rows
    ]


def _told(row: Resolution) -> Sentence:
    route = row.topic.route
    body = row.body or (str(body_of(route)) if route in ROUTES else str(say("有权机构")))
    return wording(row.outcome, body, mask_text(row.text))


def _commitments(resolution_ids: list[int]) -> dict[int, int]:
    rows = (
        select(Commitment.resolution_id, func.count(Commitment.id))
        .where(Commitment.resolution_id.in_(resolution_ids), Commitment.stage != "dropped")
        .group_by(Commitment.resolution_id)
    )
    return {number: count for number, count in db.session.execute(rows) if number}


def papers(community_id: int) -> list[Paper]:
    """Return the newest approved minutes; those of which another edition is written, too."""
    rows = db.session.execute(
        select(Minutes.number, Meeting.title, Minutes.approved_at)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Minutes.community_id == community_id, Minutes.approved_at.is_not(None))
        .order_by(Minutes.approved_at.desc(), Minutes.id.desc())
        .limit(NEWEST)
    )
    return [Paper(number, mask_text(title), at) for number, title, at in rows]
