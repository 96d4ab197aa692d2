"""The live channel obeys the permission table, at every event anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest
from flask_socketio import SocketIOTestClient

from deliberation.domain.roles import Actor, Grant
from deliberation.features.meetings.actions import assign, mark_attendance, withdraw_seat
from deliberation.features.people.actions.accounts import end
from deliberation.shell import channel, clock
from deliberation.shell.commands import DEVICE
from deliberation.store.db import changed, db, writing
from deliberation.store.live import touch
from deliberation.store.models import Account, Seat
from tests.fixtures_app import Browser

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Factory
    from tests.features.room.conftest import Room

KEY = "k" * 32


@dataclass
class Screen:
    """A browser with its socket."""

    app: Flask
    browser: Browser

    def connect(self) -> Screen:
        self.socket = SocketIOTestClient(
            self.app, self.app.extensions["socketio"], flask_test_client=self.browser.client
        )
        return self

    def ask(self, event: str, data: object) -> dict[str, Any]:
        return cast("dict[str, Any]", self.socket.emit(event, data, callback=True))

    def told(self) -> list[str]:
        """The names of the events that came since."""
        return [packet["name"] for packet in self.socket.get_received()]


def screen(app: Flask, account: Account | None = None, key: str = "") -> Screen:
    """A screen of its own: of an account, of a phone with this key, or of anybody."""
    browser = Browser(app.test_client())
    if account:
        browser.sign_in(account)
    if key:
        with browser.client.session_transaction() as session:
            session[DEVICE] = key
    return Screen(app, browser).connect()


def holder(room: Room, role: str) -> Account:
    return next(row.account for row in room.meeting.roles if row.role == role and not row.ended_at)


def host(room: Room) -> Actor:
    return Actor("曲主任", None, frozenset({Grant("host", room.meeting.community_id)}))


def seat(room: Room, key: str = KEY) -> Seat:
    """The first seat, claimed by the phone with this key."""
    row = room.meeting.seats[0]
    row.claim_key, row.claimed_at = key, clock.now()
    db.session.commit()
    return row


def audience(room: Room, **more: object) -> dict[str, object]:
    return {"code": room.meeting.join_code, **more}


def bench(room: Room) -> dict[str, object]:
    return {"id": room.meeting_id, "kind": "bench"}


def sent(room: Room) -> None:
    """A frame goes to everybody in the meeting's room."""
    channel.send(channel.room("meeting", room.meeting_id), "frame", {"version": 1, "regions": {}})


def test_whoever_has_the_code_looks_on(app: Flask, room: Room) -> None:
    phone = screen(app)
    answer = phone.ask("join", audience(room))
    assert answer["version"] == room.meeting.version
    assert abs(answer["at"] - clock.epoch_ms(clock.now())) < 10_000
    with writing():
        touch(room.meeting)
    assert phone.told() == ["frame"]


@pytest.mark.parametrize(
    "asked",
    [
        {"code": "WRONGCODE2"},
        {"code": ["AB"]},
        {"id": 10**12, "kind": "bench"},
        {"id": True, "kind": "bench"},
        {},
        "join",
        None,
    ],
)
def test_a_join_by_a_wrong_code_is_refused(app: Flask, room: Room, asked: object) -> None:
    phone = screen(app)
    assert phone.ask("join", asked) == {"refused": "没有找到这场会议，请重新扫码。"}
    sent(room)
    assert phone.told() == []


def test_a_bench_needs_the_permission_to_read_the_room(
    app: Flask, room: Room, make: Factory
) -> None:
    for account in (None, make.account("worker", room.meeting.community)):
        stranger = screen(app, account)
        assert "这一步由" in stranger.ask("join", bench(room))["refused"]
        sent(room)
        assert stranger.told() == []
    timekeeper = screen(app, holder(room, "timekeeper"))
    assert timekeeper.ask("join", bench(room))["version"] == room.meeting.version
    sent(room)
    assert timekeeper.told() == ["frame"]


def test_a_number_alone_opens_nothing_to_the_audience(app: Flask, room: Room) -> None:
    phone = screen(app)
    assert "refused" in phone.ask("join", {"id": room.meeting_id})


