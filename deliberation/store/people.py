"""From an account to the actor that the rules know: its grants and its meeting roles."""

from __future__ import annotations

from sqlalchemy import select

from deliberation.domain.roles import Actor, Grant
from deliberation.store.db import db
from deliberation.store.models import Account, Assignment, Granted


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


def active_account(account_id: int, session_key: str) -> Account | None:
    """Return the account of a session that is still valid."""
    account = db.session.get(Account, account_id)
    if account is None or account.retired_at is not None:
        return None
    return account if account.session_key == session_key else None
