"""Which roles an account holds, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from deliberation.domain.errors import Sentence, say
from deliberation.domain.meeting import AHEAD
from deliberation.domain.roles import ROLES
from deliberation.store.db import db
from deliberation.store.models import Assignment, Community, Granted, Meeting, Street

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Held:
    """One role somewhere; `grant` is the row, for ending it."""

    word: Sentence
    place: str
    since: datetime
    grant: Granted


def held(account_ids: Iterable[int]) -> dict[int, list[Held]]:
    """Return the lasting roles of some accounts, oldest first."""
    rows = db.session.execute(
        select(Granted, Community.name, Street.name)
        .outerjoin(Community, Community.id == Granted.community_id)
        .outerjoin(Street, Street.id == Granted.street_id)
        .where(Granted.account_id.in_(list(account_ids)), Granted.ended_at.is_(None))
        .order_by(Granted.id)
    )
    found: dict[int, list[Held]] = {}
    for grant, community, street in rows:
        item = Held(ROLES[grant.role], community or street or "", grant.granted_at, grant)
        found.setdefault(grant.account_id, []).append(item)
    return found


def in_meetings(account_id: int) -> list[Sentence]:
    """Return the roles in meetings that are still ahead or open, as sentences."""
    rows = db.session.execute(
        select(Assignment.role, Meeting.title)
        .join(Meeting, Meeting.id == Assignment.meeting_id)
        .where(
            Assignment.account_id == account_id,
            Assignment.ended_at.is_(None),
            Meeting.stage.in_(AHEAD),
        )
        .order_by(Meeting.starts_at)
        .limit(20)
    )
    return [say("%(meeting)s：%(role)s", meeting=title, role=ROLES[role]) for role, title in rows]
