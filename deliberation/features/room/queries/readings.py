"""What benches and hall read alike: the clocks at `now`, and whether enough people have come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import ballot as counting
from deliberation.domain import clock
from deliberation.domain import meeting as rules

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.ballot import Quorum
    from deliberation.domain.clock import Reading
    from deliberation.domain.procedure import Speaking
    from deliberation.domain.ruleset import Rule
    from deliberation.store.models import AgendaItem, Meeting, Speech


def stage_reading(item: AgendaItem, now: datetime) -> Reading:
    """Return the stage's clock."""
    return clock.read(clock.clock_of(item, item.granted_ms), now)


def speech_reading(speech: Speech, speaking: Speaking, now: datetime) -> Reading:
    """Return the speaker's clock, with the cards of this procedure."""
    facts = clock.clock_of(speech, speech.granted_ms)
    return clock.read(facts, now, speaking.yellow_ms, speaking.grace_ms)


def quorum(meeting: Meeting, rule: Rule) -> Quorum:
    """Return whether the meeting may vote."""
    turnout = rules.turnout(meeting.seats)
    members = turnout.members(meeting.members)
    return counting.quorum(rule, members, turnout.present, turnout.proxies)
