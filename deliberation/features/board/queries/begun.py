"""Whether there is anything to show yet."""

from __future__ import annotations

from sqlalchemy import select

from deliberation.store.db import db
from deliberation.store.models import Account


def begun() -> bool:
    """Say whether the installation has been set up."""
    return db.session.scalar(select(Account.id).limit(1)) is not None
