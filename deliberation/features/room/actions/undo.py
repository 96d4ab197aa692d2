"""Undoing the last press: everything it changed stands again as it was."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from deliberation.domain import undo as rules
from deliberation.domain.errors import IllegalMove, say
from deliberation.domain.roles import demand
from deliberation.features.room.actions.presses import TIMES
from deliberation.features.room.actions.session import must_be_open, recorded
from deliberation.features.room.queries.undo import changes, intact, last_press
from deliberation.store.db import db
from deliberation.store.moves import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliberation.domain.roles import Actor
    from deliberation.store.models import AgendaItem, Meeting, Press, Speech


def undo(meeting: Meeting, press_id: int, *, actor: Actor, now: datetime) -> Press:
    """Take the meeting's last press back; `press_id` is the one that the presser saw.

    Raises:
        Forbidden: the actor could not have pressed it either.
        IllegalMove: something was built on it since, ten seconds are over, or it is undone already.
    """
    must_be_open(meeting)
    press = last_press(meeting)
    if press is None or press.id != press_id:
        raise IllegalMove(say("后来又有别的操作，不能再撤回这一步。"))
    demand(actor, rules.VERBS[press.verb][1], place_of(meeting))
    if refusal := rules.may_undo(press, now, intact=intact(meeting, press)):
        raise IllegalMove(refusal)
    rows = [(row, before) for row, before, _after in changes(press)]
    for row, before in rows:
        _restore(row, before)
    press.undone_at, press.undone_by_id = now, actor.account_id
    about = rows[-1][0]  # what the press itself was recorded about
    recorded(about, "undo", meeting, actor=actor, now=now, undone=press.verb, **press.before)
    return press


def _restore(row: AgendaItem | Speech, columns: Mapping[str, object]) -> None:
    for name, value in columns.items():
        setattr(row, name, _time(value) if name in TIMES else value)
    db.session.flush()
    db.session.expire(row)  # a speech may belong to another stage again


def _time(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None