def test_a_seat_is_for_the_phone_that_claimed_it(app: Flask, room: Room) -> None:
    row = seat(room)
    mine, other = screen(app, key=KEY), screen(app, key="o" * 32)
    assert "version" in mine.ask("join", audience(room, seat=True))
    refused = {"refused": "请先扫席位牌上的码，认领您的席位。"}
    assert other.ask("join", audience(room, seat=True)) == refused
    with writing():
        changed("seat", row.id)
    assert (mine.told(), other.told()) == (["changed"], [])


def revoked(room: Room) -> None:
    """The invitation of the first seat is taken back."""
    withdraw_seat(room.meeting.seats[0], "来错了会场", actor=host(room), now=clock.now())


def left(room: Room) -> None:
    """The person of the first seat goes home, and the seat's phone is released."""
    row = room.meeting.seats[0]
    mark_attendance(row, "left", actor=host(room), now=clock.now())
    row.claim_key, row.claimed_at = "", None


@pytest.mark.parametrize("ending", [revoked, left])
def test_a_seat_revoked_while_connected(app: Flask, room: Room, ending: Any) -> None:  # noqa: ANN401 - either of two functions
    seat(room)
    phone = screen(app, key=KEY)
    assert "version" in phone.ask("join", audience(room, seat=True))
    with writing():
        ending(room)
    assert "changed" in phone.told()
    with writing():
        changed("seat", room.meeting.seats[0].id)
    sent(room)
    assert phone.told() == []
    assert "refused" in phone.ask("here", audience(room, seat=True))
    assert "version" in phone.ask("here", audience(room))


def test_a_role_handed_over(app: Flask, room: Room, make: Factory) -> None:
    old = screen(app, holder(room, "timekeeper"))
    assert "version" in old.ask("join", bench(room))
    successor = make.account("worker", room.meeting.community)
    new = screen(app, successor)
    assert "refused" in new.ask("join", bench(room))
    with writing():
        assign(room.meeting, "timekeeper", successor, actor=host(room), now=clock.now())
    assert "changed" in old.told()
    assert "version" in new.ask("here", bench(room))
    new.told()
    sent(room)
    assert (old.told(), new.told()) == ([], ["frame"])
    assert "refused" in old.ask("here", bench(room))


def test_a_lasting_role_that_ends(app: Flask, room: Room, make: Factory) -> None:
    overseer = make.account("oversight", room.meeting.community)
    desk = screen(app, overseer)
    assert "version" in desk.ask("join", bench(room))
    with writing():
        end(overseer.grants[0], actor=host(room), now=clock.now())
    assert desk.told() == ["changed"]
    assert "refused" in desk.ask("here", bench(room))


def signed_out(account: Account) -> None:
    account.session_key = "another"


def retired(account: Account) -> None:
    account.retired_at = clock.now()


def expired(account: Account) -> None:
    account.expires_at = clock.now()


@pytest.mark.parametrize("ending", [signed_out, retired, expired])
def test_whoever_is_no_longer_signed_in_is_refused(app: Flask, room: Room, ending: Any) -> None:  # noqa: ANN401 - any of three functions
    recorder = screen(app, holder(room, "recorder"))
    assert "version" in recorder.ask("join", bench(room))
    ending(db.session.get_one(Account, holder(room, "recorder").id))
    db.session.commit()
    assert "refused" in recorder.ask("here", bench(room))
    sent(room)
    assert recorder.told() == []


def test_one_screen_shows_one_meeting(app: Flask, room: Room, make: Factory) -> None:
    other = make.meeting(make.community("红枫社区", "竹岛街道"))
    phone = screen(app)
    phone.ask("join", audience(room))
    assert "version" in phone.ask("join", {"code": other.join_code})
    sent(room)
    assert phone.told() == []


def test_the_probe_tells_the_server_s_time(app: Flask, room: Room) -> None:
    phone = screen(app)
    before = clock.epoch_ms(clock.now())
    room.wait(600)
    assert 600_000 <= phone.ask("probe", {})["at"] - before < 660_000


def test_signing_out_puts_other_screens_of_the_account_out(app: Flask, room: Room) -> None:
    recorder = screen(app, holder(room, "recorder"))
    assert "version" in recorder.ask("join", bench(room))
    answer = room.become("recorder").post("/sign-out")
    assert (answer.status_code, recorder.told()) == (303, [])
    answer.close()  # the browser has it, and its cookies
    sent(room)
    assert recorder.told() == ["changed"]
