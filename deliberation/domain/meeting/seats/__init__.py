"""Seats of a meeting: kinds with their usual voice and vote, attendance, parties without a seat."""

from deliberation.domain.meeting.seats.claims import may_claim
from deliberation.domain.meeting.seats.count import (
    Turnout,
    absent_parties,
    in_room,
    missing_parties,
    seated,
    turnout,
)
from deliberation.domain.meeting.seats.facts import (
    ATTENDANCE,
    KINDS,
    Kind,
    Party,
    SeatFacts,
    WithParties,
)
from deliberation.domain.meeting.seats.proxies import PROXY_RULE, may_represent

__all__ = [
    "ATTENDANCE",
    "KINDS",
    "PROXY_RULE",
    "Kind",
    "Party",
    "SeatFacts",
    "Turnout",
    "WithParties",
    "absent_parties",
    "in_room",
    "may_claim",
    "may_represent",
    "missing_parties",
    "seated",
    "turnout",
]
