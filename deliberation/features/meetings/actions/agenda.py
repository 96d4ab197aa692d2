"""The agenda: how long each stage is meant to take, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain import agenda as rules
from deliberation.domain.errors import IllegalMove, Invalid, Missing, say
from deliberation.domain.meeting import LIFECYCLE
from deliberation.features.meetings.actions.planning import MINUTE_MS
from deliberation.store import live, moves
from deliberation.store.db import db

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import AgendaItem, Meeting

MOST_MINUTES: Final = 240
_ASIDE: Final = -1


def set_agenda(row: Meeting, minutes: Mapping[int, int], *, actor: Actor, now: datetime) -> None:
    """Set the planned minutes (1 to 240) of the stages named by their id.

    Raises:
        Invalid: the field is `minutes-<id>`.
        IllegalMove: the notice is out.
    """
    LIFECYCLE.check(row, "set_agenda")
    items = {item.id: item for item in row.agenda}
    for key, value in minutes.items():
        if key not in items:
            raise Missing(say("这个环节已经不在议程里。"))
        if not 1 <= value <= MOST_MINUTES:
            sentence = say("“%(stage)s”要在1到240分钟之间。", stage=items[key].title)
            raise Invalid(sentence, f"minutes-{key}")
    changed = {
        items[key].key: [items[key].planned_minutes, value]
        for key, value in minutes.items()
        if items[key].planned_minutes != value
    }
    for key, value in minutes.items():
        items[key].planned_minutes = value
        items[key].allotted_ms = value * MINUTE_MS
    if changed:
        live.touch(row)
        moves.apply(LIFECYCLE, row, "set_agenda", actor=actor, now=now, minutes=changed)


def move_item(row: Meeting, item_id: int, step: int, *, actor: Actor, now: datetime) -> None:
    """Move one stage up (`step` -1) or down (+1); signing in stays first.

    Raises:
        IllegalMove: there is no place that way, or the notice is out.
        Missing: the stage is not in this meeting.
    """
    LIFECYCLE.check(row, "move_item")
    item = next((one for one in row.agenda if one.id == item_id), None)
    if item is None:
        raise Missing(say("这个环节已经不在议程里。"))
    other = neighbour(row.agenda, item, step)
    if other is None:
        raise IllegalMove(say("“%(stage)s”不能再往这边移。", stage=item.title))
    here, there = item.position, other.position
    # The place in the order is unique, hence one steps aside first.
    item.position = _ASIDE
    db.session.flush()
    other.position = here
    db.session.flush()
    item.position = there
    live.touch(row)
    details = {"item": item.title, "places": [here, there]}
    moves.apply(LIFECYCLE, row, "move_item", actor=actor, now=now, **details)
    db.session.flush()
    db.session.expire(row, ["agenda"])


def neighbour(items: list[AgendaItem], item: AgendaItem, step: int) -> AgendaItem | None:
    """Return the stage that `item` would change places with, or None at either end."""
    place = items.index(item) + (1 if step > 0 else -1)
    if item.kind == rules.BEFORE or not 0 <= place < len(items):
        return None
    return None if items[place].kind == rules.BEFORE else items[place]
