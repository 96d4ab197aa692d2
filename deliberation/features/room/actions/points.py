"""What the recorder writes while people speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import floor
from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.features.room.actions.session import current_item, must_be_open, recorded
from deliberation.store.db import db
from deliberation.store.models import Point

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting, Seat, Speech


def note(
    meeting: Meeting,
    text: str,
    stance: str,
    *,
    actor: Actor,
    now: datetime,
    seat: Seat | None = None,
    speech: Speech | None = None,
) -> Point:
    """Write a point against a speaker and a stance.

    Raises:
        Invalid: without words or with an unknown stance.
    """
    item = current_item(meeting)
    if not text.strip():
        raise Invalid(say("请写下要点。"), "text")
    if stance not in floor.STANCES:
        raise Invalid(say("请选择立场。"), "stance")
    point = Point(
        meeting=meeting,
        agenda_item_id=item.id,
        speech=speech,
        seat=seat or (speech.seat if speech else None),
        stance=stance,
        text=text.strip(),
        at=now,
        by_id=actor.account_id,
    )
    db.session.add(point)
    db.session.flush()
    number = point.seat.number if point.seat else None
    recorded(
        point,
        "note_point",
        meeting,
        actor=actor,
        now=now,
        seat=number,
        stance=stance,
        text=point.text,
    )
    return point


def strike(point: Point, *, actor: Actor, now: datetime) -> None:
    """Strike a point out; it stays in the record.

    Raises:
        IllegalMove: it was struck already.
    """
    must_be_open(point.meeting)
    if point.struck_at is not None:
        raise IllegalMove(say("这条要点已经划去。"))
    point.struck_at = now
    recorded(point, "strike_point", point.meeting, actor=actor, now=now, text=point.text)
