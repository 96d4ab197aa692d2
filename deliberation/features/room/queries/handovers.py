"""Offers of a role: by their code, by who made them, and those that still stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from deliberation.domain.errors import Missing, say
from deliberation.store.codes import plain_code
from deliberation.store.db import db
from deliberation.store.models import Assignment, Handover, Meeting

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor


def by_code(code: str) -> Handover:
    """Return the offer with this code; spaces, dashes and case do not matter.

    Raises:
        Missing: there is none.
    """
    found = db.session.scalar(select(Handover).where(Handover.code == plain_code(code)))
    if found is None:
        raise Missing(say("没有这个交接码。请对着屏幕上的码再核对一遍。"))
    return found


def locked(code: str) -> Handover:
    """Return the offer with this code as it is now; its meeting is locked until written.

    Raises:
        Missing: there is none.
    """
    found = by_code(code)
    fresh = {"populate_existing": True}
    number, assignment_id = found.meeting.id, found.assignment_id
    meeting = select(Meeting).where(Meeting.id == number).with_for_update()
    db.session.scalars(meeting, execution_options=fresh).one()
    # Who holds what may have changed while this waited.
    held = select(Assignment).where(Assignment.meeting_id == number)
    db.session.scalars(held, execution_options=fresh).all()
    offer = select(Handover).where(Handover.assignment_id == assignment_id)
    db.session.scalars(offer, execution_options=fresh).all()
    return found


def offered_by(handover_id: int, actor: Actor) -> Handover:
    """Return an offer that `actor` made, as long as its row is kept.

    Raises:
        Missing: there is none, or it is somebody else's.
    """
    mine = select(Handover).where(Handover.id == handover_id)
    found = db.session.scalar(mine.where(Handover.offered_by_id == actor.account_id))
    if found is None or actor.account_id is None:
        raise Missing(say("没有找到这次交接。"))
    return found


def offered(assignment: Assignment, now: datetime) -> list[Handover]:
    """Return the offers of a role that can still be taken."""
    rows = select(Handover).where(
        Handover.assignment_id == assignment.id,
        Handover.taken_at.is_(None),
        Handover.withdrawn_at.is_(None),
        Handover.expires_at > now,
    )
    return list(db.session.scalars(rows.order_by(Handover.id)))
