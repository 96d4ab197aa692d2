"""Handing a commitment over 交办 to whoever owes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain import bounds
from deliberation.domain.calendar import CalendarMissing, today
from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import Invalid, say
from deliberation.domain.privacy import clean_line
from deliberation.features.followthrough.actions.steps import may
from deliberation.features.followthrough.queries.owners import handed_back, owner_account
from deliberation.store import moves

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.calendar import Calendar
    from deliberation.domain.roles import Actor
    from deliberation.domain.supervision import Rules
    from deliberation.store.models import Commitment


@dataclass(frozen=True, slots=True)
class Order:
    """How it is handed over (form D9): to which account, with what money, by when.

    Without `due_on` the deadline that the meeting agreed on stands; another needs its reason.
    `owner` names another unit, and only after the first one handed it back.
    """

    owner_account_id: int | None = None
    funding: str = ""
    due_on: date | None = None
    due_reason: str = ""
    owner: str = ""


def assign(
    commitment: Commitment,
    order: Order,
    calendar: Calendar,
    rules: Rules,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Hand a commitment over to whoever owes it; links 交办码 of an earlier hand-over end.

    Without the calendar of its year the day to sign for it by stays open.

    Raises:
        Forbidden: the actor does not hand over here.
        IllegalMove: its decision is not in publicity yet, it lacks something, or was handed over.
        Invalid: naming the field.
    """
    may(commitment, "assign", actor)
    day = today(now)
    owner = _owner(commitment, order)
    account = owner_account(commitment.community_id, order.owner_account_id)
    due_on, due_reason = _deadline(commitment, order, day)
    funding = clean_line(order.funding, bounds.LINE, "funding")
    commitment.owner, commitment.funding = owner, funding or commitment.funding
    commitment.owner_account_id = account.id if account else None
    if order.due_on is not None:
        commitment.dated, commitment.due_reason = "fixed", due_reason
        commitment.working_days = commitment.counted_from = None
    commitment.due_on = commitment.first_due_on = due_on
    commitment.rules, commitment.sign_by = rules.code, _sign_by(day, calendar, rules)
    commitment.assigned_at, commitment.assigned_by_id = now, actor.account_id
    _end_links(commitment, actor, now)
    moves.apply(
        LIFECYCLE,
        commitment,
        "assign",
        actor=actor,
        now=now,
        owner=owner,
        owner_account_id=commitment.owner_account_id,
        due_on=due_on,
        due_reason=due_reason,
        sign_by=commitment.sign_by,
        funding=commitment.funding,
    )


def _owner(commitment: Commitment, order: Order) -> str:
    named = clean_line(order.owner, bounds.LINE, "owner")
    if not named or named == commitment.owner:
        return commitment.owner
    if not handed_back(commitment):
        raise Invalid(say("责任单位是会上定的，退回交办以后才能改派。"), "owner")
    return named


def _deadline(commitment: Commitment, order: Order, day: date) -> tuple[date | None, str]:
    reason = clean_line(order.due_reason, bounds.LINE, "due_reason")
    if order.due_on is None:
        if commitment.due_on is not None and commitment.due_on < day:
            raise Invalid(say("原定的期限已经过了，请另定期限，并写明理由。"), "due_on")
        return commitment.due_on, ""
    if order.due_on < day:
        raise Invalid(say("期限不能早于今天。"), "due_on")
    if not reason:
        raise Invalid(say("请写明为什么定在这一天。"), "due_reason")
    return order.due_on, reason


def _sign_by(day: date, calendar: Calendar, rules: Rules) -> date | None:
    try:
        return calendar.add_working_days(day, rules.sign_working_days)
    except CalendarMissing:
        return None


def _end_links(commitment: Commitment, actor: Actor, now: datetime) -> None:
    for link in commitment.links:
        if link.withdrawn_at is None:
            link.withdrawn_at, link.withdrawn_by_id = now, actor.account_id
