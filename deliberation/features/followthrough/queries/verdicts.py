"""Rounds as proposers and workers see them, and how each sender of a matter was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import selectinload

from deliberation.domain import opinion as rules
from deliberation.domain.calendar import today as day_of
from deliberation.domain.commitment import answers_until
from deliberation.domain.privacy import mask_text
from deliberation.store import rounds
from deliberation.store.db import db
from deliberation.store.matters import FOLLOWED, rules_of
from deliberation.store.models import Commitment, Opinion, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from deliberation.store.models import Asking, Topic

PAGE: Final = 50
MOST: Final = 500
_REACH: Final = case(
    (Opinion.channel == "scan", "receipt"), (Opinion.contact_phone != "", "phone"), else_="board"
)


@dataclass(frozen=True, slots=True)
class Round:
    """A round as its proposer reads it."""

    asking: Asking
    text: str
    owner: str
    told: str
    until: date
    said: Verdict | None


@dataclass(frozen=True, slots=True)
class Sender:
    """How one sender was answered, and whether they have answered in the round."""

    opinion: Opinion
    reach: str
    told_at: datetime | None
    answered: bool


@dataclass(frozen=True, slots=True)
class Senders:
    """One page of a matter's senders, with how many are reached in each way."""

    rows: list[Sender]
    counts: Mapping[str, int]
    page: int
    pages: int
    total: int


def open_rounds(topic_id: int) -> list[Asking]:
    """Return the rounds of a matter that take answers."""
    rows = db.session.scalars(
        select(Commitment)
        .where(Commitment.topic_id == topic_id, Commitment.stage.in_(("asked", "accepted")))
        .options(*FOLLOWED)
        .order_by(Commitment.id)
    )
    return [asking for row in rows if (asking := rounds.open_round(row))]


def round_of(opinion: Opinion, asking_id: int | None) -> Round | None:
    """Return the round with this id, else the first one open, in the opinion's matter."""
    if opinion.topic_id is None:
        return None
    found = open_rounds(opinion.topic_id)
    asking = next((row for row in found if row.id == asking_id), None)
    if asking is None and asking_id is None and found:
        asking = next((row for row in found if rounds.said(row, opinion) is None), found[0])
    if asking is None:
        return None
    commitment = asking.commitment
    return Round(
        asking=asking,
        text=mask_text(commitment.text),
        owner=mask_text(commitment.owner),
        told=mask_text(asking.text),
        until=answers_until(day_of(asking.asked_at), rules_of(commitment)),
        said=rounds.said(asking, opinion),
    )


def to_tell(asking: Asking) -> list[Opinion]:
    """Return the senders whose words a worker may write down: who has not answered by receipt."""
    own = select(Verdict.opinion_id).where(
        Verdict.asking_id == asking.id, Verdict.way == "scan", Verdict.opinion_id.is_not(None)
    )
    rows = (
        select(Opinion)
        .where(Opinion.topic_id == asking.commitment.topic_id, Opinion.id.not_in(own))
        .order_by(Opinion.number)
        .limit(MOST)
    )
    return list(db.session.scalars(rows))


def senders(topic: Topic, asking: Asking | None, reach: str, page: int) -> Senders:
    """Return one page of who is behind a matter; `reach` picks one way of being answered."""
    here = select(_REACH, func.count()).where(Opinion.topic_id == topic.id).group_by(_REACH)
    found = {row[0]: row[1] for row in db.session.execute(here)}
    counts = {code: found.get(code, 0) for code in rules.REACHES}
    rows = select(Opinion).where(Opinion.topic_id == topic.id)
    if reach in rules.REACHES:
        rows = rows.where(_REACH.in_([reach]))
    total = counts[reach] if reach in counts else sum(counts.values())
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    shown = rows.order_by(Opinion.number).limit(PAGE).offset((page - 1) * PAGE)
    opinions = db.session.scalars(shown.options(selectinload(Opinion.replies))).all()
    answered = {row.opinion_id for row in asking.verdicts} if asking else set()
    return Senders(
        [_sender(row, row.id in answered) for row in opinions], counts, page, pages, total
    )


def _sender(opinion: Opinion, answered: bool) -> Sender:  # noqa: FBT001 - a row's column
    told = [row.at for row in opinion.replies if row.kind != "supplement"]
    reach = rules.reach(opinion.channel, opinion.contact_phone)
    return Sender(opinion, reach, max(told, default=None), answered)
