"""Four screens and a phone through the parking meeting: what one presses, all see."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests import services
from tests.browser.conftest import House
from tests.browser.hall import THREE, Hall
from tests.browser.parking import Parking, announced
from tests.browser.steps_alive import act, decide, first_round, gather, say_goodbye
from tests.faults.meeting import Course

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture
def parking(chrome: Browser, tmp_path: Path) -> Iterator[Parking]:
    """The announced meeting at three o'clock, its screens in the hall, the phone at the door."""
    folder = tmp_path / "instance"
    folder.mkdir()
    meeting_id, code = announced(folder)
    house = House("", chrome)
    hall = Hall(folder, services.free_port(), Course(meeting_id), code, house)
    with hall.kept:
        hall.start(THREE - datetime.now(UTC))
        facilitator, timekeeper, recorder = (
            house.open("tablet").sign_in(role).go(hall.room)
            for role in ("facilitator", "timekeeper", "recorder")
        )
        projector = house.open("projector").go(f"/live/{code}/projector")
        phone = house.open("phone")
        yield Parking(hall, facilitator, timekeeper, recorder, projector, phone)
        for number, screen in enumerate(house.screens):
            screen.page.screenshot(path=tmp_path / f"last-{number}.png", full_page=True)
            screen.page.context.close()


def card(hall: Hall, number: int) -> str:
    """What stands in the QR on a seat's card."""
    with sqlite3.connect(hall.folder / "deliberation.sqlite") as database:
        row = database.execute("SELECT code FROM seat WHERE number = ?", (number,)).fetchone()
    return f"/seats/{row[0]}"


def test_what_one_presses_all_see(parking: Parking) -> None:
    gather(parking, card(parking.hall, 1))
    first_round(parking)
    decide(parking)
    act(parking)
    say_goodbye(parking)
