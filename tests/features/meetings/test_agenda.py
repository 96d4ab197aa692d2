"""The agenda: minutes, order, and the sign when it does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.features.meetings import actions
from deliberation.store import record
from deliberation.store.db import db

if TYPE_CHECKING:
    from deliberation.store.models import Meeting
    from tests.features.meetings.conftest import Hall
    from tests.fixtures_app import Browser


def minutes(row: Meeting, **changes: str) -> dict[str, object]:
    return {
        f"minutes-{item.id}": changes.get(item.key, str(item.planned_minutes))
        for item in row.agenda
    }


def keys(row: Meeting) -> list[str]:
    return [item.key for item in row.agenda]


def test_an_agenda_that_does_not_fit_says_by_how_much(hall: Hall, desk: Browser) -> None:
    made = hall.plan()
    address = f"/meetings/{made.id}/agenda"
    assert "排得下" in desk.get(address).get_data(as_text=True)
    assert desk.post(address, minutes(made, round1="37", checkin="60")).status_code == 303
    item = next(item for item in hall.again(made).agenda if item.key == "round1")
    assert (item.planned_minutes, item.allotted_ms) == (37, 37 * 60_000)
    assert "排不下：超出7分钟" in desk.get(address).get_data(as_text=True)
    entry = record.about("meeting", made.id, made.community_id)[-1]
    assert (entry.payload or {})["minutes"] == {"checkin": [15, 60], "round1": [30, 37]}


@pytest.mark.parametrize("typed", ["0", "241", "半小时", ""])
def test_minutes_out_of_bounds_are_refused_and_kept(hall: Hall, desk: Browser, typed: str) -> None:
    made = hall.plan()
    answer = desk.post(f"/meetings/{made.id}/agenda", minutes(made, tea=typed, round2="14"))
    assert answer.status_code == 422
    assert 'value="14"' in answer.get_data(as_text=True)
    assert [item.planned_minutes for item in hall.again(made).agenda if item.key == "round2"] == [
        15
    ]


def test_stages_change_places_and_keep_what_was_typed(hall: Hall, desk: Browser) -> None:
    made = hall.plan()
    before = keys(made)
    tea = next(item for item in made.agenda if item.key == "tea")
    address = f"/meetings/{made.id}/agenda/{tea.id}/position"
    assert desk.post(address, {"to": "up", **minutes(made, tea="9")}).status_code == 303
    row = hall.again(made)
    assert keys(row).index("tea") == before.index("tea") - 1
    assert [item.position for item in row.agenda] == list(range(len(before)))
    assert [item.planned_minutes for item in row.agenda if item.key == "tea"] == [9]
    assert desk.post(address, {"to": "down"}).status_code == 303
    assert keys(hall.again(made)) == before


def test_signing_in_stays_first(hall: Hall, desk: Browser) -> None:
    made = hall.plan()
    for key, to in (("checkin", "down"), ("opening", "up"), ("reading", "down")):
        item = next(item for item in made.agenda if item.key == key)
        address = f"/meetings/{made.id}/agenda/{item.id}/position"
        assert desk.post(address, {"to": to}).status_code == 409
    assert keys(hall.again(made))[:2] == ["checkin", "opening"]


def test_after_the_notice_the_agenda_stands(hall: Hall, desk: Browser) -> None:
    made = hall.announced()
    answer = desk.post(f"/meetings/{made.id}/agenda", minutes(made, tea="6"))
    assert answer.status_code == 409
    assert "收回通知" not in desk.get(f"/meetings/{made.id}/agenda").get_data(as_text=True)
    db.session.rollback()
    assert actions.neighbour(made.agenda, made.agenda[0], 1) is None
