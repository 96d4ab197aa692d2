"""What tests of undo share: the rows that it restores, the last press, a speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliberation.store.db import db
from deliberation.store.models import AgendaItem, Press, Speech
from tests.features.room import pressing

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.features.room.conftest import Room


def facts() -> dict[tuple[str, int], dict[str, Any]]:
    """Every stage and speech, column by column."""
    db.session.rollback()
    db.session.expire_all()
    return {
        (model.__tablename__, row.id): {
            column.key: getattr(row, column.key) for column in model.__table__.columns
        }
        for model in (AgendaItem, Speech)
        for row in db.session.scalars(db.select(model))
    }


def last_press() -> Press:
    press: Press = db.session.scalars(db.select(Press).order_by(Press.id.desc()).limit(1)).one()
    return press


def undo(room: Room, role: str = "facilitator", press: int | None = None) -> TestResponse:
    return room.press(role, "undo", {"press": press or last_press().id})


def speaking(room: Room) -> int:
    """Somebody speaks for twenty seconds: too long for an undo of what led there."""
    speech = pressing.speaking(room)
    room.wait(20)
    return speech
