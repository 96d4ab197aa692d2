"""What came of a matter, as its proposers read it: results, who does what, how it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from deliberation.domain.calendar import today as day_of
from deliberation.domain.calendar import zh_date
from deliberation.domain.errors import Sentence, say
from deliberation.domain.lifecycle import Stage
from deliberation.domain.privacy import mask_text
from deliberation.domain.resolution import wording
from deliberation.store import rounds
from deliberation.store.db import db
from deliberation.store.matters import (
    FOLLOWED,
    decided,
    followed,
    judged,
    newest_asking,
    stands,
)
from deliberation.store.models import Commitment, Report, Resolution

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from deliberation.store.models import Asking, Opinion, Photo, ResultNotice, Verdict

# Without the colours' jargon: how it goes, as one would say it.
_GOES: Final[dict[str, Stage]] = {
    "agreed": Stage(say("还没有交办")),
    "assigned": Stage(say("已交办，等签收"), "info"),
    "reported": Stage(say("说办好了，等社区核对"), "info"),
    "verified": Stage(say("已核对属实"), "good"),
    "asked": Stage(say("办好了，请您评价"), "good"),
    "closed": Stage(say("已办结"), "done"),
    "parked": Stage(say("暂时办不了")),
}
_LATE: Final = Stage(say("已逾期，正在督办"), "bad")
_AGAIN: Final = Stage(say("没解决，正在重新办"), "warn")
_GOING: Final = Stage(say("按期办理中"), "good")


@dataclass(frozen=True, slots=True)
class Told:
    """A result as it is told."""

    told: Sentence
    notices: list[ResultNotice]


@dataclass(frozen=True, slots=True)
class Deed:
    """One promise: who keeps it by when, how it goes, what was done, and what can be said of it."""

    row: Commitment
    text: str
    owner: str
    due: Sentence | None
    goes: Stage
    more: Sentence | None
    photos: list[Photo]
    notices: list[ResultNotice]
    asking: Asking | None
    said: Verdict | None


def results(opinion: Opinion) -> list[Told]:
    """Return the standing results of the opinion's topic, oldest first."""
    if opinion.topic_id is None:
        return []
    rows = db.session.scalars(
        select(Resolution)
        .where(Resolution.topic_id == opinion.topic_id, Resolution.withdrawn_at.is_(None))
        .options(selectinload(Resolution.notices), selectinload(Resolution.meeting))
        .order_by(Resolution.id)
    )
    return [
        Told(wording(row.outcome, row.body, mask_text(row.text)), _posted(row.notices))
        for row in rows
        if decided(row)
    ]


def deeds(opinion: Opinion, today: date) -> list[Deed]:
    """Return what was promised in the opinion's matter."""
    if opinion.topic_id is None:
        return []
    rows = db.session.scalars(
        select(Commitment)
        .where(Commitment.topic_id == opinion.topic_id, Commitment.stage != "dropped")
        .options(
            *FOLLOWED,
            selectinload(Commitment.notices),
            selectinload(Commitment.reports).selectinload(Report.photos),
            selectinload(Commitment.resolution).options(
                selectinload(Resolution.notices), selectinload(Resolution.meeting)
            ),
        )
        .order_by(Commitment.id)
    )
    told = (row for row in rows if row.resolution is None or decided(row.resolution))
    return [_deed(row, opinion, today) for row in told]


def _deed(row: Commitment, opinion: Opinion, today: date) -> Deed:
    asking = rounds.open_round(row)
    passed = [report for report in row.reports if report.outcome == "passed"]
    return Deed(
        row=row,
        text=mask_text(row.text),
        owner=mask_text(row.owner),
        due=_due(row, today),
        goes=goes(row, today),
        more=_more(row),
        photos=[photo for report in passed for photo in report.photos if photo.ready_at],
        notices=_posted(row.notices),
        asking=asking,
        said=rounds.said(asking, opinion) if asking else None,
    )


def goes(row: Commitment, today: date) -> Stage:
    """Return how it goes with a commitment, in everyday words."""
    late = row.due_on is not None and row.due_on < today
    if late and row.stage in {"assigned", "accepted"}:
        return _LATE
    if row.stage in _GOES:
        return _GOES[row.stage]
    return _AGAIN if followed(row).unsolved else _GOING


def _due(row: Commitment, today: date) -> Sentence | None:
    if row.due_on is None or row.stage not in {"agreed", "assigned", "accepted"}:
        return None
    day = zh_date(row.due_on)
    if row.dated == "undecided":
        return say("期限待定，%(day)s前定下来", day=day)
    left = stands(row, today).left if row.stage == "accepted" else None
    if left:
        return say("%(day)s前办结，还有%(n)s个工作日", day=day, n=left)
    return say("%(day)s前办结", day=day)


def _more(row: Commitment) -> Sentence | None:
    """Return what has to be said beside: why it waits, or how it ended."""
    if row.stage == "parked":
        reason = mask_text(row.parked_reason)
        if row.review_on is None:
            return say("原因：%(reason)s", reason=reason)
        return say("原因：%(reason)s %(day)s再看。", reason=reason, day=zh_date(row.review_on))
    if row.stage != "closed" or row.closed_at is None:
        return None
    day, asking = zh_date(day_of(row.closed_at)), newest_asking(row)
    if asking is None or not asking.verdicts:
        return say("%(day)s由督导组销号，没有收到评价。", day=day)
    return say("%(day)s由督导组销号。%(said)s", day=day, said=judged(asking, public=True))


def _posted(notices: Sequence[ResultNotice]) -> list[ResultNotice]:
    return [row for row in notices if row.withdrawn_at is None]
