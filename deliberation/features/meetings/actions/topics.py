"""Which topics a meeting deliberates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import topic as rules
from deliberation.domain.errors import Invalid, Missing, say
from deliberation.domain.meeting import LIFECYCLE as MEETINGS
from deliberation.store import moves

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting, Topic


def schedule_topic(row: Meeting, topic: Topic, *, actor: Actor, now: datetime) -> None:
    """Put an approved or publicised topic on the meeting's agenda.

    Raises:
        Invalid: the topic is another community's.
        IllegalMove: it has no consent yet, stands in another meeting, or the notice is out.
    """
    if topic.community_id != row.community_id:
        raise Invalid(say("这个议题是别的社区的。"), "topics")
    details = {"number": topic.number, "title": topic.title}
    MEETINGS.check(row, "schedule_topic")
    moves.apply(rules.LIFECYCLE, topic, "schedule", actor=actor, now=now, meeting=row.number)
    row.topics.append(topic)
    moves.apply(MEETINGS, row, "schedule_topic", actor=actor, now=now, **details)


def remove_topic(
    row: Meeting, topic: Topic, *, actor: Actor, now: datetime, cancelled: bool = False
) -> None:
    """Take a topic out; it goes back to the approved ones. `cancelled`: with its meeting.

    Raises:
        Missing: it is not in this meeting.
        IllegalMove: the notice is out.
    """
    if topic.meeting_id != row.id:
        raise Missing(say("这个议题已经不在会议里。"))
    if not cancelled:
        details = {"number": topic.number, "title": topic.title}
        moves.apply(MEETINGS, row, "remove_topic", actor=actor, now=now, **details)
    moves.apply(rules.LIFECYCLE, topic, "unschedule", actor=actor, now=now, meeting=row.number)
    row.topics.remove(topic)
