"""A browser becomes an account, and stops being one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import session
from flask_login import login_user

from deliberation.shell.access import SignedIn
from deliberation.shell.commands import DEVICE

if TYPE_CHECKING:
    from deliberation.store.models import Account


def open_session(account: Account) -> None:
    """Begin a session with nothing of the one before but the browser's key; its CSRF token is new.

    The key stays: whoever takes a role over does not lose the claimed seat.
    """
    key = session.get(DEVICE)
    session.clear()
    if key:
        session[DEVICE] = key
    session.permanent = True
    login_user(SignedIn(account))


def close_session() -> None:
    """End the session; a tablet that is passed on speaks for no seat any more."""
    session.clear()
