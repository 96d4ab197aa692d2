"""Receipts: the opinion that a code opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from deliberation.store.codes import plain_code
from deliberation.store.db import db
from deliberation.store.models import Opinion

if TYPE_CHECKING:
    from sqlalchemy import Select


def by_code(code: str, *, lock: bool = False) -> Opinion | None:
    """Return the opinion of a receipt code; spaces, dashes and case do not matter."""
    rows: Select[Opinion] = select(Opinion).where(Opinion.receipt_code == plain_code(code))
    return db.session.scalar(rows.with_for_update() if lock else rows)
