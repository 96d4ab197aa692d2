"""The desk's list of topics: filtered, sorted by score, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from deliberation.domain import topic as rules
from deliberation.store import search
from deliberation.store.db import db
from deliberation.store.models import Opinion, Topic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Select

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One topic in the list, with its score and how many opinions it holds."""

    topic: Topic
    score: int
    opinions: int


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of the list, with how many topics stand at each stage."""

    lines: list[Line]
    counts: Mapping[str, int]
    page: int
    pages: int
    total: int


def desk(community_id: int, filters: Mapping[str, str], page: int) -> Desk:
    """Return one page of a community's topics, highest score first, ties by earliest date."""
    rows = _filtered(community_id, filters)
    total = db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    columns = [getattr(Topic, part.column) for part in rules.SCORES.values()]
    order = sum(columns[1:], columns[0]).desc()
    shown = rows.order_by(order, Topic.created_at, Topic.id).limit(PAGE)
    topics = list(db.session.scalars(shown.offset((page - 1) * PAGE)))
    held = _held([topic.id for topic in topics])
    lines = [Line(topic, rules.score(topic), held.get(topic.id, 0)) for topic in topics]
    return Desk(lines, _counts(community_id), page, pages, total)


def _filtered(community_id: int, filters: Mapping[str, str]) -> Select[Topic]:
    rows = select(Topic).where(Topic.community_id == community_id)
    for name in ("stage", "size"):
        if filters.get(name):
            rows = rows.where(getattr(Topic, name) == filters[name])
    query = filters.get("q", "").strip()
    if not query:
        return rows
    speaking = select(Opinion.topic_id).where(
        Opinion.community_id == community_id,
        Opinion.topic_id.is_not(None),
        search.matching(query, Opinion.bigrams),
    )
    text = search.containing(query, Topic.number, Topic.title, Topic.summary, Topic.proposal)
    return rows.where(text | Topic.id.in_(speaking))


def _held(topic_ids: list[int]) -> dict[int, int]:
    rows = (
        select(Opinion.topic_id, func.count())
        .where(Opinion.topic_id.in_(topic_ids))
        .group_by(Opinion.topic_id)
    )
    return {number: count for number, count in db.session.execute(rows) if number}


def _counts(community_id: int) -> dict[str, int]:
    rows = (
        select(Topic.stage, func.count())
        .where(Topic.community_id == community_id)
        .group_by(Topic.stage)
    )
    found = {stage: count for stage, count in db.session.execute(rows)}  # noqa: C416 - typed so
    return {stage: found.get(stage, 0) for stage in rules.LIFECYCLE.stages}
