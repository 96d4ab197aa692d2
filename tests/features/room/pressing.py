"""What tests of presses press before: a hand, a speaker, a phone with its seat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.store.db import db
from deliberation.store.models import Entry, Seat

if TYPE_CHECKING:
    from tests.features.room.conftest import Room

COMMAND: Final = "c" * 32
MORE: Final[dict[str, object]] = {"seconds": 30, "reason": "掌声"}


def entries(verb: str) -> int:
    """How many entries of a verb the record has."""
    return (
        db.session.scalar(db.select(db.func.count(Entry.sequence)).where(Entry.verb == verb)) or 0
    )


def hand(room: Room, seat: int) -> int:
    form = {"seat": seat, "stance": "support"}
    assert room.press("timekeeper", "hands", form).status_code == 303
    return room.meeting.speeches[-1].id


def speaking(room: Room) -> int:
    speech = hand(room, 1)
    assert room.press("facilitator", f"/speeches/{speech}/floor").status_code == 303
    return speech


def phone(room: Room, number: int) -> Seat:
    """A seat whose phone has claimed it."""
    seat = next(row for row in room.meeting.seats if row.number == number)
    seat.claim_key, seat.claimed_at = f"{number:032d}", seat.invited_at
    db.session.commit()
    return seat
