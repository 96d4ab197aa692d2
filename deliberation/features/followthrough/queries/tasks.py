"""Reads of whoever owes commitments: which ones, worst first, and what one page of one needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from deliberation.domain import bounds
from deliberation.domain.supervision import COLOURS
from deliberation.store.db import db
from deliberation.store.matters import FOLLOWED, stands
from deliberation.store.models import Commitment, Photo, Report, SupervisionSheet, TaskLink

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement

    from deliberation.domain.roles import Actor
    from deliberation.domain.supervision import Standing

PAGE: Final = 30
# Not in an owner's hands: not handed over (any more), or dropped.
_ELSEWHERE: Final = ("agreed", "dropped")
_WORST: Final = {colour: place for place, colour in enumerate(COLOURS)}
_SETTLED: Final = 10_000  # more working days than any deadline has


@dataclass(frozen=True, slots=True)
class Task:
    """One line of an owner's list."""

    commitment: Commitment
    standing: Standing


@dataclass(frozen=True, slots=True)
class Tasks:
    """A page of what somebody owes, worst first, and how much there is in all."""

    shown: Sequence[Task]
    page: int
    pages: int
    total: int


def mine(actor: Actor, today: date, page: int) -> Tasks:
    """Return what `actor` owes by account or by an opened link: red, yellow, … and by days left."""
    rows = db.session.scalars(
        select(Commitment)
        .where(_owed(actor), Commitment.stage.not_in(_ELSEWHERE))
        .options(joinedload(Commitment.topic), *FOLLOWED)
        .order_by(Commitment.id)
    )
    every = sorted((Task(row, stands(row, today)) for row in rows), key=_worst_first)
    pages = max(1, -(-len(every) // PAGE))
    page = min(max(page, 1), pages)
    return Tasks(every[(page - 1) * PAGE : page * PAGE], page, pages, len(every))


def _owed(actor: Actor) -> ColumnElement[bool]:
    opened = [grant.commitment_id for grant in actor.grants if grant.role == "task"]
    by_link = Commitment.id.in_([number for number in opened if number is not None])
    places = [grant.community_id for grant in actor.grants if grant.role == "owner"]
    by_account = (Commitment.owner_account_id == actor.account_id) & Commitment.community_id.in_(
        [number for number in places if number is not None]
    )
    return or_(by_link, by_account) if actor.account_id is not None else by_link


def _worst_first(task: Task) -> tuple[int, int, int, int]:
    standing = task.standing
    left = _SETTLED if standing.left is None else standing.left
    return _WORST[standing.colour], -(standing.overdue or 0), left, task.commitment.id


def photo_of(commitment: Commitment, photo_id: int) -> Photo | None:
    """Return a re-encoded picture of one of a commitment's reports."""
    return _ready(photo_id, Report.commitment_id == commitment.id)


def public_photo(topic_id: int, photo_id: int) -> Photo | None:
    """Return a re-encoded picture of a topic's report that was found to be true."""
    return _ready(photo_id, Commitment.topic_id == topic_id, Report.outcome == "passed")


def _ready(photo_id: int, *where: ColumnElement[bool]) -> Photo | None:
    rows = (
        select(Photo)
        .join(Report, Report.id == Photo.report_id)
        .join(Commitment, Commitment.id == Report.commitment_id)
        .where(Photo.id == min(photo_id, bounds.LAST_ID), Photo.ready_at.is_not(None), *where)
    )
    return db.session.scalar(rows)


def kept_already(files: Sequence[str]) -> set[str]:
    """Return which of these pictures belong to something: a form may name each file once."""
    return set(db.session.scalars(select(Photo.file).where(Photo.file.in_(files))))


def valid_links(commitment: Commitment, now: datetime) -> list[TaskLink]:
    """Return the links that open a commitment at `now`, the newest first."""
    return [
        link
        for link in reversed(commitment.links)
        if link.withdrawn_at is None and link.expires_at > now
    ]


def open_sheets(commitment: Commitment) -> list[SupervisionSheet]:
    """Return the supervision sheets that wait for an answer, the oldest first."""
    return [sheet for sheet in commitment.sheets if sheet.answered_at is None]
