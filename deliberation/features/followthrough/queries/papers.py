"""What the papers of the follow-through say: the order, the supervision sheet, the feedback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from deliberation.domain.calendar import CalendarMissing, today, zh_date
from deliberation.domain.commitment import Due, due
from deliberation.domain.errors import Sentence, say
from deliberation.domain.money import yuan
from deliberation.domain.roles import ROLES, STREET_ROLES
from deliberation.domain.supervision import COLOURS
from deliberation.features.followthrough.queries.owners import handed_back
from deliberation.store import library
from deliberation.store.db import db
from deliberation.store.matters import newest_asking
from deliberation.store.models import Account, Community, Opinion, Reply

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from deliberation.domain.supervision import Colour
    from deliberation.store.models import Commitment, Report, SupervisionSheet

_NOBODY: Final = say("还没有答复。")


@dataclass(frozen=True, slots=True)
class Order:
    """The order 交办单 (form D9) beside the commitment itself."""

    community: Community
    source: Sentence | str
    due: Due | None
    how: tuple[Sentence, ...]
    assigned_by: str
    handed_back: str


def order(commitment: Commitment) -> Order:
    """Return what the order says."""
    back = handed_back(commitment) if commitment.stage == "agreed" else None
    source = commitment.resolution.number if commitment.resolution else say("即时交办，没有上会")
    when = due(commitment, library.calendar())
    return Order(
        community_of(commitment),
        source,
        when,
        (*(when.how if when else ()), *_within(commitment)),
        _name(commitment.assigned_by_id),
        str((back.payload or {}).get("reason", "")) if back else "",
    )


def _within(commitment: Commitment) -> tuple[Sentence, ...]:
    """Return in how many working days a fixed day is due, counted from the hand-over."""
    if commitment.dated == "working_days" or not commitment.assigned_at or not commitment.due_on:
        return ()
    start = today(commitment.assigned_at)
    try:
        days = library.calendar().working_days_between(start, commitment.due_on)
    except CalendarMissing as missing:
        return (say("%(year)s年的日历未导入，算不出几个工作日。", year=missing.year),)
    return (say("交办后%(n)s个工作日。", n=days),)


@dataclass(frozen=True, slots=True)
class Urging:
    """The supervision sheet 督办单 (form D10) beside its row."""

    community: Community
    colour: Colour
    issued_by: str
    office: Sentence | None


def urging(sheet: SupervisionSheet) -> Urging:
    """Return what a supervision sheet says; the colour is that of the day it was issued."""
    signer, community = sheet.issued_by, community_of(sheet.commitment)
    held = {grant.role for grant in signer.grants if grant.street_id} if signer else set()
    office = next((ROLES[role] for role in STREET_ROLES[::-1] if role in held), None)
    return Urging(community, COLOURS[sheet.colour], signer.name if signer else "", office)


@dataclass(frozen=True, slots=True)
class Told:
    """How many of those who sent opinions were told something, when, and what."""

    word: Sentence
    how: Sentence
    text: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """The feedback 办结反馈单 (form D11) beside the report."""

    community: Community
    report: Report
    cost: Sentence
    told: tuple[Told, ...]


def feedback(commitment: Commitment) -> Feedback | None:
    """Return what the feedback says of the newest report, None while there is none."""
    if not commitment.reports:
        return None
    report = commitment.reports[-1]
    senders = select(func.count(Opinion.id)).where(Opinion.topic_id == commitment.topic_id)
    total = db.session.scalar(senders) or 0
    return Feedback(
        community_of(commitment),
        report,
        _cost(report.cost_fen),
        (_first(commitment, total), _second(commitment, total)),
    )


def _cost(fen: int | None) -> Sentence:
    return say("%(yuan)s元", yuan=yuan(fen)) if fen else say("没有费用")


def _first(commitment: Commitment, total: int) -> Told:
    how = _how(commitment, total, Reply.kind == "first")
    return Told(say("首次答复"), how or _NOBODY)


def _second(commitment: Commitment, total: int) -> Told:
    """Tell of the newest round in which they were asked: its text is the second answer."""
    asking, word = newest_asking(commitment), say("二次答复")
    if asking is None:
        return Told(word, _NOBODY)
    since = (Reply.at >= asking.asked_at) & (Reply.text == asking.text)
    return Told(word, _how(commitment, total, since) or _NOBODY, asking.text)


def _how(commitment: Commitment, total: int, which: ColumnElement[bool]) -> Sentence | None:
    """Say when these replies were given and to how many senders; None: none was."""
    rows = (
        select(func.count(Reply.opinion_id.distinct()), func.min(Reply.at), func.max(Reply.at))
        .join(Opinion, Opinion.id == Reply.opinion_id)
        .where(Opinion.topic_id == commitment.topic_id, Reply.kind != "supplement", which)
    )
    people, first, last = db.session.execute(rows).one()
    if not people:
        return None
    begin, end = zh_date(today(first)), zh_date(today(last))
    when = begin if begin == end else say("%(first)s至%(last)s", first=begin, last=end)
    return say("%(when)s，已答复%(total)s位提出人中的%(n)s位。", when=when, total=total, n=people)


def community_of(commitment: Commitment) -> Community:
    """Return the community of a commitment."""
    return db.session.get_one(Community, commitment.community_id)


def _name(account_id: int | None) -> str:
    account = db.session.get(Account, account_id) if account_id else None
    return account.name if account else ""
