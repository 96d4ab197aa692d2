"""Approved papers: every edition is an entry of the record, none is kept twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Minutes

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.store.models import Entry


@dataclass(frozen=True, slots=True)
class Edition:
    """One approved paper: its place in the row of editions, its text, its bytes."""

    edition: int
    revision: int
    sha256: str
    pages: int
    at: datetime
    by: str


def editions(minutes: Minutes) -> list[Edition]:
    """Return every approved paper of these minutes, oldest first."""
    entries = record.about("minutes", minutes.id, minutes.community_id)
    approvals = [entry for entry in entries if entry.verb == "approve" and entry.payload]
    return [_edition(place, entry) for place, entry in enumerate(approvals, start=1)]


def _edition(place: int, entry: Entry) -> Edition:
    payload = entry.payload or {}
    return Edition(
        edition=place,
        revision=int(str(payload.get("revision", 0))),
        sha256=str(payload.get("sha256", "")),
        pages=int(str(payload.get("pages", 0))),
        at=entry.at,
        by=str(payload.get("actor", "")),
    )


def find_paper(number: str, community_id: int | None = None) -> Minutes | None:
    """Return the minutes of this number that were approved last; a community narrows it."""
    rows = (
        select(Minutes)
        .where(Minutes.number == number, Minutes.sha256 != "")
        .options(joinedload(Minutes.meeting))
        .order_by(Minutes.approved_at.desc(), Minutes.id.desc())
        .limit(1)
    )
    if community_id is not None:
        rows = rows.where(Minutes.community_id == community_id)
    return db.session.scalar(rows)
