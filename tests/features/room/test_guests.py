"""Who takes a role without an account: a name, a session, an end, and a place in the minutes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from markupsafe import escape

from deliberation.domain.meeting import guest_until
from deliberation.features.documents.queries.people import holder_name, shares
from deliberation.shell import clock, commands
from deliberation.store.db import db
from deliberation.store.models import Account
from tests.features.room.handset import text
from tests.features.room.offers import duty, guests, newest, offer
from tests.fixtures_app import Browser

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Factory
    from tests.features.room.conftest import Devices, Room

CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.mark.parametrize(
    ("name", "status"),
    [("", 422), ("于" * 21, 422), ("于\u202e敏", 422), ("<b>于敏</b>", 303), ("于敏" * 10, 303)],
)
def test_a_name_is_a_name(room: Room, devices: Devices, name: str, status: int) -> None:
    code, tablet = offer(room).code, devices()
    answer = tablet.post(f"/take/{code}", {"name": name})
    assert answer.status_code == status
    if status == 303:
        former = db.session.get_one(Account, newest().offered_by_id)
        page = text(room.browser.sign_in(former).get(f"/handovers/{newest().id}"))
        assert f"{escape(name)}接过去了" in page
        assert "<b>于敏" not in page
        assert duty(room).account.name == name


def test_a_guest_is_a_guest(room: Room, devices: Devices, make: Factory) -> None:
    code, tablet = offer(room).code, devices()
    tablet.get(tablet.post(f"/take/{code}", {"name": "于敏"}).location)
    (guest,) = guests()
    for password in ("", "于敏", guest.session_key):
        answer = devices().post("/sign-in", {"login": guest.login, "password": password})
        assert answer.status_code == 422
    admin = make.account("admin")
    office = devices().sign_in(admin)
    assert "于敏" not in text(office.get("/accounts"))
    assert office.get(f"/accounts/{guests()[0].id}").status_code == 404
    assert office.post(f"/accounts/{guests()[0].id}/password").status_code == 404
    host = make.account("host", room.meeting.community)
    roles = text(devices().sign_in(host).get(f"/meetings/{room.meeting_id}/roles"))
    assert "于敏" in roles  # or saving the page would free the role
    other = make.meeting(make.community("休博园社区", "城厢街道"))
    assert tablet.get(f"/meetings/{other.id}/room").status_code == 403
    clock.set_offset(datetime(2026, 9, 11, 16, 0, tzinfo=UTC) - datetime.now(UTC))
    assert tablet.get(f"/meetings/{room.meeting_id}/room").status_code == 303
    assert tablet.get(f"/take/{code}/arrival").status_code == 404


def test_a_guest_hands_on_and_keeps_the_claimed_seat(room: Room, devices: Devices) -> None:
    code, phone = offer(room).code, devices()
    card = room.meeting.seats[0].code
    phone.get(f"/seats/{card}")
    assert phone.post(f"/seats/{card}").status_code == 303
    phone.get(phone.post(f"/take/{code}", {"name": "于敏"}).location)
    on = phone.post(f"/assignments/{duty(room).id}/handovers")
    assert on.status_code == 303
    assert devices().post(f"/take/{newest().code}", {"name": "张强"}).status_code == 303
    assert "张强接过去了" in text(phone.get(on.location))
    room.wait(1)
    form = {"stance": "support"}
    hand = phone.post(f"/meetings/{room.meeting_id}/my-hand", form)
    assert (hand.status_code, "会议现在是“已通知”" in text(hand)) == (409, True)


def test_the_session_of_a_guest_has_a_token_of_its_own(app: Flask, room: Room) -> None:
    code, tablet = offer(room).code, Browser(app.test_client())
    app.config["WTF_CSRF_ENABLED"] = True
    token = CSRF.search(text(tablet.get(f"/take/{code}")))
    assert token is not None
    assert tablet.post(f"/take/{code}", {"name": "于敏"}).status_code == 400
    form = {"name": "于敏", "csrf_token": token[1]}
    tablet.get(tablet.post(f"/take/{code}", form).location)
    with tablet.client.session_transaction() as session:
        assert "csrf_token" not in session
        assert session[commands.DEVICE]
    app.config["WTF_CSRF_ENABLED"] = False


def test_handing_over_needs_the_second_door(app: Flask, room: Room, devices: Devices) -> None:
    app.config["TLS_PORT"] = 8001
    code, plain, secure = offer(room).code, "http://hall.test:8000", "https://hall.test:8001"
    for path in (f"/take/{code}", "/take", f"/handovers/{newest().id}"):
        answer = devices().get(path, base_url=plain)
        assert (answer.status_code, answer.location) == (307, f"{secure}{path}")
    tablet = devices()
    with tablet.client.session_transaction(base_url=secure) as session:
        session["_user_id"] = f"{duty(room).account_id}:{duty(room).account.session_key}"
    shown = text(tablet.get(f"/handovers/{newest().id}", base_url=secure))
    assert f"{secure}/take" in shown


def test_the_minutes_name_everybody_who_held_a_role(room: Room, devices: Devices) -> None:
    room.go_to("round1")
    duty(room).account.name = "宫某"
    db.session.commit()
    room.wait(60)
    assert devices().post(f"/take/{offer(room).code}", {"name": "于敏"}).status_code == 303
    named = {share.verb: share.name for share in shares(room.meeting)}
    assert named["主理"] == "宫**、于**"
    assert named["计时"] == "测**"
    assert holder_name(room.meeting, "facilitator") == "于**"


def test_a_role_handed_over_before_the_opening_is_its_new_holders(
    room: Room, devices: Devices
) -> None:
    assert (
        devices().post(f"/take/{offer(room, 'recorder').code}", {"name": "于敏"}).status_code == 303
    )
    room.wait(60)
    room.go_to("round1")
    assert {share.verb: share.name for share in shares(room.meeting)}["记录"] == "于**"


def test_a_guest_stays_a_day_longer_than_the_meeting() -> None:
    ends = datetime(2026, 9, 17, 8, 30, tzinfo=UTC)
    until = guest_until(ends, ends - timedelta(hours=1))
    assert until == datetime(2026, 9, 18, 16, 0, tzinfo=UTC)  # midnight in Shanghai
    assert guest_until(ends, ends + timedelta(days=3)) == until + timedelta(days=3)
