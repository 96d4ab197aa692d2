"""Who may look on over the live channel; presses go by HTTP.

Every event but the clock's probe finds out anew who is asking and what they may. Whoever is
refused is put out of every room; whoever lost a seat or a role is told to load the page again.
"""

from __future__ import annotations

from typing import Any, Final

from deliberation.domain.bounds import LAST_ID
from deliberation.domain.errors import DomainError, Missing, say
from deliberation.features.room import frames, queries
from deliberation.shell import access, channel, clock, languages
from deliberation.shell.words import translate
from deliberation.store.db import db
from deliberation.store.models import Meeting

MEETING, SEAT, ACCOUNT = "meeting", "seat", "account"
_GONE: Final = say("没有找到这场会议，请重新扫码。")


def init_app() -> None:
    """Answer the events of the room and draw its frames; before the channel opens."""
    channel.register(MEETING, frames.frame)
    channel.on("probe", probe)
    channel.on("join", join)
    channel.on("here", join)
    for topic in (SEAT, ACCOUNT):
        channel.register(topic, _Dismissal(topic))


def probe(_sid: str, _data: object) -> dict[str, int]:
    """Tell the server's time and do nothing else: screens measure how far away we are."""
    return {"at": clock.epoch_ms(clock.now())}


def join(sid: str, data: object) -> dict[str, object]:
    """Let a screen into the rooms that it may be in, and put it out of all others.

    A screen that woke up says `here` with the same words and gets the same answer.
    """
    try:
        meeting, rooms = _admitted(data if isinstance(data, dict) else {})
    except DomainError as refusal:
        channel.place(sid)
        return {"refused": translate(refusal.sentence)}
    channel.place(sid, *rooms)
    db.session.rollback()  # the version as it is now: what came before it is not sent any more
    return {"version": meeting.version, "at": clock.epoch_ms(clock.now())}


def _admitted(asked: dict[str, Any]) -> tuple[Meeting, list[str]]:
    actor = access.current_actor()
    bench = asked.get("kind") == "bench"
    meeting = _by_id(asked.get("id")) if bench else _by_code(asked.get("code"))
    access.let_pass(actor, "room.read" if bench else "room.watch", meeting)
    rooms = [channel.room(MEETING, meeting.id, languages.language())]
    if bench and actor.account_id is not None:
        rooms.append(channel.room(ACCOUNT, actor.account_id))
    if asked.get("seat"):
        access.let_pass(actor, "room.hand", meeting)
        held = access.current_seat(meeting)
        rooms += [channel.room(SEAT, held.id)] if held else []
    return meeting, rooms


def _by_code(code: object) -> Meeting:
    meeting = queries.by_join_code(code) if isinstance(code, str) else None
    if meeting is None:
        raise Missing(_GONE)
    return meeting


def _by_id(number: object) -> Meeting:
    known = type(number) is int and 0 < number <= LAST_ID
    meeting = db.session.get(Meeting, number) if known else None
    if meeting is None:
        raise Missing(_GONE)
    return meeting


class _Dismissal:
    """What follows when a seat is released or a role ends: nothing to see, only to ask again."""

    def __init__(self, topic: str) -> None:
        self.topic = topic

    def __call__(self, subject_id: int, /) -> None:
        channel.dismiss(self.topic, subject_id)
