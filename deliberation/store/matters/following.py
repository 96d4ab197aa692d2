"""What the rules of supervision and of closing look at, read from the rows of a commitment."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import selectinload

from deliberation.domain import calendar, supervision
from deliberation.domain.commitment import ClosingFacts
from deliberation.domain.supervision import COLOURS, Followed
from deliberation.store import library
from deliberation.store.db import db
from deliberation.store.models import Asking, Commitment, Opinion, Reply

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.supervision import Rules, Standing
    from deliberation.store.models import Report

# A list of commitments is read with these, or every colour asks the database again.
FOLLOWED: Final = (
    selectinload(Commitment.progress),
    selectinload(Commitment.reports),
    selectinload(Commitment.askings).selectinload(Asking.verdicts),
)

_PLACE: Final = {colour: place for place, colour in enumerate(COLOURS)}
_FAR: Final = 10_000  # more working days than any deadline has


def rules_of(commitment: Commitment) -> Rules:
    """Return the rules of supervision that it was assigned under."""
    return library.supervision_rules(commitment.rules)


def stands(commitment: Commitment, today: date) -> Standing:
    """Return the colour of a commitment on `today`, with the rule that fired."""
    return supervision.standing(
        followed(commitment), today, library.calendar(), rules_of(commitment)
    )


def worst_first(standing: Standing) -> tuple[int, int, int]:
    """Return a sort key: red by days overdue, then yellow and the rest by days left."""
    left = _FAR if standing.left is None else standing.left
    return _PLACE[standing.colour], -(standing.overdue or 0), left


def followed(commitment: Commitment) -> Followed:
    """Return what the colour looks at.

    A report that passed ends what was said before it: earlier returns, and a "not solved".
    """
    reports = commitment.reports
    return Followed(
        stage=commitment.stage,
        due_on=commitment.due_on,
        assigned_on=_day(commitment.assigned_at),
        sign_by=commitment.sign_by,
        finished_on=_day(reports[-1].at) if reports else None,
        percent=_percent(commitment),
        sent_back=_sent_back(reports),
        unsolved=_unsolved(commitment),
        review_on=commitment.review_on,
    )


def closing_facts(commitment: Commitment) -> ClosingFacts:
    """Return what closing looks at: the newest publicity and asking, senders without an answer."""
    asking = newest_asking(commitment)
    return ClosingFacts(
        published_until=until_public(commitment),
        asked_on=_day(asking.asked_at) if asking else None,
        unanswered=_unanswered(commitment, asking),
    )


def newest_asking(commitment: Commitment) -> Asking | None:
    """Return the round that takes answers, or None."""
    return commitment.askings[-1] if commitment.askings else None


def until_public(commitment: Commitment) -> date | None:
    """Return the last day of the publicity of what was done, or None."""
    notice = commitment.completion_notice
    return notice.ends_on if notice else None


def _day(moment: datetime | None) -> date | None:
    return calendar.today(moment) if moment else None


def _percent(commitment: Commitment) -> int:
    told = (row.percent for row in reversed(commitment.progress) if row.percent is not None)
    return next(told, 0)


def _sent_back(reports: list[Report]) -> int:
    since = takewhile(lambda report: report.outcome != "passed", reversed(reports))
    return sum(report.outcome == "sent_back" for report in since)


def _unsolved(commitment: Commitment) -> bool:
    asking = newest_asking(commitment)
    if asking is None or all(verdict.solved != "not" for verdict in asking.verdicts):
        return False
    return not any(
        report.outcome == "passed" and report.at > asking.asked_at for report in commitment.reports
    )


def _unanswered(commitment: Commitment, asking: Asking | None) -> int:
    """Count the senders who were told nothing since they were asked."""
    senders = select(func.count(Opinion.id)).where(Opinion.topic_id == commitment.topic_id)
    if asking is not None:
        told = exists().where(
            Reply.opinion_id == Opinion.id,
            Reply.kind != "supplement",  # the sender's own words
            Reply.at >= asking.asked_at,
        )
        senders = senders.where(~told)
    return db.session.scalar(senders) or 0
