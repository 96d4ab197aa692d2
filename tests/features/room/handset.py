"""What a phone does for its seat, and what a page of it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from deliberation.store.models import Seat
    from tests.features.room.conftest import Room
    from tests.fixtures_app import Browser


def claim(phone: Browser, card: Seat, command: str | None = None) -> TestResponse:
    """Scan a seat's card and press."""
    phone.get(f"/seats/{card.code}")
    return phone.post(f"/seats/{card.code}", command=command)


def key_of(phone: Browser) -> str:
    """The key that the server gave this browser."""
    with phone.client.session_transaction() as session:
        return str(session.get("device", ""))


def seat(room: Room, number: int = 1) -> Seat:
    return next(one for one in room.meeting.seats if one.number == number)


def hand(room: Room) -> str:
    return f"/meetings/{room.meeting_id}/my-hand"


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)
