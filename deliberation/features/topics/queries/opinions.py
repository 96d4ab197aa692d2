"""The opinions of a topic, and those that may belong to it: proposed by likeness only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from sqlalchemy import func, select

from deliberation.domain import opinion as opinion_rules
from deliberation.domain import topic as rules
from deliberation.store import search
from deliberation.store.db import db
from deliberation.store.models import Opinion, Topic

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Select

    from deliberation.store.search import Likeness

PAGE: Final = 50
LATEST: Final = 5
READ: Final = 20
_MERGEABLE: Final = opinion_rules.LIFECYCLE.moves["merge"].sources
_OPEN: Final = rules.LIFECYCLE.moves["merge"].sources

R = TypeVar("R", Opinion, Topic)


@dataclass(frozen=True, slots=True)
class Proposed(Generic[R]):
    """An opinion or topic that may belong together: how like, and which words both have."""

    row: R
    percent: int
    words: tuple[str, ...]


def newest(topic: Topic) -> list[Opinion]:
    """Return the opinions merged last."""
    return merged(topic, 1, LATEST)[0]


def merged(topic: Topic, page: int, size: int = PAGE) -> tuple[list[Opinion], int, int]:
    """Return one page of the topic's opinions (newest merge first), how many, how many pages."""
    held = select(Opinion).where(Opinion.topic_id == topic.id)
    total = db.session.scalar(select(func.count()).select_from(held.subquery())) or 0
    order = held.order_by(Opinion.merged_at.desc(), Opinion.submitted_at.desc(), Opinion.id.desc())
    rows = db.session.scalars(order.limit(size).offset((max(page, 1) - 1) * size))
    return list(rows), total, max(1, -(-total // size))


def said(topic: Topic) -> str:
    """Return what likeness is measured against: the topic's text and its newest opinions."""
    words = [topic.title, topic.summary, topic.proposal]
    words += [told(opinion) for opinion in merged(topic, 1, READ)[0]]
    return "\n".join(words)


def told(opinion: Opinion) -> str:
    """Return an opinion as one line: what and where."""
    return " ".join(f"{opinion.text} {opinion.place}".split())


def candidates(community_id: int) -> list[tuple[int, str]]:
    """Return id and bigrams of the newest opinions that are in no topic yet."""
    rows = _mergeable(community_id).with_only_columns(Opinion.id, Opinion.bigrams)
    found = db.session.execute(rows.limit(search.CANDIDATES))
    return [(number, grams) for number, grams in found]


def open_topics(community_id: int) -> list[tuple[int, str]]:
    """Return id and bigrams of the newest topics that can still take an opinion."""
    rows = (
        select(Topic.id, Topic.title, Topic.summary, Topic.proposal)
        .where(Topic.community_id == community_id, Topic.stage.in_(_OPEN))
        .order_by(Topic.id.desc())
        .limit(search.CANDIDATES)
    )
    return [
        (number, search.indexed("\n".join(words))) for number, *words in db.session.execute(rows)
    ]


def proposed(likely: Sequence[Likeness], model: type[R]) -> list[Proposed[R]]:
    """Load what likeness found, in its order."""
    rows = db.session.scalars(select(model).where(model.id.in_([one.id for one in likely])))
    known = {row.id: row for row in rows}
    return [Proposed(known[one.id], one.percent, one.words) for one in likely if one.id in known]


def confirmed(community_id: int, *, ids: Collection[int] = (), query: str = "") -> list[Opinion]:
    """Return the opinions a person chose by id, or finds by words, that can be merged."""
    rows = _mergeable(community_id)
    if ids:
        rows = rows.where(Opinion.id.in_(ids))
    if query:
        found = search.containing(query, Opinion.number)
        rows = rows.where(search.matching(query, Opinion.bigrams) | found)
    return list(db.session.scalars(rows.limit(PAGE))) if ids or query else []


def _mergeable(community_id: int) -> Select[Opinion]:
    return (
        select(Opinion)
        .where(Opinion.community_id == community_id, Opinion.stage.in_(_MERGEABLE))
        .order_by(Opinion.submitted_at.desc(), Opinion.id.desc())
    )
