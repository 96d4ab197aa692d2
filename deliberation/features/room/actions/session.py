"""What every verb of the room begins and ends with: an open meeting, and a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliberation.domain import agenda
from deliberation.domain import meeting as rules
from deliberation.domain.errors import IllegalMove, say
from deliberation.store import live, record

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import AgendaItem, Meeting


def must_be_open(meeting: Meeting) -> None:
    """Let a verb of the room pass only while the meeting is open.

    Raises:
        IllegalMove: with the meeting's stage and what is possible at it.
    """
    if meeting.stage != "open":
        word = rules.LIFECYCLE.stages[meeting.stage].word
        sentence = say("会议现在是“%(stage)s”，不能再这样操作。", stage=word)
        raise IllegalMove(sentence, rules.LIFECYCLE.words(meeting.stage))


def current_item(meeting: Meeting) -> AgendaItem:
    """Return the stage under way.

    Raises:
        IllegalMove: there is none, because the meeting is not open.
    """
    must_be_open(meeting)
    item = agenda.current(meeting.agenda)
    if item is None:
        raise IllegalMove(say("现在没有进行中的环节。"))
    return item


def recorded(
    subject: record.Recorded,
    verb: str,
    meeting: Meeting,
    *,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    """Keep what happened and count the room's version up, so that open pages know they are old."""
    live.touch(meeting)
    record.append(subject, verb, actor=actor, now=now, scope=meeting.community_id, **details)
