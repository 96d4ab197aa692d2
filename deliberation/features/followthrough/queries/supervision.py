"""The supervision list 责任清单 (form D13): what is late, who owes what, by how much; worst first.

A colour depends on the day, so that no database can sort by it. What is on hand is coloured in
memory, in four statements; what was closed or parked has its colour from its stage and is only
read for the page it stands on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from deliberation.domain.errors import Sentence, say
from deliberation.domain.supervision import COLOURS
from deliberation.store import matters, search
from deliberation.store.db import db
from deliberation.store.models import Commitment, Resolution, Stakeholder, SupervisionSheet, Topic

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement

    from deliberation.domain.supervision import Standing

PAGE: Final = 30
PRINTED: Final = 500
CHOICES: Final = 200
_ON_HAND: Final = ("agreed", "assigned", "accepted", "reported", "verified", "asked")
_HANDED_IN: Final = frozenset({"reported", "verified", "asked", "closed"})
_OF_STAGE: Final = {"grey": "parked", "blue": "closed"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; without a colour it holds everything but what is closed."""

    community_ids: Collection[int]
    owner: str = ""
    party: str = ""
    colour: str = ""
    stage: str = ""
    q: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment of the list."""

    commitment: Commitment
    standing: Standing
    next: Sentence

    @property
    def sheets(self) -> int:
        """How often it was urged 督办次数."""
        return len(self.commitment.sheets)

    @property
    def days(self) -> Sentence:
        """How many working days are left, or by how many it is late."""
        stage, standing = self.commitment.stage, self.standing
        if stage == "parked":
            return say("已挂账")
        if self.commitment.due_on is None:
            return say("期限未定")
        if standing.overdue is not None:
            return late(standing.overdue)
        if standing.left is None:
            return say("日历未导入")
        if stage in _HANDED_IN:
            return say("按期报办结")
        return say("剩%(n)s个工作日", n=standing.left)

    @property
    def urged_by(self) -> str:
        """Who signed the newest sheet."""
        sheets = self.commitment.sheets
        signer = sheets[-1].issued_by if sheets else None
        return signer.name if signer else ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, how many there are of each colour, and in all under this filter."""

    lines: Sequence[Line]
    counts: Mapping[str, int]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filter form offers."""

    owners: list[str] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)


def supervised(wanted: Wanted, today: date, page: int, size: int = PAGE) -> Listed:
    """Return one page of the list, worst first."""
    where = _where(wanted)
    coloured = _coloured(where, today)
    counts = Counter(standing.colour for _, standing in coloured)
    counts.update(_of_stages(where))
    numbers = [number for number, standing in coloured if wanted.colour in {"", standing.colour}]
    tail = _OF_STAGE.get(wanted.colour or "grey")
    total = len(numbers) + (counts[wanted.colour or "grey"] if tail else 0)
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    first = (page - 1) * size
    shown = numbers[first : first + size]
    if tail and len(shown) < size:
        shown += _at_stage(where, tail, max(first - len(numbers), 0), size - len(shown))
    return Listed(_lines(shown, today), counts, page, pages, total)


def late(days: int) -> Sentence:
    """Say by how much: past the deadline on a day off, no working day has gone by yet."""
    return say("逾期%(n)s个工作日", n=days) if days else say("已过期限")


def choices(community_ids: Collection[int]) -> Choices:
    """Return the owners and the parties there are to choose from."""
    here = Commitment.community_id.in_(community_ids) & (Commitment.stage != "dropped")
    owners = select(Commitment.owner).where(here, Commitment.owner != "").distinct()
    parties = (
        select(Stakeholder.name)
        .join(Commitment, Commitment.topic_id == Stakeholder.topic_id)
        .where(here)
        .distinct()
    )
    return Choices(
        list(db.session.scalars(owners.order_by(Commitment.owner).limit(CHOICES))),
        list(db.session.scalars(parties.order_by(Stakeholder.name).limit(CHOICES))),
    )


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [Commitment.community_id.in_(wanted.community_ids)]
    if wanted.stage:
        where.append(Commitment.stage == wanted.stage)
    if wanted.owner:
        where.append(Commitment.owner == wanted.owner)
    if wanted.party:
        held = select(Stakeholder.topic_id).where(Stakeholder.name == wanted.party)
        where.append(Commitment.topic_id.in_(held))
    if wanted.q.strip():
        topics = select(Topic.id).where(search.containing(wanted.q, Topic.title, Topic.number))
        columns = (Commitment.number, Commitment.text, Commitment.owner, Commitment.co_owners)
        said = search.containing(wanted.q, *columns)
        where.append(said | Commitment.topic_id.in_(topics))
    return where


def _coloured(where: list[ColumnElement[bool]], today: date) -> list[tuple[int, Standing]]:
    """Return everything on hand by id, worst first."""
    rows = db.session.scalars(
        select(Commitment).where(*where, Commitment.stage.in_(_ON_HAND)).options(*matters.FOLLOWED)
    )
    found = [(row.id, matters.stands(row, today)) for row in rows]
    return sorted(found, key=lambda one: (*matters.worst_first(one[1]), one[0]))


def _of_stages(where: list[ColumnElement[bool]]) -> dict[str, int]:
    rows = select(Commitment.stage, func.count()).where(*where).group_by(Commitment.stage)
    found = {stage: count for stage, count in db.session.execute(rows)}  # noqa: C416 - typed so
    return {colour: found.get(stage, 0) for colour, stage in _OF_STAGE.items()}


def _at_stage(where: list[ColumnElement[bool]], stage: str, offset: int, most: int) -> list[int]:
    """Return some of what is parked (the nearest review first) or closed (the newest first)."""
    newest, nearest = Commitment.closed_at.desc(), Commitment.review_on
    order = newest if stage == "closed" else nearest
    rows = select(Commitment.id).where(*where, Commitment.stage == stage)
    rows = rows.order_by(order, Commitment.id.desc())
    return list(db.session.scalars(rows.offset(offset).limit(most)))


def _lines(numbers: Sequence[int], today: date) -> list[Line]:
    rows = db.session.scalars(
        select(Commitment)
        .where(Commitment.id.in_(numbers))
        .options(
            *matters.FOLLOWED,
            joinedload(Commitment.topic).joinedload(Topic.community),
            selectinload(Commitment.notices),
            selectinload(Commitment.sheets).joinedload(SupervisionSheet.issued_by),
            joinedload(Commitment.resolution).selectinload(Resolution.notices),
        )
    )
    found = {row.id: Line(row, matters.stands(row, today), _next(row, today)) for row in rows}
    return [found[number] for number in numbers]


def _next(row: Commitment, today: date) -> Sentence:
    """Return the next step; the deadline has a column of its own."""
    if row.stage == "accepted":
        return say("承办单位办完后报办结。")
    return matters.next_step(row, today).sentence


def known(colour: str) -> str:
    """Return a colour that there is, else none."""
    return colour if colour in COLOURS else ""
