"""Topics in publicity 议题公示, as everybody may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from deliberation.domain.errors import say
from deliberation.domain.lifecycle import Stage
from deliberation.domain.privacy import mask_text
from deliberation.domain.topic import ROUTES
from deliberation.store.db import db
from deliberation.store.models import Meeting, Opinion, Publicity, Stakeholder, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deliberation.domain.errors import Sentence

MOST: Final = 50

WITHDRAWN: Final = Stage(say("已撤下"), "bad")
COMING: Final = Stage(say("即将公示"))
RUNNING: Final = Stage(say("公示中"), "info")
ENDED: Final = Stage(say("公示已结束"), "done")


@dataclass(frozen=True, slots=True)
class Asked:
    """A topic in publicity: one line of the board."""

    id: int
    number: str
    title: str
    starts_on: date
    ends_on: date
    days_left: int
    opinions: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class Notice:
    """The whole of a topic's publicity page."""

    line: Asked
    background: str
    proposal: str
    text: str
    parties: list[str]
    route: Sentence | None
    meeting_id: int | None
    withdrawn_reason: str


def stage_of(publicity: Publicity, today: date) -> Stage:
    """Return how a publicity period stands today; both its days are included."""
    if publicity.withdrawn_at is not None:
        return WITHDRAWN
    if today < publicity.starts_on:
        return COMING
    return RUNNING if today <= publicity.ends_on else ENDED


def asked(community_id: int, today: date) -> list[Asked]:
    """Return the topics whose publicity runs or is to come, the nearest end first."""
    rows = db.session.scalars(
        select(Publicity)
        .join(Topic)
        .options(joinedload(Publicity.topic))
        .where(
            Topic.community_id == community_id,
            Publicity.withdrawn_at.is_(None),
            Publicity.ends_on >= today,
        )
        .order_by(Publicity.ends_on, Publicity.id)
        .limit(MOST)
    ).all()
    counts = _opinions(row.topic_id for row in rows)
    return [_line(row, today, counts.get(row.topic_id, 0)) for row in rows]


def notice(publicity: Publicity, today: date) -> Notice:
    """Return one publicity page."""
    topic = publicity.topic
    route = ROUTES.get(topic.route)
    parties = select(Stakeholder.name).where(Stakeholder.topic_id == topic.id)
    return Notice(
        _line(publicity, today, _opinions([topic.id]).get(topic.id, 0)),
        mask_text(topic.summary),
        mask_text(topic.proposal),
        mask_text(publicity.text),
        [mask_text(name) for name in db.session.scalars(parties.order_by(Stakeholder.id))],
        route.word if route else None,
        _announced_meeting(topic.meeting_id),
        mask_text(publicity.withdrawn_reason),
    )


def _announced_meeting(meeting_id: int | None) -> int | None:
    if meeting_id is None:
        return None
    rows = select(Meeting.id).where(
        Meeting.id == meeting_id, Meeting.announced_at.is_not(None), Meeting.stage != "planned"
    )
    return db.session.scalar(rows)


def _line(row: Publicity, today: date, opinions: int) -> Asked:
    return Asked(
        row.id,
        row.topic.number,
        mask_text(row.topic.title),
        row.starts_on,
        row.ends_on,
        (row.ends_on - today).days,
        opinions,
        stage_of(row, today),
    )


def _opinions(topic_ids: Iterable[int]) -> dict[int, int]:
    rows = (
        select(Opinion.topic_id, func.count(Opinion.id))
        .where(Opinion.topic_id.in_(list(topic_ids)))
        .group_by(Opinion.topic_id)
    )
    return {topic_id: count for topic_id, count in db.session.execute(rows) if topic_id}
