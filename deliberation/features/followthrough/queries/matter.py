"""One matter on one page: its number, where it stands, what was promised, its line of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from deliberation.domain.errors import say
from deliberation.domain.privacy import mask_text
from deliberation.features.followthrough.queries.supervision import late
from deliberation.store import matters
from deliberation.store.db import db
from deliberation.store.models import Opinion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from deliberation.domain.errors import Sentence
    from deliberation.domain.supervision import Standing
    from deliberation.store.matters import Happening, Where
    from deliberation.store.models import Commitment, Topic

SLIPS: Final = 60
# What was told to everybody; a topic in its meeting only once that was announced, or posted.
_PUBLIC: Final = frozenset(
    {"publicised", "resolved", "unresolved", "settled", "referred", "handling"}
)
_LATE: Final = frozenset({"assigned", "accepted"})


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as the page shows it; staff see its colour, everybody whether it is late."""

    id: int
    number: str
    text: str
    standard: str
    owner: str
    co_owners: str
    due_on: date | None
    undecided: bool
    stage: str
    standing: Standing
    plain: Sentence | None
    next: Sentence


@dataclass(frozen=True, slots=True)
class Slip:
    """An opinion that is part of the matter, for staff."""

    id: int
    number: str


@dataclass(frozen=True, slots=True)
class Matter:
    """The whole page."""

    number: str
    title: str
    summary: str
    parties: tuple[str, ...]
    opinions: int
    where: Where
    promises: Sequence[Promise]
    lines: Sequence[Happening]
    public: bool
    open_to_all: bool


def matter(topic: Topic, today: date, *, public: bool) -> Matter | None:
    """Return the page of a matter; the public reads it without persons, its texts masked.

    None: the public may not read of it (yet).
    """
    matters.whole(topic)
    open_to_all = _is_open(topic)
    if public and not open_to_all:
        return None
    count = select(func.count(Opinion.id)).where(Opinion.topic_id == topic.id)
    return Matter(
        topic.number,
        _told(topic.title, public=public),
        _told(topic.summary, public=public),
        tuple(_told(party.name, public=public) for party in topic.parties),
        db.session.scalar(count) or 0,
        matters.where(topic, today),
        [_promise(row, today, public=public) for row in _shown(topic, public=public)],
        matters.timeline(topic, public=public),
        public,
        open_to_all,
    )


def _is_open(topic: Topic) -> bool:
    """Say whether everybody may read of a matter: it was posted, announced, or decided."""
    if topic.stage in _PUBLIC:
        return True
    if any(matters.decided(row) for row in topic.resolutions):
        return True
    posted = any(row.withdrawn_at is None for row in topic.publicities)
    met = topic.meeting is not None and topic.meeting.announced_at is not None
    return topic.stage == "scheduled" and (posted or met)


def slips(topic: Topic) -> list[Slip]:
    """Return the opinions of a matter, the first ones of many."""
    rows = (
        select(Opinion.id, Opinion.number)
        .where(Opinion.topic_id == topic.id)
        .order_by(Opinion.submitted_at, Opinion.id)
        .limit(SLIPS)
    )
    return [Slip(number, word) for number, word in db.session.execute(rows)]


def _shown(topic: Topic, *, public: bool) -> list[Commitment]:
    return [
        row
        for row in topic.commitments
        if not public or row.resolution is None or matters.decided(row.resolution)
    ]


def _promise(row: Commitment, today: date, *, public: bool) -> Promise:
    standing = matters.stands(row, today)
    return Promise(
        row.id,
        row.number,
        _told(row.text, public=public),
        _told(row.standard, public=public),
        _told(row.owner, public=public),
        _told(row.co_owners, public=public),
        row.due_on,
        row.dated == "undecided",
        row.stage,
        standing,
        _plain(row, standing),
        matters.next_step(row, today).sentence,
    )


def _plain(row: Commitment, standing: Standing) -> Sentence | None:
    """Say without colours whether it is in time, as far as the owner still has it in hand."""
    if row.stage not in _LATE or row.due_on is None:
        return None
    if standing.overdue is not None:
        return late(standing.overdue)
    if standing.left is None:
        return None
    return say("还有%(n)s个工作日", n=standing.left)


def _told(text: str, *, public: bool) -> str:
    return mask_text(text) if public else text
