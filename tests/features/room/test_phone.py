"""An attendee's phone: with a seat its own place and vote, without one how to get it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from deliberation.store.db import db
from tests.features.room.watching import Hall, page
from tests.fixtures_app import Browser

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Factory
    from tests.features.room.conftest import Room


@pytest.fixture
def hall(room: Room, app: Flask) -> Hall:
    return Hall(room, app)


def part(html: str) -> str:
    """Which part of the seat's panel is open."""
    parts: list[tuple[str, str]] = re.findall(r'<section data-when="(\w+)"[^>]*?( hidden)?>', html)
    (found,) = (name for name, hidden in parts if not hidden)
    return found


def test_a_phone_without_a_seat_is_told_how_to_get_one(hall: Hall, browser: Browser) -> None:
    hall.room.go_to("round1")
    text = page(browser, hall.address)
    assert "您在旁边看着" in text
    assert "my-hand" not in text
    seat = hall.seat(3)
    seat.code = "SEATCODE23"
    db.session.commit()
    typed = browser.get(f"{hall.address}/seat?code=seat-code 23")
    assert (typed.status_code, typed.location) == (303, "/seats/SEATCODE23")
    wrong = browser.get(f"{hall.address}/seat?code=NOSUCHCODE")
    assert wrong.status_code == 404
    assert "这次会议没有这个码" in wrong.get_data(as_text=True)
    assert browser.get(f"{hall.address}/seat").location == hall.address


def test_a_card_of_another_meeting_is_not_taken(hall: Hall, make: Factory) -> None:
    elsewhere = make.meeting(make.community("洛隆社区")).seats[0]
    elsewhere.code = "ELSEWHERE2"
    db.session.commit()
    phone = Browser(hall.app.test_client())
    assert phone.get(f"{hall.address}/seat?code=ELSEWHERE2").status_code == 404


def test_a_seat_sees_its_own_place(hall: Hall) -> None:
    phone = hall.claimed(2)
    assert part(page(phone, hall.address)) == "quiet"
    hall.room.go_to("round1")
    assert part(page(phone, hall.address)) == "hand"
    hall.hand(1, "support")
    assert phone.post(f"{my(hall)}/my-hand", {"stance": "support"}).location == hall.address
    text = page(phone, hall.address)
    assert part(text) == "queued"
    assert "您排第2位" in text
    assert phone.post(f"{my(hall)}/my-hand/lowering").status_code == 303
    assert part(page(phone, hall.address)) == "hand"
    hall.hand(2, "oppose")
    hall.grant(2)
    assert part(page(phone, hall.address)) == "speaking"


def test_a_seat_that_was_heard_may_only_reply(hall: Hall) -> None:
    phone, other = hall.claimed(2), hall.claimed(1)
    hall.room.go_to("round1")
    hall.hand(2, "oppose")
    speech = hall.grant(2)
    assert hall.state()["heard"] == "2"
    assert hall.room.press("facilitator", f"/speeches/{speech}/end").status_code == 303
    text = page(phone, hall.address)
    assert part(text) == "heard"
    assert part(page(other, hall.address)) == "hand"
    reply = {"stance": "info", "reply": "y"}
    assert phone.post(f"{my(hall)}/my-hand", reply).status_code == 303
    hall.room.go_to("round2")
    assert hall.state()["heard"] == ""


def my(hall: Hall) -> str:
    return f"/meetings/{hall.room.meeting_id}"


def test_a_seat_sees_its_own_vote_and_no_other(hall: Hall) -> None:
    mine, other = hall.claimed(1), hall.claimed(2)
    hall.room.go_to("motion")
    poll = hall.poll()
    assert part(page(mine, hall.address)) == "poll"
    mine.post(f"/polls/{poll.id}/my-vote", {"choice": "abstain"})
    assert "您投了：弃权" in page(mine, hall.address)
    for phone in (other, Browser(hall.app.test_client())):
        assert "您投了：" not in page(phone, hall.address).replace("您投了：{choice}", "")


def test_a_seat_without_a_vote_is_not_asked(hall: Hall) -> None:
    hall.seat(5).vote = False
    db.session.commit()
    phone = hall.claimed(5)
    hall.room.go_to("motion")
    hall.poll()
    text = page(phone, hall.address)
    assert "您这一席不参加表决" in text
    assert "my-vote" not in text


def test_a_seat_without_a_voice_is_not_offered_a_hand(hall: Hall) -> None:
    hall.seat(5).voice = False
    db.session.commit()
    phone = hall.claimed(5)
    hall.room.go_to("round1")
    text = page(phone, hall.address)
    assert part(text) == "quiet"
    assert f"{my(hall)}/my-hand" not in text.replace(f"{my(hall)}/my-hand/lowering", "")
