"""What a phone that claimed a seat sees beside the public: its own place and its own vote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from deliberation.domain.privacy import mask_text
from deliberation.store.codes import plain_code
from deliberation.store.db import db
from deliberation.store.models import Meeting, Seat, Vote

if TYPE_CHECKING:
    from deliberation.features.room.queries.audience import Audience


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own seat in the room: where it waits, whether it speaks, what it voted."""

    number: int
    party: str
    voice: bool
    vote: bool
    place: int
    speaking: bool
    poll_id: int | None
    choice: str

    def shows(self, seen: Audience) -> str:
        """Return which part is needed: poll, speaking, queued, hand, heard, or quiet."""
        if self.poll_id is not None:
            return "poll"
        if self.speaking:
            return "speaking"
        if self.place:
            return "queued"
        if seen.step is None or not seen.step.open_floor or not self.voice:
            return "quiet"
        return "heard" if self.number in seen.heard else "hand"


def mine(seat: Seat, seen: Audience) -> Mine:
    """Return what `seat` sees of itself in what everybody sees."""
    waiting = [hand.number for hand in seen.waiting]
    progress = seen.decision.progress if seen.decision else None
    return Mine(
        number=seat.number,
        party=mask_text(seat.party),
        voice=seat.voice,
        vote=seat.vote,
        place=waiting.index(seat.number) + 1 if seat.number in waiting else 0,
        speaking=seen.voice is not None and seen.voice.hand.number == seat.number,
        poll_id=progress.poll_id if progress else None,
        choice=_choice(seat, progress.poll_id) if progress else "",
    )


def _choice(seat: Seat, poll_id: int) -> str:
    cast = select(Vote.choice).where(Vote.poll_id == poll_id, Vote.seat_id == seat.id)
    return db.session.scalar(cast) or ""


def by_join_code(code: str) -> Meeting | None:
    """Return the meeting that a code on the projector leads to, once it is announced."""
    found = db.session.scalar(select(Meeting).where(Meeting.join_code == plain_code(code)))
    return found if found and found.stage != "planned" else None


def seat_with_code(meeting: Meeting, code: str) -> Seat | None:
    """Return the meeting's seat whose card carries `code`, as it was typed."""
    row = select(Seat).where(Seat.code == plain_code(code), Seat.meeting_id == meeting.id)
    return db.session.scalar(row)
