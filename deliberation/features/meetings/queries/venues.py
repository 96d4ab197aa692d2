"""Venues of a community, and who has taken them when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from deliberation.domain.meeting import AHEAD
from deliberation.store.db import db
from deliberation.store.models import Meeting, Venue

if TYPE_CHECKING:
    from datetime import datetime


def venues(community_id: int) -> list[Venue]:
    """Return the venues in use; the main hall was entered first."""
    rows = select(Venue).where(Venue.community_id == community_id, Venue.retired_at.is_(None))
    return list(db.session.scalars(rows.order_by(Venue.id)))


def taken_by(
    venue_id: int, starts_at: datetime, ends_at: datetime, *, beside: int | None = None
) -> Meeting | None:
    """Return a meeting, other than `beside`, that has the venue in this time (`meeting.clash`)."""
    rows = select(Meeting).where(
        Meeting.venue_id == venue_id,
        Meeting.stage.in_(AHEAD),
        Meeting.starts_at < ends_at,
        Meeting.ends_at > starts_at,
    )
    if beside is not None:
        rows = rows.where(Meeting.id != beside)
    return db.session.scalar(rows.order_by(Meeting.starts_at).limit(1))
