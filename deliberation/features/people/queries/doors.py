"""What is looked up at the door, before anybody is known."""

from __future__ import annotations

from sqlalchemy import select

from deliberation.domain.account import plain_login
from deliberation.store.db import db
from deliberation.store.models import Account


def door(login: str) -> tuple[int, str] | None:
    """Return id and password hash of the active account called `login`, or None.

    Who took a role over as a guest has no password, and comes in by the code only.
    """
    row = db.session.execute(
        select(Account.id, Account.password_hash).where(
            Account.login == plain_login(login),
            Account.retired_at.is_(None),
            Account.expires_at.is_(None),
        )
    ).first()
    return (row.id, row.password_hash) if row else None


def anybody() -> bool:
    """Say whether this installation has an account; an empty one waits for its set-up."""
    return db.session.scalar(select(Account.id).limit(1)) is not None


def locked_account(account_id: int) -> Account:
    """Return an account, its row locked until the transaction ends."""
    lock = {"key_share": True}  # the record names accounts, and must not wait for a change of one
    return db.session.get_one(Account, account_id, with_for_update=lock, populate_existing=True)
