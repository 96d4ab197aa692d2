"""Who can be handed a commitment, and whether it came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from deliberation.domain.errors import Invalid, say
from deliberation.store.db import db
from deliberation.store.models import Account, Entry, Granted

if TYPE_CHECKING:
    from sqlalchemy import Select

    from deliberation.store.models import Commitment


def owner_accounts(community_id: int) -> list[Account]:
    """Return the accounts of units 承办单位 in a community, by name."""
    return list(db.session.scalars(_units(community_id).order_by(Account.name, Account.id)))


def owner_account(community_id: int, account_id: int | None) -> Account | None:
    """Return one of them; None was asked for: it goes to a unit without an account.

    Raises:
        Invalid: it is not one of them.
    """
    if account_id is None:
        return None
    found = db.session.scalar(_units(community_id).where(Account.id == account_id))
    if found is None:
        raise Invalid(say("请从列出的承办账号里选择。"), "owner_account_id")
    return found


def handed_back(commitment: Commitment) -> Entry | None:
    """Return the newest entry about its being handed back, or None."""
    return _newest(commitment, "hand_back")


def reason_unsolved(commitment: Commitment) -> str:
    """Return why proposers last said that it is not solved, masked, without who said so."""
    entry = _newest(commitment, "unsolved")
    return str((entry.payload or {}).get("reason", "")) if entry else ""


def _newest(commitment: Commitment, verb: str) -> Entry | None:
    entries = select(Entry).where(
        Entry.scope == commitment.community_id,
        Entry.about_kind == "commitment",
        Entry.about_id == commitment.id,
        Entry.verb == verb,
    )
    return db.session.scalar(entries.order_by(Entry.sequence.desc()).limit(1))


def _units(community_id: int) -> Select[Account]:
    held = select(Granted.account_id).where(
        Granted.role == "owner", Granted.community_id == community_id, Granted.ended_at.is_(None)
    )
    return select(Account).where(Account.id.in_(held), Account.retired_at.is_(None))
