"""Opening, going on to the next stage, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import agenda, clock, floor
from deliberation.domain import meeting as rules
from deliberation.domain.errors import IllegalMove, say
from deliberation.features.room.actions.ballots import poll_under_way
from deliberation.features.room.actions.presses import undoable
from deliberation.features.room.actions.session import current_item, recorded
from deliberation.store import live, moves

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import AgendaItem, Meeting


def open_meeting(meeting: Meeting, *, actor: Actor, now: datetime) -> None:
    """Open the meeting: signing in ends, the first stage begins and its clock runs."""
    moves.apply(rules.LIFECYCLE, meeting, "open", actor=actor, now=now)
    meeting.opened_at = now
    live.touch(meeting)
    for item in meeting.agenda:
        if item.kind == agenda.BEFORE:
            item.opened_at = item.closed_at = now
    _begin_next(meeting, now)


def next_stage(meeting: Meeting, position: int, *, actor: Actor, now: datetime) -> None:
    """End the stage at `position` and begin the next one.

    The position says which stage the presser saw: of two presses at the same moment the second
    finds the stage gone and changes nothing.

    Raises:
        IllegalMove: the stage has been left already, somebody speaks, people are voting, or it is
            the last one.
    """
    item = current_item(meeting)
    if item.position != position:
        raise IllegalMove(say("已经换到“%(title)s”了，请刷新后再按。", title=item.title))
    if floor.speaking(meeting.speeches) is not None:
        raise IllegalMove(say("还有人在发言，请先结束发言。"))
    if poll_under_way(meeting) is not None:
        raise IllegalMove(say("正在逐席表决，请先结束表决，再换环节。"))
    coming = agenda.next_item(meeting.agenda)
    if coming is None:
        raise IllegalMove(say("已经是最后一个环节，可以散会。"))
    title, left = coming.title, item.title
    with undoable(meeting, "begin_stage", item, coming, actor=actor, now=now):
        end_stage(item, now)
        _begin_next(meeting, now)
        recorded(coming, "begin_stage", meeting, actor=actor, now=now, title=title, left=left)


def close_meeting(meeting: Meeting, *, actor: Actor, now: datetime) -> None:
    """Close the meeting; the clock of the last stage stops with it.

    Raises:
        IllegalMove: somebody speaks, a motion is not settled, a count is not confirmed, or a
            commitment has no owner or date.
    """
    moves.apply(rules.LIFECYCLE, meeting, "close", actor=actor, now=now)
    item = agenda.current(meeting.agenda)
    if item is not None:
        end_stage(item, now)
    meeting.closed_at = now
    live.touch(meeting)


def end_stage(item: AgendaItem, now: datetime) -> None:
    """Stop a stage's clock for good."""
    clock.put(clock.finish(clock.clock_of(item, item.granted_ms), now), item)
    item.closed_at = now


def _begin_next(meeting: Meeting, now: datetime) -> None:
    item = agenda.next_item(meeting.agenda)
    if item is None:
        raise IllegalMove(say("还没有议程。"))
    item.opened_at = now
    item.running_since = now
