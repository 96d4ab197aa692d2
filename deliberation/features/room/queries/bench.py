"""The bench: stage, clocks, queue, points, motions and the quorum as they are at `now`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from deliberation.domain import agenda, clock, floor
from deliberation.domain import ballot as counting
from deliberation.domain import meeting as rules
from deliberation.features.room.queries.results import Result, results
from deliberation.store.db import db
from deliberation.store.library import find_procedure, find_ruleset
from deliberation.store.models import Meeting, Motion, Point, Resolution, Speech, Topic

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.ballot import Quorum
    from deliberation.domain.clock import Reading
    from deliberation.domain.errors import Sentence
    from deliberation.domain.lifecycle import Stage
    from deliberation.domain.procedure import Procedure
    from deliberation.domain.ruleset import Rule
    from deliberation.store.models import AgendaItem, Seat


@dataclass(frozen=True, slots=True)
class Heard:
    """A seat in the room and how often and long it has spoken."""

    seat: Seat
    turns: int
    spent_ms: int


@dataclass(frozen=True, slots=True)
class Bench:
    """What one load of the bench shows."""

    meeting: Meeting
    stage: Stage
    procedure: Procedure
    rule: Rule
    item: AgendaItem | None
    place: tuple[int, int]
    coming: AgendaItem | None
    reading: Reading | None
    speech: Speech | None
    speech_reading: Reading | None
    waiting: tuple[Speech, ...]
    unheard: tuple[Heard, ...]
    heard: tuple[Heard, ...]
    points: tuple[Point, ...]
    turnout: rules.Turnout
    quorum: Quorum
    absent: tuple[str, ...]
    results: tuple[Result, ...]
    closing: tuple[Sentence, ...]

    @property
    def open(self) -> bool:
        """Whether the meeting is under way."""
        return self.meeting.stage == "open"

    def turns(self, speech: Speech) -> int:
        """How many counted turns its speaker has had."""
        return floor.used(self.meeting.speeches, speech.seat_id)

    @property
    def topics_to_move(self) -> list[Topic]:
        """The topics on which a motion can be put: none uncounted, no result written."""
        taken = {row.topic_id for row in self.meeting.motions if not counting.standing(row.ballots)}
        taken |= {row.topic_id for row in self.meeting.resolutions}
        return [topic for topic in self.meeting.topics if topic.id not in taken]


def _load(meeting: Meeting) -> None:
    """Read the meeting's parts in a fixed number of reads, however many there are."""
    whole = select(Meeting).where(Meeting.id == meeting.id)
    parts = (
        selectinload(Meeting.topics).selectinload(Topic.parties),
        selectinload(Meeting.seats),
        selectinload(Meeting.speeches),
        selectinload(Meeting.motions).selectinload(Motion.versions),
        selectinload(Meeting.motions).selectinload(Motion.ballots),
        selectinload(Meeting.resolutions).selectinload(Resolution.commitments),
    )
    db.session.scalars(whole.options(*parts)).one()


def bench(meeting: Meeting, now: datetime) -> Bench:
    """Return the bench of `meeting` at `now`."""
    _load(meeting)
    procedure = find_procedure(meeting.procedure)
    rule = find_ruleset(meeting.ruleset)
    item = agenda.current(meeting.agenda)
    speech = floor.speaking(meeting.speeches)
    heard = _heard(meeting, now)
    return Bench(
        meeting=meeting,
        stage=rules.LIFECYCLE.stages[meeting.stage],
        procedure=procedure,
        rule=rule,
        item=item,
        place=agenda.place(meeting.agenda, item) if item else (0, len(meeting.agenda)),
        coming=agenda.next_item(meeting.agenda),
        reading=_stage_reading(item, now) if item else None,
        speech=speech,
        speech_reading=_speech_reading(speech, procedure, now) if speech else None,
        waiting=floor.queue(meeting.speeches),
        unheard=tuple(one for one in heard if not one.turns and one.seat.voice),
        heard=tuple(one for one in heard if one.turns),
        points=_points(meeting),
        turnout=rules.turnout(meeting.seats),
        quorum=_quorum(meeting, rule),
        absent=rules.absent_parties(meeting.topics, meeting.seats),
        results=results(meeting),
        closing=_closing(meeting),
    )


def _stage_reading(item: AgendaItem, now: datetime) -> Reading:
    return clock.read(clock.clock_of(item, item.granted_ms), now)


def _speech_reading(speech: Speech, procedure: Procedure, now: datetime) -> Reading:
    speaking = procedure.speaking
    facts = clock.clock_of(speech, speech.granted_ms)
    return clock.read(facts, now, speaking.yellow_ms, speaking.grace_ms)


def _heard(meeting: Meeting, now: datetime) -> list[Heard]:
    there = [seat for seat in meeting.seats if rules.in_room(seat)]
    return [
        Heard(
            seat,
            floor.used(meeting.speeches, seat.id),
            sum(
                clock.spent(clock.clock_of(speech), now)
                for speech in meeting.speeches
                if speech.seat_id == seat.id
            ),
        )
        for seat in there
    ]


def _points(meeting: Meeting) -> tuple[Point, ...]:
    rows = select(Point).where(Point.meeting_id == meeting.id, Point.struck_at.is_(None))
    return tuple(db.session.scalars(rows.order_by(Point.id.desc())))


def _quorum(meeting: Meeting, rule: Rule) -> Quorum:
    turnout = rules.turnout(meeting.seats)
    members = turnout.members(meeting.members)
    return counting.quorum(rule, members, turnout.present, turnout.proxies)


def _closing(meeting: Meeting) -> tuple[Sentence, ...]:
    return rules.LIFECYCLE.obstacles(meeting, "close") if meeting.stage == "open" else ()


def seat_by_number(meeting: Meeting, number: int | None) -> Seat | None:
    """Return the meeting's seat with this number, if its invitation stands."""
    standing = rules.seated(meeting.seats)
    return next((seat for seat in standing if seat.number == number), None)


def speech_of(meeting: Meeting, speech_id: int | None) -> Speech | None:
    """Return a speech of this meeting."""
    speech = db.session.get(Speech, speech_id) if speech_id else None
    return speech if speech and speech.meeting_id == meeting.id else None
