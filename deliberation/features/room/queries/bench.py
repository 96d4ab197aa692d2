"""The bench: stage, clocks, queue, points, motions and the quorum as they are at `now`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from deliberation.domain import agenda, clock, floor
from deliberation.domain import ballot as counting
from deliberation.domain import meeting as rules
from deliberation.features.room.queries.polls import Voting, voting
from deliberation.features.room.queries.readings import quorum, speech_reading, stage_reading
from deliberation.features.room.queries.results import Result, results
from deliberation.features.room.queries.undo import Undo, undo
from deliberation.store.db import db
from deliberation.store.library import find_procedure, find_ruleset
from deliberation.store.models import Meeting, Motion, Point, Poll, Resolution, Speech, Topic

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.ballot import Quorum
    from deliberation.domain.clock import Reading
    from deliberation.domain.errors import Sentence
    from deliberation.domain.lifecycle import Stage
    from deliberation.domain.procedure import Procedure
    from deliberation.domain.ruleset import Rule
    from deliberation.store.models import AgendaItem, Ballot, Seat


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
    voting: Voting | None
    undo: Undo | None

    @property
    def open(self) -> bool:
        """Whether the meeting is under way."""
        return self.meeting.stage == "open"

    @property
    def open_floor(self) -> bool:
        """Whether people speak in this stage; elsewhere the role holders do."""
        return self.item is not None and self.item.kind in agenda.OPEN_FLOOR

    def turns(self, speech: Speech) -> int:
        """How many counted turns its speaker has had."""
        return floor.used(self.meeting.speeches)[speech.seat_id]

    def word(self, speech: Speech) -> Sentence:
        """Return what a speech is for: its stance, or a reply."""
        return floor.word(speech, speech.agenda_item.kind)

    @property
    def by_heads(self) -> bool:
        """Whether votes can be cast seat by seat under the meeting's rule."""
        return counting.may_poll(self.rule) is None

    def to_confirm(self, account_id: int) -> list[Ballot]:
        """Return the counts that wait for a second person, who may be this one."""
        ballots = (ballot for motion in self.meeting.motions for ballot in motion.ballots)
        return [one for one in ballots if counting.may_confirm(one, account_id) is None]

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
        selectinload(Meeting.motions).selectinload(Motion.polls).selectinload(Poll.votes),
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
        reading=stage_reading(item, now) if item else None,
        speech=speech,
        speech_reading=speech_reading(speech, procedure.speaking, now) if speech else None,
        waiting=floor.queue(meeting.speeches),
        unheard=tuple(one for one in heard if not one.turns and one.seat.voice),
        heard=tuple(one for one in heard if one.turns),
        points=_points(meeting),
        turnout=rules.turnout(meeting.seats),
        quorum=quorum(meeting, rule),
        absent=rules.absent_parties(meeting.topics, meeting.seats),
        results=results(meeting),
        closing=_closing(meeting),
        voting=voting(meeting),
        undo=undo(meeting, now),
    )


def _heard(meeting: Meeting, now: datetime) -> list[Heard]:
    there = [seat for seat in meeting.seats if rules.in_room(seat)]
    had, spent = floor.used(meeting.speeches), Counter[int]()
    for speech in meeting.speeches:
        spent[speech.seat_id] += clock.spent(clock.clock_of(speech), now)
    return [Heard(seat, had[seat.id], spent[seat.id]) for seat in there]


def _points(meeting: Meeting) -> tuple[Point, ...]:
    rows = select(Point).where(Point.meeting_id == meeting.id, Point.struck_at.is_(None))
    return tuple(db.session.scalars(rows.order_by(Point.id.desc())))


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
