"""What every verb of a resolution begins and ends with: an open meeting, and a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from deliberation.domain import meeting as rules
from deliberation.domain.errors import IllegalMove, say
from deliberation.domain.roles import demand
from deliberation.store import live, moves, record

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting

PERMISSION: Final = "resolution.adopt"


def must_be_open(meeting: Meeting | None) -> Meeting:
    """Return the meeting if results can be written in it now.

    Raises:
        IllegalMove: it is not open, with what can be done instead.
    """
    if meeting is None:
        raise IllegalMove(say("这个议题还没有排进会议，先排会，在会上写结果。"))
    if meeting.stage == "open":
        return meeting
    word = rules.LIFECYCLE.stages[meeting.stage].word
    if meeting.stage == "closed":
        sentence = say(
            "会议现在是“%(stage)s”，结果和分工不能再改。要改请另开一次会议，重新协商。", stage=word
        )
    else:
        sentence = say("会议现在是“%(stage)s”，开会以后才能写结果和分工。", stage=word)
    raise IllegalMove(sentence, rules.LIFECYCLE.words(meeting.stage))


def begin(subject: object, meeting: Meeting | None, actor: Actor) -> Meeting:
    """Let a verb pass in an open meeting, for whom its recorder's permission reaches.

    Raises:
        Forbidden: the actor does not keep this meeting's results.
        IllegalMove: the meeting is not open.
    """
    demand(actor, PERMISSION, moves.place_of(subject))
    return must_be_open(meeting)


def changed(meeting: Meeting) -> None:
    """Count the room's version up, so that open pages know they are old."""
    live.touch(meeting)


def recorded(
    subject: record.Recorded,
    verb: str,
    meeting: Meeting,
    *,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    """Keep a change that moves no stage."""
    changed(meeting)
    record.append(subject, verb, actor=actor, now=now, scope=meeting.community_id, **details)
