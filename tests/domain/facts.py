"""Plain facts that satisfy what the rules ask of stored rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from deliberation.store import library

if TYPE_CHECKING:
    from deliberation.domain.ruleset import Rule

NOON = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)


def rule(code: str) -> Rule:
    return library.find_ruleset(code)


@dataclass
class Screening:
    gate: str
    answer: str


@dataclass
class Opinion:
    stage: str = "submitted"
    screenings: list[Screening] = field(default_factory=list)


@dataclass
class Party:
    name: str


@dataclass
class Topic:
    stage: str = "drafted"
    title: str = "停车收费管理与消防通道清障"
    summary: str = "小区西侧夜间车辆占用消防通道。"
    size: str = "key"
    route: str = "council"
    parties: list[Party] = field(default_factory=lambda: [Party("有车户"), Party("无车户")])
    opinions: list[Opinion] = field(default_factory=lambda: [Opinion()])
    households_score: int = 4
    urgency_score: int = 4
    repetition_score: int = 5
    feasibility_score: int = 3
    funding_score: int = 1


@dataclass
class Account:
    name: str


@dataclass
class Assignment:
    role: str
    account_id: int
    account: Account
    ended_at: datetime | None = None
    present_at: datetime | None = NOON


def assigned(role: str, person: int) -> Assignment:
    return Assignment(role, person, Account(f"工作人员{person}"))


@dataclass
class Seat:
    id: int = 1
    party: str = "有车户"
    voice: bool = True
    vote: bool = True
    attendance: str = "present"
    withdrawn_at: datetime | None = None
    left_at: datetime | None = None


@dataclass
class Item:
    position: int = 0
    kind: str = "opening"
    planned_minutes: int = 90
    running_since: datetime | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass
class Speech:
    seat_id: int = 1
    stance: str = "support"
    counted: bool = True
    raised_at: datetime = NOON
    lowered_at: datetime | None = None
    granted_at: datetime | None = None
    ended_at: datetime | None = None
    running_since: datetime | None = None


@dataclass
class Ballot:
    confirmed_at: datetime | None = NOON
    withdrawn_at: datetime | None = None
    counted_by_id: int | None = 1


@dataclass
class Poll:
    ended_at: datetime | None = None
    broken_off_at: datetime | None = None


@dataclass
class Motion:
    topic_id: int = 1
    topic: Topic = field(default_factory=Topic)
    ballots: list[Ballot] = field(default_factory=list)
    polls: list[Poll] = field(default_factory=list)


@dataclass
class Commitment:
    stage: str = "agreed"
    text: str = "西侧消防通道划黄线并清障"
    owner: str = "物业"
    dated: str = "fixed"
    due_on: date | None = date(2026, 10, 15)
    working_days: int | None = None


@dataclass
class Resolution:
    topic_id: int = 1
    commitments: list[Commitment] = field(default_factory=list)


@dataclass
class Meeting:
    stage: str = "planned"
    venue_id: int = 1
    starts_at: datetime = NOON
    ends_at: datetime = NOON + timedelta(minutes=90)
    topics: list[Topic] = field(default_factory=lambda: [Topic()])
    seats: list[Seat] = field(default_factory=lambda: [Seat()])
    roles: list[Assignment] = field(
        default_factory=lambda: [
            assigned("facilitator", 1),
            assigned("timekeeper", 2),
            assigned("recorder", 3),
            assigned("reporter", 4),
        ]
    )
    agenda: list[Item] = field(default_factory=lambda: [Item()])
    speeches: list[Speech] = field(default_factory=list)
    motions: list[Motion] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
