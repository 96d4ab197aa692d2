"""Four roles by four people; a change is a handing over; arrival is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.domain.errors import Forbidden
from deliberation.domain.meeting import holder
from deliberation.features.meetings import actions
from deliberation.store import record
from deliberation.store.people import actor_for

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.features.meetings.conftest import Hall
    from tests.fixtures_app import Browser


def chosen(hall: Hall, **changes: str) -> dict[str, object]:
    """All roles as a form posts them; a change names the role whose person is taken."""
    people = {role: str(account.id) for role, account in hall.staff.items()}
    return {role: people.get(changes.get(role, role), "") for role in people}


def test_five_people_take_five_roles(hall: Hall, desk: Browser) -> None:
    made = hall.plan()
    address = f"/meetings/{made.id}/roles"
    assert "测试recorder" in desk.get(address).get_data(as_text=True)
    assert desk.post(address, chosen(hall)).status_code == 303
    roles = {duty.role: duty.account_id for duty in hall.again(made).roles}
    assert roles == {role: account.id for role, account in hall.staff.items()}


def test_one_person_cannot_hold_two_key_roles(hall: Hall, desk: Browser) -> None:
    made = hall.plan()
    answer = desk.post(f"/meetings/{made.id}/roles", chosen(hall, timekeeper="facilitator"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "测试facilitator已经是主理人，不能同时当计时员" in page
    assert 'id="timekeeper-error"' in page
    assert hall.again(made).roles == []


def test_two_people_change_places(hall: Hall, desk: Browser) -> None:
    made = hall.ready()
    swapped = chosen(hall, facilitator="timekeeper", timekeeper="facilitator", observer="none")
    assert desk.post(f"/meetings/{made.id}/roles", swapped).status_code == 303
    row = hall.again(made)
    now = holder(row.roles, "facilitator")
    assert now is not None
    assert now.account_id == hall.staff["timekeeper"].id
    assert sum(duty.ended_at is not None for duty in row.roles) == 2
    verbs = [entry.verb for entry in record.about("meeting", made.id, made.community_id)]
    assert verbs[-2:] == ["assign", "assign"]


def test_a_role_is_freed(hall: Hall, desk: Browser) -> None:
    made = hall.ready()
    assert desk.post(f"/meetings/{made.id}/roles", chosen(hall, reporter="none")).status_code == 303
    assert holder(hall.again(made).roles, "reporter") is None
    assert "还没有指定报告员" in desk.get(f"/meetings/{made.id}").get_data(as_text=True)


def test_strangers_are_not_offered(hall: Hall, desk: Browser, make: Factory) -> None:
    made = hall.plan()
    stranger = make.account("worker", make.community("休博园社区", "城厢街道"))
    answer = desk.post(f"/meetings/{made.id}/roles", {"facilitator": str(stranger.id)})
    assert answer.status_code == 422
    assert hall.again(made).roles == []


def test_holders_report_their_own_arrival_and_the_recorder_anybodys(
    hall: Hall, browser: Browser
) -> None:
    made = hall.announced()
    browser.sign_in(hall.staff["timekeeper"])
    page = browser.get(f"/meetings/{made.id}").get_data(as_text=True)
    assert "您是这次会议的计时员" in page
    assert browser.post(f"/meetings/{made.id}/presence/timekeeper").status_code == 303
    assert browser.post(f"/meetings/{made.id}/presence/facilitator").status_code == 403
    browser.sign_in(hall.staff["recorder"])
    back = browser.post(f"/meetings/{made.id}/presence/facilitator", {"from": "attendance"})
    assert back.location.endswith("/attendance")
    present = {duty.role for duty in hall.again(made).roles if duty.present_at}
    assert present == {"timekeeper", "facilitator"}
    assert browser.post(f"/meetings/{made.id}/presence/facilitator/undo").status_code == 303
    assert browser.post(f"/meetings/{made.id}/presence/observer").status_code == 404


def test_arrival_is_told_in_the_room_too(hall: Hall, browser: Browser) -> None:
    made = hall.announced()
    room, press = f"/meetings/{made.id}/room", f"/meetings/{made.id}/presence/timekeeper"
    browser.sign_in(hall.staff["timekeeper"])
    page = browser.get(room).get_data(as_text=True)
    assert f'action="{press}"' in page
    assert f"/meetings/{made.id}/presence/recorder" not in page
    assert browser.post(press, {"from": "room"}).location.endswith(room)
    assert f'action="{press}"' not in browser.get(room).get_data(as_text=True)


def test_arrival_waits_for_the_notice(hall: Hall, desk: Browser) -> None:
    made = hall.ready()
    assert desk.post(f"/meetings/{made.id}/presence/recorder").status_code == 409


def test_a_handed_over_role_carries_nothing_more(hall: Hall) -> None:
    made = hall.announced()
    before = hall.staff["recorder"]
    who, now = hall.actor, hall.now
    actions.assign(made, "recorder", hall.staff["observer"], actor=who, now=now)
    seat = made.seats[0]
    with pytest.raises(Forbidden):
        actions.mark_attendance(seat, "present", actor=actor_for(before), now=hall.now)
