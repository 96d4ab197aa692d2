"""A role offered by its holder, and who holds it then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.meeting import holder
from deliberation.store.db import db
from deliberation.store.models import Account, Assignment, Handover

if TYPE_CHECKING:
    from tests.features.room.conftest import Room


def duty(room: Room, role: str = "facilitator") -> Assignment:
    found = holder(room.meeting.roles, role)
    assert isinstance(found, Assignment)
    return found


def offer(room: Room, role: str = "facilitator") -> Handover:
    answer = room.press(role, f"/assignments/{duty(room, role).id}/handovers")
    assert answer.status_code == 303
    return newest()


def newest() -> Handover:
    db.session.rollback()
    db.session.expire_all()
    rows = db.select(Handover).order_by(Handover.id.desc()).limit(1)
    found: Handover = db.session.scalars(rows).one()
    return found


def guests() -> list[Account]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(db.select(Account).where(Account.expires_at.is_not(None))))
