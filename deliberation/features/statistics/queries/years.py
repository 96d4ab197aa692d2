"""The years in which something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from deliberation.domain.calendar import local
from deliberation.store.db import db
from deliberation.store.models import Opinion

if TYPE_CHECKING:
    from collections.abc import Sequence


def years(places: Sequence[int], this: int) -> tuple[int, ...]:
    """Return the years to choose from, the newest first: from the first opinion up to `this`."""
    first = db.session.scalar(
        select(func.min(Opinion.submitted_at)).where(Opinion.community_id.in_(places))
    )
    return tuple(range(this, (local(first).year if first else this) - 1, -1))
