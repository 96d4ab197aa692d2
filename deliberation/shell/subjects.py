"""The row that an address names: loaded, and locked when it is about to change."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import g, request

from deliberation.domain.bounds import LAST_ID
from deliberation.domain.errors import Missing, say
from deliberation.store.db import Model, db
from deliberation.store.models import Meeting
from deliberation.store.moves import meeting_of

M = TypeVar("M", bound=Model)


def load(model: type[M], arguments: dict[str, Any]) -> M:
    """Return the row of `model` that the arguments name, and take its id out of them.

    Raises:
        Missing: there is none.
    """
    identity = arguments.pop(f"{model.__tablename__}_id")
    lock = request.method == "POST"
    row = None
    if identity <= LAST_ID:  # an address may name any number
        if lock:
            _lock_meeting(model, identity)
        row = db.session.get(model, identity, with_for_update=lock or None, populate_existing=lock)
    if row is None:
        raise Missing(say("没有找到您要的内容，它可能已被移走。"))
    return row


def _lock_meeting(model: type[M], identity: int) -> None:
    """Let one command at a time change what belongs to a meeting: its parts decide together.

    Who gives the floor looks at every speech. The meeting comes before its parts, always: two that
    wait for each other's rows would wait for ever. What was read before the wait, and who was
    allowed what, may have changed in it.
    """
    row = db.session.get(model, identity)
    meeting = meeting_of(row) if row is not None else None
    if meeting is not None:
        locked = db.select(Meeting.id).where(Meeting.id == meeting.id)
        db.session.execute(locked.with_for_update())
        db.session.expire_all()
        g.pop("actor", None)
