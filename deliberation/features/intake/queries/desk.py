"""The desk's list of opinions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from deliberation.domain import opinion as rules
from deliberation.store import search
from deliberation.store.db import db
from deliberation.store.models import Opinion, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Select

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of the desk's list, with how many opinions stand at each stage.

    `added` counts the opinions whose sender said something that nobody has answered since.
    """

    opinions: list[Opinion]
    counts: Mapping[str, int]
    page: int
    pages: int
    total: int
    added: int
    fresh: frozenset[int]


def desk(community_id: int, filters: Mapping[str, str], page: int) -> Desk:
    """Return one page of a community's opinions, newest first, under the desk's filters."""
    rows = _filtered(community_id, filters)
    total = db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    shown = rows.order_by(Opinion.submitted_at.desc(), Opinion.id.desc())
    shown = shown.options(joinedload(Opinion.topic), selectinload(Opinion.photos))
    opinions = list(db.session.scalars(shown.limit(PAGE).offset((page - 1) * PAGE)))
    here = select(Opinion.id).where(Opinion.community_id == community_id, added())
    fresh = frozenset(db.session.scalars(here.where(Opinion.id.in_([row.id for row in opinions]))))
    count = db.session.scalar(select(func.count()).select_from(here.subquery())) or 0
    return Desk(opinions, _counts(community_id), page, pages, total, count, fresh)


def added() -> ColumnElement[bool]:
    """Say in SQL that a sender has added something that nobody has answered since."""
    answer = aliased(Reply)
    answered = select(answer.id).where(
        answer.opinion_id == Reply.opinion_id, answer.kind != "supplement", answer.id > Reply.id
    )
    own = Reply.opinion_id == Opinion.id
    return (
        select(Reply.id)
        .where(own, Reply.kind == "supplement", ~answered.correlate(Reply).exists())
        .correlate(Opinion)
        .exists()
    )


def _filtered(community_id: int, filters: Mapping[str, str]) -> Select[Opinion]:
    rows = select(Opinion).where(Opinion.community_id == community_id)
    for name in ("stage", "channel", "category"):
        if filters.get(name):
            rows = rows.where(getattr(Opinion, name) == filters[name])
    if filters.get("added"):
        rows = rows.where(added())
    query = filters.get("q", "").strip()
    if query.upper().startswith("YJ-"):
        return rows.where(Opinion.number == query.upper())
    return rows.where(search.matching(query, Opinion.bigrams)) if query else rows


def _counts(community_id: int) -> dict[str, int]:
    rows = (
        select(Opinion.stage, func.count())
        .where(Opinion.community_id == community_id)
        .group_by(Opinion.stage)
    )
    found = {row[0]: row[1] for row in db.session.execute(rows)}
    return {stage: found.get(stage, 0) for stage in rules.LIFECYCLE.stages}
