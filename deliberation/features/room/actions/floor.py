"""The floor: hands, turns, one speaker at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import agenda, clock, floor
from deliberation.domain import meeting as rules
from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.features.room.actions.presses import undoable
from deliberation.features.room.actions.session import current_item, must_be_open, recorded
from deliberation.store.db import db
from deliberation.store.library import find_procedure
from deliberation.store.models import Speech

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting, Seat


def raise_hand(
    meeting: Meeting, seat: Seat, stance: str, *, actor: Actor, now: datetime, reply: bool = False
) -> Speech:
    """Put a seat into the queue with its stance.

    Outside the rounds of speeches, and for a reply to a question, the turn is not counted.

    Raises:
        IllegalMove: the seat may not speak now; the sentence says why.
        Invalid: there is no such stance.
    """
    item = current_item(meeting)
    if stance not in floor.STANCES:
        raise Invalid(say("请先说明立场。"), "stance")
    if item.kind not in agenda.OPEN_FLOOR:
        raise IllegalMove(say("“%(title)s”环节不安排发言。", title=item.title))
    if seat.meeting_id != meeting.id or not rules.in_room(seat):
        raise IllegalMove(say("这个席位还没有签到，请先签到。"))
    speaking = find_procedure(meeting.procedure).speaking
    counted = item.kind == "speeches" and not reply
    refusal = floor.may_raise(meeting.speeches, seat, item.round, speaking.turns, counted=counted)
    if refusal:
        raise IllegalMove(refusal)
    usual = speaking.reply_ms if reply or item.kind == "questions" else speaking.speech_ms
    speech = Speech(
        meeting=meeting,
        agenda_item_id=item.id,
        seat=seat,
        stance=stance,
        counted=counted,
        raised_at=now,
        allotted_ms=floor.speech_ms(usual, speaking.elder_ms, elder=seat.elder),
    )
    db.session.add(speech)
    db.session.flush()
    recorded(speech, "raise_hand", meeting, actor=actor, now=now, seat=seat.number, stance=stance)
    return speech


def lower(speech: Speech, *, actor: Actor, now: datetime) -> None:
    """Take a raised hand down.

    Raises:
        IllegalMove: it is not in the queue any more.
    """
    must_be_open(speech.meeting)
    if floor.state(speech) != "queued":
        raise IllegalMove(say("这个发言不在队列里。"))
    meeting, number = speech.meeting, speech.seat.number
    with undoable(meeting, "lower_hand", speech, actor=actor, now=now):
        speech.lowered_at = now
        recorded(speech, "lower_hand", meeting, actor=actor, now=now, seat=number)


def grant(speech: Speech, *, actor: Actor, now: datetime) -> None:
    """Give the floor; the speaker's clock runs from now.

    Raises:
        IllegalMove: somebody speaks, or people who have not spoken wait.
    """
    must_be_open(speech.meeting)
    if refusal := floor.may_grant(speech.meeting.speeches, speech):
        raise IllegalMove(refusal)
    meeting, number = speech.meeting, speech.seat.number
    with undoable(meeting, "grant_floor", speech, actor=actor, now=now):
        speech.granted_at = now
        speech.agenda_item = current_item(meeting)
        clock.put(clock.start(clock.clock_of(speech), now), speech)
        recorded(speech, "grant_floor", meeting, actor=actor, now=now, seat=number)


def yield_floor(speech: Speech, *, actor: Actor, now: datetime) -> None:
    """End a speech; what was spent, overtime too, stays.

    Raises:
        IllegalMove: it has ended already, or not begun.
    """
    must_be_open(speech.meeting)
    state = floor.state(speech)
    if state != "speaking":
        over = state == "ended"
        raise IllegalMove(say("这个发言已经结束。") if over else say("这个发言还没有开始。"))
    with undoable(speech.meeting, "yield_floor", speech, actor=actor, now=now):
        clock.put(clock.finish(clock.clock_of(speech, speech.granted_ms), now), speech)
        speech.ended_at = now
        recorded(
            speech,
            "yield_floor",
            speech.meeting,
            actor=actor,
            now=now,
            seat=speech.seat.number,
            spent_ms=speech.spent_ms,
            overtime_ms=max(speech.spent_ms - speech.allotted_ms - speech.granted_ms, 0),
        )
