"""The list of meetings: those ahead with what they still lack, and those that are over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from deliberation.domain import meeting as rules
from deliberation.domain.calendar import zh_span
from deliberation.features.meetings.queries.notice import late
from deliberation.store.db import db
from deliberation.store.models import Assignment, Meeting, Topic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.sql.base import ExecutableOption

    from deliberation.domain.calendar import Calendar
    from deliberation.domain.errors import Sentence
    from deliberation.domain.lifecycle import Stage

PAGE: Final = 50
_SUBJECTS: Final = (selectinload(Meeting.topics), selectinload(Meeting.settled_topics))


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting in the list; `lacks` is what stands against its notice."""

    meeting: Meeting
    span: str
    stage: Stage
    lacks: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The meetings ahead, and one page of those that are over."""

    ahead: Sequence[Line]
    past: Sequence[Line]
    page: int
    pages: int


def whole() -> tuple[ExecutableOption, ...]:
    """Return what loads a meeting's parts in a fixed number of reads."""
    return (
        joinedload(Meeting.venue),
        *_SUBJECTS,
        selectinload(Meeting.topics).selectinload(Topic.parties),
        selectinload(Meeting.topics).selectinload(Topic.publicities),
        selectinload(Meeting.agenda),
        selectinload(Meeting.seats),
        selectinload(Meeting.roles).joinedload(Assignment.account),
    )


def listing(community_id: int, calendar: Calendar, now: datetime, page: int) -> Listing:
    """Return a community's meetings: ahead by date, past ones newest first."""
    mine = select(Meeting).where(Meeting.community_id == community_id)
    ahead = mine.where(Meeting.stage.in_(rules.AHEAD)).order_by(Meeting.starts_at).options(*whole())
    over = mine.where(Meeting.stage.not_in(rules.AHEAD))
    total = db.session.scalar(select(func.count()).select_from(over.subquery())) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    past = over.order_by(Meeting.starts_at.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return Listing(
        [_line(row, calendar, now) for row in db.session.scalars(ahead.limit(PAGE))],
        _lines(past.options(joinedload(Meeting.venue), *_SUBJECTS)),
        page,
        pages,
    )


def newest(community_id: int) -> Meeting | None:
    """Return the meeting that was planned last."""
    rows = select(Meeting).where(Meeting.community_id == community_id)
    return db.session.scalar(rows.order_by(Meeting.id.desc()).limit(1))


def serving(account_id: int) -> Sequence[Line]:
    """Return the meetings ahead in which this account holds a role."""
    rows = (
        select(Meeting)
        .join(Assignment, Assignment.meeting_id == Meeting.id)
        .where(Assignment.account_id == account_id, Assignment.ended_at.is_(None))
        .where(Meeting.stage.in_(rules.AHEAD))
        .order_by(Meeting.starts_at)
        .distinct()
    )
    return _lines(rows.limit(PAGE).options(joinedload(Meeting.venue), *_SUBJECTS))


def _lines(rows: Select[Meeting]) -> list[Line]:
    return [_plain(row) for row in db.session.scalars(rows).unique()]


def _plain(row: Meeting) -> Line:
    return Line(row, zh_span(row.starts_at, row.ends_at), rules.LIFECYCLE.stages[row.stage])


def _line(row: Meeting, calendar: Calendar, now: datetime) -> Line:
    plain = _plain(row)
    if row.stage != "planned":
        return plain
    reason = late(row, calendar, now)
    lacks = (*rules.LIFECYCLE.obstacles(row, "announce"), *([reason] if reason else []))
    return Line(row, plain.span, plain.stage, lacks)
