"""The two clocks: the stage's and the speaker's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import clock
from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.features.room.actions.presses import undoable
from deliberation.features.room.actions.session import current_item, must_be_open, recorded
from deliberation.store.models import Speech

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from deliberation.domain.clock import Clock
    from deliberation.domain.roles import Actor
    from deliberation.store.models import AgendaItem, Meeting


def start_stage(meeting: Meeting, *, actor: Actor, now: datetime) -> None:
    """Let the stage's clock run on."""
    _turn(current_item(meeting), meeting, "resume_clock", clock.start, actor=actor, now=now)


def pause_stage(meeting: Meeting, *, actor: Actor, now: datetime) -> None:
    """Hold the stage's clock: applause, a microphone that fails."""
    _turn(current_item(meeting), meeting, "pause_clock", clock.pause, actor=actor, now=now)


def extend_stage(meeting: Meeting, ms: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Give the stage more time, with the reason.

    Raises:
        Invalid: without a reason.
    """
    _extend(current_item(meeting), meeting, ms, reason, actor=actor, now=now)


def resume_speech(speech: Speech, *, actor: Actor, now: datetime) -> None:
    """Let the speaker's clock run on."""
    _speaking(speech)
    _turn(speech, speech.meeting, "resume_clock", clock.start, actor=actor, now=now)


def pause_speech(speech: Speech, *, actor: Actor, now: datetime) -> None:
    """Hold the speaker's clock."""
    _speaking(speech)
    _turn(speech, speech.meeting, "pause_clock", clock.pause, actor=actor, now=now)


def extend_speech(speech: Speech, ms: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Grant the speaker more time, with the reason (an elder, dialect, an interpreter).

    Raises:
        Invalid: without a reason.
    """
    _speaking(speech)
    _extend(speech, speech.meeting, ms, reason, actor=actor, now=now)


def _speaking(speech: Speech) -> None:
    must_be_open(speech.meeting)
    if speech.granted_at is None or speech.ended_at is not None or speech.lowered_at is not None:
        raise IllegalMove(say("这个发言现在没有在进行。"))


def _turn(
    timed: AgendaItem | Speech,
    meeting: Meeting,
    verb: str,
    turn: Callable[[Clock, datetime], Clock],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    turned = turn(clock.clock_of(timed, timed.granted_ms), now)
    with undoable(meeting, verb, timed, actor=actor, now=now):
        clock.put(turned, timed)
        recorded(timed, verb, meeting, actor=actor, now=now, spent_ms=turned.spent_ms)


def _extend(
    timed: AgendaItem | Speech,
    meeting: Meeting,
    ms: int,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    why = reason.strip()
    if not why:
        raise Invalid(say("请写明为什么多给时间。"), "reason")
    extended = clock.extend(clock.clock_of(timed, timed.granted_ms), ms)
    with undoable(meeting, "extend_clock", timed, actor=actor, now=now):
        timed.granted_ms = extended.granted_ms
        if isinstance(timed, Speech):
            timed.granted_reason = why
        recorded(timed, "extend_clock", meeting, actor=actor, now=now, ms=ms, reason=why)
