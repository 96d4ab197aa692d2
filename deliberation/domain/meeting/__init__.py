"""Meetings 会议: seats, roles, and the way from planning to the close."""

from deliberation.domain.meeting.duties import (
    Duty,
    distinct_roles,
    holder,
    may_hold,
    not_here,
    standing,
    unassigned,
)
from deliberation.domain.meeting.facts import MeetingFacts, Span
from deliberation.domain.meeting.handing import (
    LONGEST_NAME,
    OFFER_HOLDS,
    SHORTEST_NAME,
    guest_until,
    namesake,
    offer_state,
)
from deliberation.domain.meeting.lifecycle import AHEAD, LIFECYCLE
from deliberation.domain.meeting.planning import clash, notice_in_time
from deliberation.domain.meeting.seats import (
    ATTENDANCE,
    KINDS,
    PROXY_RULE,
    Kind,
    SeatFacts,
    Turnout,
    absent_parties,
    in_room,
    may_claim,
    may_represent,
    missing_parties,
    seated,
    turnout,
)

__all__ = [
    "AHEAD",
    "ATTENDANCE",
    "KINDS",
    "LIFECYCLE",
    "LONGEST_NAME",
    "OFFER_HOLDS",
    "PROXY_RULE",
    "SHORTEST_NAME",
    "Duty",
    "Kind",
    "MeetingFacts",
    "SeatFacts",
    "Span",
    "Turnout",
    "absent_parties",
    "clash",
    "distinct_roles",
    "guest_until",
    "holder",
    "in_room",
    "may_claim",
    "may_hold",
    "may_represent",
    "missing_parties",
    "namesake",
    "not_here",
    "notice_in_time",
    "offer_state",
    "seated",
    "standing",
    "turnout",
    "unassigned",
]
