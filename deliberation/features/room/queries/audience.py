"""What everybody in the hall may see: public by construction, because nothing else is in it.

Seats are numbers and whom they speak for; there is no field for a name or a code. Free text is
what is read aloud anyway, and goes through the masks as on every public page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from deliberation.domain import agenda, floor
from deliberation.domain import meeting as rules
from deliberation.domain.privacy import mask_text
from deliberation.features.room.queries.decision import Decision, Told, decision, told
from deliberation.features.room.queries.readings import quorum, speech_reading, stage_reading
from deliberation.store.db import db
from deliberation.store.library import find_procedure, find_ruleset
from deliberation.store.models import Meeting, Motion, Poll, Resolution

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.ballot import Quorum
    from deliberation.domain.clock import Reading
    from deliberation.domain.errors import Sentence
    from deliberation.domain.procedure import Procedure, Speaking
    from deliberation.domain.ruleset import Rule
    from deliberation.store.models import AgendaItem, Speech


@dataclass(frozen=True, slots=True)
class Step:
    """The stage under way."""

    title: str
    kind: str
    phase: str
    place: tuple[int, int]
    reading: Reading
    open_floor: bool


@dataclass(frozen=True, slots=True)
class Hand:
    """A seat that speaks or waits to: its number and its party, never who sits there."""

    number: int
    party: str
    word: Sentence


@dataclass(frozen=True, slots=True)
class Voice:
    """The seat that has the floor."""

    hand: Hand
    reading: Reading
    granted_ms: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many have come, and whether that is enough."""

    here: int
    beside: int
    members: int
    quorum: Quorum

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(self.quorum.needed - self.quorum.attending, 0)


@dataclass(frozen=True, slots=True)
class Audience:
    """One meeting as the hall sees it at one moment."""

    version: int
    stage: str
    title: str
    venue: str
    starts_at: datetime
    step: Step | None
    coming: str
    voice: Voice | None
    waiting: tuple[Hand, ...]
    heard: tuple[int, ...]
    decision: Decision | None
    results: tuple[Told, ...]
    attendance: Attendance

    @property
    def open(self) -> bool:
        """Whether the meeting is under way."""
        return self.stage == "open"

    @property
    def joining(self) -> bool:
        """Whether people are still coming in, so that the code leading here should be seen."""
        begins = self.step is not None and self.step.kind in {"checkin", "opening"}
        return self.stage == "announced" or begins

    @property
    def focus(self) -> str:
        """Return what is looked at now: voice, decision, join, stage, or nothing of these."""
        if not self.open:
            return "join" if self.joining else "end"
        if self.decision and self.decision.phase == "poll":
            return "decision"
        if self.voice:
            return "voice"
        if self.decision and self.step and self.step.kind in {"motion", "assignments", "reading"}:
            return "decision"
        return "join" if self.joining else "stage"

    @property
    def beside(self) -> bool:
        """Whether the queue stands beside what is looked at; while people vote it does not."""
        if self.focus == "decision":
            return bool(self.waiting) and self.decision is not None and not self.decision.progress
        return self.step is not None and (bool(self.waiting) or self.step.open_floor)


def audience(meeting: Meeting, now: datetime) -> Audience:
    """Return what the hall sees of `meeting` at `now`, in a fixed number of reads."""
    _load(meeting)
    procedure, rule = find_procedure(meeting.procedure), find_ruleset(meeting.ruleset)
    is_open = meeting.stage == "open"
    item = agenda.current(meeting.agenda) if is_open else None
    coming = agenda.next_item(meeting.agenda) if is_open else None
    speech = floor.speaking(meeting.speeches) if is_open else None
    waiting = floor.queue(meeting.speeches) if is_open else ()
    return Audience(
        version=meeting.version,
        stage=meeting.stage,
        title=mask_text(meeting.title),
        venue=mask_text(meeting.venue.name),
        starts_at=meeting.starts_at,
        step=_step(meeting, item, procedure, now) if item else None,
        coming=mask_text(coming.title) if coming else "",
        voice=_voice(speech, procedure.speaking, now) if speech else None,
        waiting=tuple(_hand(one) for one in waiting),
        heard=_heard(meeting, item, procedure.speaking) if item else (),
        decision=decision(meeting) if is_open else None,
        results=told(meeting) if meeting.stage == "closed" else (),
        attendance=_attendance(meeting, rule),
    )


def _load(meeting: Meeting) -> None:
    """Read what is shown, however much of it there is, in a fixed number of reads."""
    motions = selectinload(Meeting.motions)
    resolutions = selectinload(Meeting.resolutions)
    parts = (
        joinedload(Meeting.venue),
        selectinload(Meeting.agenda),
        selectinload(Meeting.seats),
        selectinload(Meeting.speeches),
        motions.selectinload(Motion.versions),
        motions.selectinload(Motion.ballots),
        motions.selectinload(Motion.polls).selectinload(Poll.votes),
        motions.joinedload(Motion.topic),
        resolutions.joinedload(Resolution.topic),
    )
    db.session.scalars(select(Meeting).where(Meeting.id == meeting.id).options(*parts)).one()


def _step(meeting: Meeting, item: AgendaItem, procedure: Procedure, now: datetime) -> Step:
    phase = procedure.phase(item.phase)
    return Step(
        title=mask_text(item.title),
        kind=item.kind,
        phase=phase.word if phase else "",
        place=agenda.place(meeting.agenda, item),
        reading=stage_reading(item, now),
        open_floor=item.kind in agenda.OPEN_FLOOR,
    )


def _voice(speech: Speech, speaking: Speaking, now: datetime) -> Voice:
    return Voice(_hand(speech), speech_reading(speech, speaking, now), speech.granted_ms)


def _hand(speech: Speech) -> Hand:
    seat = speech.seat
    word = floor.word(speech, speech.agenda_item.kind)
    return Hand(seat.number, mask_text(seat.party), word)


def _heard(meeting: Meeting, item: AgendaItem, speaking: Speaking) -> tuple[int, ...]:
    """Return the seats that had their say for now; a reply to a question is still open to them."""
    if item.kind != "speeches":
        return ()
    had = floor.used(meeting.speeches)
    most = min(item.round or speaking.turns, speaking.turns)
    return tuple(one.number for one in meeting.seats if one.voice and had[one.id] >= most)


def _attendance(meeting: Meeting, rule: Rule) -> Attendance:
    turnout = rules.turnout(meeting.seats)
    members = turnout.members(meeting.members)
    return Attendance(turnout.voters, turnout.attending, members, quorum(meeting, rule))
