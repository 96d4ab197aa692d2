"""Which press can be taken back now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from sqlalchemy import select

from deliberation.domain import agenda, floor
from deliberation.domain import undo as rules
from deliberation.domain.record import plain
from deliberation.store.db import db
from deliberation.store.models import AgendaItem, Point, Press, Speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from deliberation.domain.errors import Sentence
    from deliberation.store.models import Meeting


@dataclass(frozen=True, slots=True)
class Undo:
    """The press that can be taken back: what it was, who may, and for how long yet."""

    press: Press
    word: Sentence
    permission: str
    left_ms: int


def last_press(meeting: Meeting) -> Press | None:
    """Return the meeting's last press that was kept."""
    rows = select(Press).where(Press.meeting_id == meeting.id)
    return db.session.scalar(rows.order_by(Press.id.desc()).limit(1))


def undo(meeting: Meeting, now: datetime) -> Undo | None:
    """Return what the bench can offer to take back at `now`."""
    press = last_press(meeting) if meeting.stage == "open" else None
    if press is None or not rules.left_ms(press, now):
        return None
    if rules.may_undo(press, now, intact=intact(meeting, press)):
        return None
    word, permission = rules.VERBS[press.verb]
    return Undo(press, word, permission, rules.left_ms(press, now))


def changes(press: Press) -> Iterator[tuple[AgendaItem | Speech, dict[str, object], object]]:
    """Yield each row that a press changed, its columns before, and the same after it."""
    rows = cast("list[tuple[str, int, dict[str, object], object]]", press.before["rows"])
    for table, identity, before, after in rows:
        yield _row(table, identity), before, after


def _row(table: str, identity: int) -> AgendaItem | Speech:
    if table == Speech.__tablename__:
        return db.session.get_one(Speech, identity)
    return db.session.get_one(AgendaItem, identity)


def intact(meeting: Meeting, press: Press) -> bool:
    """Say whether what a press changed still is as it left it, with nothing built on it.

    A hand that goes up, a point, a vote do not hinder: they touch other rows.
    """
    for row, before, after in changes(press):
        if plain({name: getattr(row, name) for name in before}) != after:
            return False
        if isinstance(row, Speech) and _raised_again(meeting, row):
            return False
    return press.verb != "begin_stage" or not (_begun(meeting) or _moved(meeting, press.at))


def _raised_again(meeting: Meeting, speech: Speech) -> bool:
    """Say whether the same seat has another turn: one at a time is the rule."""
    return any(
        other.seat_id == speech.seat_id and floor.state(other) in {"queued", "speaking"}
        for other in meeting.speeches
        if other is not speech
    )


def _begun(meeting: Meeting) -> bool:
    """Say whether somebody asked to speak, or was noted, in the stage under way."""
    item = agenda.current(meeting.agenda)
    if item is None:
        return True
    noted = select(Point.id).where(Point.agenda_item_id == item.id).limit(1)
    raised = any(speech.agenda_item_id == item.id for speech in meeting.speeches)
    return raised or db.session.scalar(noted) is not None


def _moved(meeting: Meeting, since: datetime) -> bool:
    """Say whether a motion was put, worded, frozen or voted on since."""
    times = [
        at
        for motion in meeting.motions
        for at in (
            motion.frozen_at,
            *(version.at for version in motion.versions),
            *(poll.opened_at for poll in motion.polls),
            *(ballot.counted_at for ballot in motion.ballots),
        )
        if at is not None
    ]
    return any(at > since for at in times)
