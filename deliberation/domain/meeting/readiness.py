"""What must be true before a meeting is announced and before it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import agenda
from deliberation.domain.errors import Sentence, say
from deliberation.domain.meeting import duties
from deliberation.domain.meeting.seats import seated

if TYPE_CHECKING:
    from deliberation.domain.meeting.facts import MeetingFacts


def roles_assigned(meeting: MeetingFacts) -> Sentence | None:
    """Return which key roles nobody holds."""
    return duties.unassigned(meeting.roles)


def roles_distinct(meeting: MeetingFacts) -> Sentence | None:
    """Return who holds two key roles."""
    return duties.distinct_roles(meeting.roles)


def has_topics(meeting: MeetingFacts) -> Sentence | None:
    """Return that there is no topic."""
    return None if meeting.topics else say("还没有排入议题。")


def has_venue(meeting: MeetingFacts) -> Sentence | None:
    """Return that there is no venue."""
    return None if meeting.venue_id else say("还没有选定场所。")


def has_seats(meeting: MeetingFacts) -> Sentence | None:
    """Return that nobody is invited."""
    return None if seated(meeting.seats) else say("还没有邀请参会人。")


def has_time(meeting: MeetingFacts) -> Sentence | None:
    """Return that the end is not after the start."""
    return None if meeting.starts_at < meeting.ends_at else say("散会时间要在开会时间之后。")


def has_agenda(meeting: MeetingFacts) -> Sentence | None:
    """Return that there is no agenda."""
    return None if meeting.agenda else say("还没有议程。")


def agenda_fits(meeting: MeetingFacts) -> Sentence | None:
    """Return by how much the agenda does not fit."""
    return agenda.fits(meeting.agenda, meeting.starts_at, meeting.ends_at)


def roles_here(meeting: MeetingFacts) -> Sentence | None:
    """Return which of the roles needed to open are not in the room."""
    return duties.not_here(meeting.roles)
