"""From an account to the actor that the rules know: its grants and its meeting roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from deliberation.domain.errors import say
from deliberation.domain.roles import NOBODY, Actor, Grant
from deliberation.store.db import db
from deliberation.store.models import Account, Assignment, Granted, Meeting, Seat, TaskLink

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Select


def actor_for(account: Account) -> Actor:
    """Return the actor of `account` with every grant that has not ended."""
    granted = db.session.scalars(
        select(Granted).where(Granted.account_id == account.id, Granted.ended_at.is_(None))
    )
    grants = {Grant(row.role, row.community_id, row.street_id) for row in granted}
    assigned = db.session.scalars(
        select(Assignment).where(Assignment.account_id == account.id, Assignment.ended_at.is_(None))
    )
    grants |= {Grant(row.role, meeting_id=row.meeting_id) for row in assigned}
    return Actor(account.name, account.id, frozenset(grants))


def active_account(account_id: int, session_key: str, now: datetime) -> Account | None:
    """Return the account of a session that is still valid at `now`."""
    account = db.session.get(Account, account_id)
    if account is None or account.retired_at is not None:
        return None
    if account.expires_at is not None and account.expires_at <= now:
        return None
    return account if account.session_key == session_key else None


def seats_held(key: str) -> list[Seat]:
    """Return the seats that the browser with this key has claimed and still holds."""
    held = select(Seat).where(Seat.claim_key == key, Seat.withdrawn_at.is_(None))
    return list(db.session.scalars(held.order_by(Seat.id)))


def with_seats(actor: Actor, seats: Sequence[Seat]) -> Actor:
    """Return `actor` holding these seats beside what it may already; alone, a seat is its name."""
    if not seats:
        return actor
    label = str(say("%(n)s号席位", n=seats[-1].number)) if actor is NOBODY else actor.label
    grants = {Grant("seat", meeting_id=row.meeting_id) for row in seats}
    return Actor(label, actor.account_id, actor.grants | grants)


def links_held(ids: Collection[int], now: datetime) -> list[TaskLink]:
    """Return those of the opened links 交办码 that are still valid at `now`."""
    if not ids:
        return []
    valid = select(TaskLink).where(
        TaskLink.id.in_(ids), TaskLink.withdrawn_at.is_(None), TaskLink.expires_at > now
    )
    return list(db.session.scalars(valid.order_by(TaskLink.id)))


def with_links(actor: Actor, links: Sequence[TaskLink]) -> Actor:
    """Return `actor` acting for these commitments, too; alone, a link's holder is its name."""
    if not links:
        return actor
    label = links[-1].holder if actor.account_id is None else actor.label
    grants = {Grant("task", commitment_id=row.commitment_id) for row in links}
    return Actor(label, actor.account_id, actor.grants | grants)


def candidates(meeting: Meeting) -> list[Account]:
    """Return the accounts that can be given a role in `meeting`, by name."""
    return list(db.session.scalars(_fit(meeting).order_by(Account.name, Account.id)))


def candidate(meeting: Meeting, account_id: int) -> Account | None:
    """Return one of them, or None."""
    return db.session.scalar(_fit(meeting).where(Account.id == account_id))


def _fit(meeting: Meeting) -> Select[Account]:
    community = meeting.community
    lasting = select(Granted.account_id).where(Granted.ended_at.is_(None))
    here = lasting.where(
        or_(Granted.community_id == community.id, Granted.street_id == community.street_id)
    )
    served = (
        select(Assignment.account_id)
        .join(Meeting, Meeting.id == Assignment.meeting_id)
        .where(Meeting.community_id == community.id)
    )
    # A volunteer may have an account and no lasting role anywhere.
    usual = or_(Account.id.in_(here), Account.id.in_(served), Account.id.not_in(lasting))
    # A guest has an account for the one meeting whose role was taken over.
    guests = select(Assignment.account_id).where(Assignment.meeting_id == meeting.id)
    return select(Account).where(
        Account.retired_at.is_(None),
        or_(and_(Account.expires_at.is_(None), usual), Account.id.in_(guests)),
    )


def successor(account_id: int, meeting: Meeting, roles: Collection[str]) -> Assignment | None:
    """Return who holds now what this account had among `roles` and handed over, or None."""
    held = {duty.role: duty for duty in meeting.roles if duty.ended_at is None}
    for duty in reversed(meeting.roles):
        if duty.account_id == account_id and duty.role in roles and duty.ended_at is not None:
            return held.get(duty.role)
    return None
