"""The one-time link of an installation that has not begun."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from deliberation.store.db import db
from deliberation.store.models import Invitation


def digest(token: str) -> str:
    """Return what is kept of a token: SHA-256, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation(token: str, *, lock: bool = False) -> Invitation | None:
    """Return the unused link of this token."""
    rows = select(Invitation).where(
        Invitation.digest == digest(token), Invitation.used_at.is_(None)
    )
    return db.session.scalar(rows.with_for_update() if lock else rows)


def unused() -> list[Invitation]:
    """Return the links that still work."""
    return list(db.session.scalars(select(Invitation).where(Invitation.used_at.is_(None))))
