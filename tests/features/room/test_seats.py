"""A phone speaks for one seat: claimed at the door, used in the room, released by the recorder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsdangerous import URLSafeTimedSerializer

from deliberation.shell import clock
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Account
from tests.features.room.handset import claim, hand, key_of, seat, text

if TYPE_CHECKING:
    from deliberation.store.models import Meeting
    from tests.factories import Factory
    from tests.features.room.conftest import Devices, Room

COMMAND = "0123456789abcdef0123456789abcdef"


def claims(room: Room) -> int:
    meeting = room.meeting
    entries = record.about("meeting", meeting.id, meeting.community_id)
    return [entry.verb for entry in entries].count("claim_seat")


def test_one_phone_claims_one_seat_once(room: Room, devices: Devices) -> None:
    mine, other = devices(), devices()
    first = claim(mine, seat(room), command=COMMAND)
    assert (first.status_code, first.location) == (303, f"/live/{room.meeting.join_code}")
    assert claim(mine, seat(room), command=COMMAND).status_code == 303
    assert claim(mine, seat(room)).status_code == 303
    assert claims(room) == 1
    assert seat(room).claim_key == key_of(mine)
    assert seat(room).claimed_at is not None
    assert seat(room).attendance == "present"
    assert "进入会场" in text(mine.get(f"/seats/{seat(room).code}"))
    refused = claim(other, seat(room))
    assert refused.status_code == 409
    assert "1号席位已经有一部手机认领" in text(refused)
    assert "请找记录员放开" in text(other.get(f"/seats/{seat(room).code}"))
    second = claim(mine, seat(room, 2))
    assert second.status_code == 409
    assert "一部手机只代表一个席位" in text(second)
    assert (seat(room).claim_key, seat(room, 2).claim_key) == (key_of(mine), "")
    assert claims(room) == 1


def test_a_key_is_given_by_the_server_only(room: Room, devices: Devices) -> None:
    mine, thief = devices(), devices()
    claim(mine, seat(room))
    room.go_to("round1")
    forged = URLSafeTimedSerializer("a guess", salt="cookie-session").dumps(
        {"device": key_of(mine)}
    )
    thief.client.set_cookie("deliberation", str(forged))
    answer = thief.post(hand(room), {"stance": "support", "device": key_of(mine)})
    assert answer.status_code == 403
    assert "请先扫席位牌上的码" in text(answer)
    assert key_of(thief) != key_of(mine)
    assert room.meeting.speeches == []


def test_a_proxy_claims_the_seat_that_the_recorder_registered(room: Room, devices: Devices) -> None:
    form = {"attendance": "proxy", "proxy_name": "邴小妹"}
    assert room.press("recorder", "attendance/1", {"attendance": "left"}).status_code == 303
    assert room.press("recorder", "attendance/1", form).status_code == 303
    proxy = devices()
    assert "受委托到会的人" in text(proxy.get(f"/seats/{seat(room).code}"))
    assert claim(proxy, seat(room)).status_code == 303
    now = seat(room)
    assert (now.attendance, now.proxy_name, now.claim_key) == ("proxy", "邴小妹", key_of(proxy))
    room.press("recorder", "attendance/1", {"attendance": "left"})
    assert claim(proxy, seat(room)).status_code == 303
    assert (seat(room).attendance, seat(room).left_at) == ("proxy", None)


def test_a_phone_raises_and_lowers_its_own_hand(room: Room, devices: Devices) -> None:
    mine = devices()
    claim(mine, seat(room))
    early = mine.post(hand(room), {"stance": "support"})
    assert (early.status_code, "会议现在是“已通知”" in text(early)) == (409, True)
    room.go_to("round1")
    answer = mine.post(hand(room), {"stance": "oppose", "seat": 2})
    assert (answer.status_code, answer.location) == (303, f"/live/{room.meeting.join_code}")
    (speech,) = room.meeting.speeches
    assert (speech.seat.number, speech.stance) == (1, "oppose")
    again = mine.post(hand(room), {"stance": "oppose"})
    assert (again.status_code, "您已经在发言队列里" in text(again)) == (409, True)
    assert mine.post(hand(room), {"stance": "loud"}).status_code == 422
    assert mine.post(f"{hand(room)}/lowering").status_code == 303
    down = mine.post(f"{hand(room)}/lowering")
    assert (down.status_code, "没有举着手" in text(down)) == (409, True)
    assert room.verbs("speech") == ["raise_hand", "lower_hand"]
    entry = record.about("speech", speech.id, room.meeting.community_id)[0]
    assert (entry.payload or {})["actor"] == "1号席位"


def test_a_seat_elsewhere_has_no_hand_here(room: Room, devices: Devices, make: Factory) -> None:
    elsewhere = make.meeting(make.community("休博园社区", "城厢街道"))
    stranger = devices()
    assert claim(stranger, elsewhere.seats[0]).status_code == 303
    room.go_to("round1")
    assert stranger.post(hand(room), {"stance": "support"}).status_code == 403
    assert stranger.post(f"{hand(room)}/lowering").status_code == 403
    assert room.meeting.speeches == []


def test_an_account_helps_to_no_seat(room: Room) -> None:
    room.go_to("round1")
    for role in ("facilitator", "recorder"):
        assert room.press(role, "my-hand", {"stance": "support"}).status_code == 403


def test_the_recorder_releases_a_seat(room: Room, devices: Devices) -> None:
    old, new = devices(), devices()
    claim(old, seat(room))
    room.go_to("round1")
    page = text(room.become("recorder").get(f"/meetings/{room.meeting_id}/attendance"))
    assert "放开1号的手机" in page
    assert "放开2号的手机" not in page
    release = f"/seats/{seat(room).id}/release"
    assert room.press("timekeeper", release).status_code == 403
    before = room.meeting.version
    answer = room.press("recorder", release)
    assert answer.location.endswith(f"/meetings/{room.meeting_id}/attendance#seat-1")
    assert room.meeting.version == before + 1
    assert (seat(room).claim_key, seat(room).attendance) == ("", "present")
    assert old.post(hand(room), {"stance": "support"}).status_code == 403
    assert room.press("facilitator", release).status_code == 409
    assert claim(new, seat(room)).status_code == 303
    assert new.post(hand(room), {"stance": "support"}).status_code == 303
    assert room.verbs("meeting").count("release_seat") == 1


def test_withdrawing_and_leaving_end_what_a_phone_may(
    room: Room, devices: Devices, make: Factory
) -> None:
    gone, left = devices(), devices()
    claim(gone, seat(room, 1))
    claim(left, seat(room, 2))
    room.go_to("round1")
    host = make.account("host", room.meeting.community)
    assert room.press("recorder", "attendance/2", {"attendance": "left"}).status_code == 303
    room.browser.sign_in(host)
    path = f"/meetings/{room.meeting_id}/seats/1/withdrawal"
    assert room.browser.post(path, {"reason": "请错了人"}).status_code == 303
    assert seat(room, 1).claim_key == ""
    assert gone.post(hand(room), {"stance": "support"}).status_code == 403
    away = left.post(hand(room), {"stance": "support"})
    assert (away.status_code, "还没有签到" in text(away)) == (409, True)
    assert claim(left, seat(room, 2)).status_code == 303
    assert left.post(hand(room), {"stance": "support"}).status_code == 303


def test_a_seat_survives_signing_in_and_not_signing_out(room: Room, devices: Devices) -> None:
    mine = devices()
    claim(mine, seat(room))
    with mine.client.session_transaction() as session:
        session["_user_id"] = _session(room.meeting)
    room.go_to("round1")
    assert mine.post(hand(room), {"stance": "support"}).status_code == 303
    assert mine.post("/sign-out").status_code == 303
    assert key_of(mine) == ""
    assert mine.post(f"{hand(room)}/lowering").status_code == 403


def _session(meeting: Meeting) -> str:
    account_id = next(duty.account_id for duty in meeting.roles if duty.role == "observer")
    account = db.session.get_one(Account, account_id)
    return f"{account.id}:{account.session_key}"


def test_a_claim_waits_for_the_door(room: Room, devices: Devices) -> None:
    meeting = room.meeting
    meeting.starts_at = clock.now().replace(year=clock.now().year + 1)
    db.session.commit()
    answer = claim(devices(), seat(room))
    assert (answer.status_code, "还没到签到的时候" in text(answer)) == (409, True)
