"""What follows a decision, thin: results in publicity, matters being done, matters done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from deliberation.domain.errors import Sentence, say
from deliberation.domain.lifecycle import Stage
from deliberation.domain.privacy import mask_text
from deliberation.features.board.queries.topics import COMING, RUNNING
from deliberation.store.db import db
from deliberation.store.models import Commitment, Resolution, ResultNotice, Topic

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Row, Select

    _Columns = tuple[int, str, str, int, int, int, date | None]

MOST: Final = 50
NEWEST: Final = 10
DOING: Final = Stage(say("正在办"), "info")
DONE: Final = Stage(say("已办结"), "done")
LATE: Final = Stage(say("已逾期，正在督办"), "bad")
PARKED: Final = Stage(say("暂时办不了"))
_UNDER_WAY: Final = ("assigned", "accepted", "reported", "verified", "asked")


@dataclass(frozen=True, slots=True)
class Posted:
    """A result in publicity: one line of the board."""

    id: int
    title: str
    what: Sentence
    starts_on: date
    ends_on: date
    days_left: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class Followed:
    """A matter that is being done, or is done."""

    topic_id: int
    number: str
    title: str
    parts: int
    closed: int
    due_on: date | None
    stage: Stage


def posted(community_id: int, today: date) -> list[Posted]:
    """Return the results whose publicity runs or is to come, the nearest end first."""
    of_decision = joinedload(ResultNotice.resolution).joinedload(Resolution.topic)
    of_work = joinedload(ResultNotice.commitment).joinedload(Commitment.topic)
    rows = db.session.scalars(
        select(ResultNotice)
        .options(of_decision, of_work)
        .where(
            ResultNotice.community_id == community_id,
            ResultNotice.withdrawn_at.is_(None),
            ResultNotice.ends_on >= today,
        )
        .order_by(ResultNotice.ends_on, ResultNotice.id)
        .limit(MOST)
    )
    return [_line(row, today) for row in rows]


def _line(row: ResultNotice, today: date) -> Posted:
    subject = row.resolution or row.commitment
    if row.commitment is not None:
        what = say("办得怎样：%(what)s", what=mask_text(row.commitment.text))
    else:
        what = say("会上议定的结果")
    return Posted(
        row.id,
        mask_text(subject.topic.title) if subject else "",
        what,
        row.starts_on,
        row.ends_on,
        (row.ends_on - today).days,
        COMING if today < row.starts_on else RUNNING,
    )


def doing(community_id: int, today: date) -> list[Followed]:
    """Return the matters of which something is being done or waits, the nearest deadline first."""
    left = _matters(community_id).having(_count((*_UNDER_WAY, "parked")) > 0)
    due = _due()
    found = db.session.execute(left.order_by(due.is_(None), due, Topic.id).limit(NEWEST))
    return [_followed(row, _stage(row, today)) for row in found]


def done(community_id: int) -> list[Followed]:
    """Return the matters of which everything is closed, the newest first."""
    whole = _matters(community_id).having(_count(("closed",)) == func.count(Commitment.id))
    ended = func.max(Commitment.closed_at)
    found = db.session.execute(whole.order_by(ended.desc(), Topic.id.desc()).limit(NEWEST))
    return [_followed(row, DONE) for row in found]


def _stage(row: Row[*_Columns], today: date) -> Stage:
    under_way, due_on = row[5], row[6]
    if due_on is not None and due_on < today:
        return LATE
    return DOING if under_way else PARKED


def _count(stages: tuple[str, ...]) -> ColumnElement[int]:
    return func.sum(case((Commitment.stage.in_(stages), 1), else_=0))


def _due() -> ColumnElement[date | None]:
    """Return the nearest deadline of what its owner still has to do."""
    return func.min(case((Commitment.stage.in_(("assigned", "accepted")), Commitment.due_on)))


def _matters(community_id: int) -> Select[*_Columns]:
    return (
        select(
            Topic.id,
            Topic.number,
            Topic.title,
            func.count(Commitment.id),
            _count(("closed",)),
            _count(_UNDER_WAY),
            _due(),
        )
        .join(Commitment, Commitment.topic_id == Topic.id)
        .where(Topic.community_id == community_id, Commitment.stage != "dropped")
        .group_by(Topic.id, Topic.number, Topic.title)
    )


def _followed(row: Row[*_Columns], stage: Stage) -> Followed:
    topic_id, number, title, parts, closed, _under_way, due_on = row
    return Followed(topic_id, number, mask_text(title), parts, closed, due_on, stage)
