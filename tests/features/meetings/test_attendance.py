"""Check-in: by the recorder, one press each, and by a seat's code at the door."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.meeting import turnout
from deliberation.shell import clock
from deliberation.store import record
from tests.fixtures_app import Browser

if TYPE_CHECKING:
    from flask import Flask

    from deliberation.store.models import Meeting, Seat
    from tests.features.meetings.conftest import Hall


@pytest.fixture
def made(hall: Hall) -> Meeting:
    return hall.announced()


@pytest.fixture
def recorder(hall: Hall, made: Meeting, browser: Browser) -> Browser:
    return browser.sign_in(hall.staff["recorder"])


def seat(hall: Hall, made: Meeting, number: int = 1) -> Seat:
    return next(one for one in hall.again(made).seats if one.number == number)


def test_each_press_counts_and_can_be_undone(hall: Hall, recorder: Browser, made: Meeting) -> None:
    address = f"/meetings/{made.id}/attendance"
    assert "还差2人" in recorder.get(address).get_data(as_text=True)
    assert recorder.post(f"{address}/1", {"attendance": "present"}).status_code == 303
    assert recorder.post(f"{address}/3", {"attendance": "present"}).status_code == 303
    proxy: dict[str, object] = {"attendance": "proxy", "proxy_name": "邴小妹"}
    assert recorder.post(f"{address}/2", proxy).status_code == 303
    count = turnout(hall.again(made).seats)
    assert (count.invited, count.present, count.proxies, count.attending) == (2, 1, 1, 1)
    page = recorder.get(address).get_data(as_text=True)
    assert "到会够了" in page
    assert "代理人邴小妹" in page
    assert seat(hall, made).arrived_at is not None
    assert recorder.post(f"{address}/1", {"attendance": "left"}).status_code == 303
    assert "还差1人" in recorder.get(address).get_data(as_text=True)
    assert recorder.post(f"{address}/1/undo").status_code == 303
    assert seat(hall, made).left_at is None
    assert recorder.post(f"{address}/1/undo").status_code == 303
    assert seat(hall, made).attendance == ""
    assert recorder.post(f"{address}/1/undo").status_code == 409
    verbs = [entry.verb for entry in record.about("meeting", made.id, made.community_id)]
    assert verbs[-6:] == ["mark_attendance"] * 4 + ["undo_attendance"] * 2


@pytest.mark.parametrize(
    ("number", "form", "status", "sentence"),
    [
        (1, {"attendance": "proxy", "proxy_name": ""}, 422, "请填写代理人的姓名"),
        (1, {"attendance": "proxy", "proxy_name": "贾玉兰"}, 422, "代理人不能是本人"),
        (3, {"attendance": "proxy", "proxy_name": "甲"}, 422, "没有表决权的席位不能委托"),
        (1, {"attendance": "flown"}, 422, "请选择一项"),
        (1, {"attendance": "left"}, 409, "现在不在会场"),
        (9, {"attendance": "present"}, 404, "没有9号席位"),
    ],
)
def test_a_mark_that_makes_no_sense_is_refused(
    recorder: Browser,
    made: Meeting,
    number: int,
    form: dict[str, object],
    status: int,
    sentence: str,
) -> None:
    answer = recorder.post(f"/meetings/{made.id}/attendance/{number}", form)
    assert answer.status_code == status
    assert sentence in answer.get_data(as_text=True)


def test_a_timekeeper_does_not_mark(hall: Hall, made: Meeting, browser: Browser) -> None:
    browser.sign_in(hall.staff["timekeeper"])
    answer = browser.post(f"/meetings/{made.id}/attendance/1", {"attendance": "present"})
    assert answer.status_code == 403
    assert seat(hall, made).attendance == ""


def test_a_person_claims_the_seat_at_the_door(hall: Hall, made: Meeting, browser: Browser) -> None:
    address = f"/seats/{seat(hall, made).code}"
    early = browser.post(address)
    assert early.status_code == 409
    assert "我到了" not in browser.get(address).get_data(as_text=True)
    clock.set_offset(made.starts_at - timedelta(minutes=10) - datetime.now(UTC))
    page = browser.get(address).get_data(as_text=True)
    assert "我到了" in page
    assert "1号" in page
    assert "有车户" in page
    assert not any(name in page for name in ("邴建国", "姜学军", "贾玉兰"))
    command = "0123456789abcdef0123456789abcdef"
    assert browser.post(address, command=command).status_code == 303
    assert browser.post(address, command=command).status_code == 303
    assert seat(hall, made).attendance == "present"
    assert browser.post(address).status_code == 303  # the same phone: nothing changes
    assert "请凭这个号找座位" in browser.get(address).get_data(as_text=True)
    entry, earlier = record.about("meeting", made.id, made.community_id)[:-3:-1]
    assert (entry.verb, (entry.payload or {})["actor"]) == ("claim_seat", "居民")
    assert earlier.verb == "announce"


def test_whom_the_recorder_marked_the_phone_still_finds(
    hall: Hall, made: Meeting, recorder: Browser, app: Flask
) -> None:
    clock.set_offset(made.starts_at - datetime.now(UTC))
    phone, card = Browser(app.test_client()), f"/seats/{seat(hall, made).code}"
    recorder.post(f"/meetings/{made.id}/attendance/1", {"attendance": "present"})
    arrived = seat(hall, made).arrived_at
    assert "用这部手机举手、表决" in phone.get(card).get_data(as_text=True)
    assert phone.post(card).status_code == 303
    now = seat(hall, made)
    assert (now.attendance, now.arrived_at, bool(now.claim_key)) == ("present", arrived, True)
    assert "用手机认领" in recorder.get(f"/meetings/{made.id}/attendance").get_data(as_text=True)


def test_the_card_shows_its_code_in_letters(hall: Hall, made: Meeting, browser: Browser) -> None:
    code = seat(hall, made).code
    page = browser.sign_in(hall.host).get(f"/meetings/{made.id}/seats/cards")
    assert f"{code[:5]} {code[5:]}" in page.get_data(as_text=True)
    typed = browser.get(f"/seats/{code[:5].lower()}-{code[5:]}")
    assert typed.status_code == 200


def test_a_seat_without_a_vote_comes_as_attending(
    hall: Hall, made: Meeting, browser: Browser
) -> None:
    clock.set_offset(made.starts_at - datetime.now(UTC))
    assert browser.post(f"/seats/{seat(hall, made, 3).code}").status_code == 303
    assert seat(hall, made, 3).attendance == "attending"


def test_a_withdrawn_or_unknown_card_opens_nothing(
    hall: Hall, made: Meeting, browser: Browser
) -> None:
    code = seat(hall, made).code
    browser.sign_in(hall.host)
    browser.post(f"/meetings/{made.id}/seats/1/withdrawal", {"reason": "搬走了"})
    clock.set_offset(made.starts_at - datetime.now(UTC))
    assert "已经撤回" in browser.get(f"/seats/{code}").get_data(as_text=True)
    assert browser.post(f"/seats/{code}").status_code == 409
    assert browser.get("/seats/AAAAAAAAAA").status_code == 404
    assert browser.post("/seats/AAAAAAAAAA").status_code == 404
