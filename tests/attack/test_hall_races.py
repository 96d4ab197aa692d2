"""Two at one moment in the hall, on PostgreSQL: what one ends, the other cannot do any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.store.db import db
from deliberation.store.models import Entry, Seat
from tests.features.room.conftest import Room
from tests.features.room.offers import duty, offer
from tests.features.room.polling import opened
from tests.features.room.pressing import entries, phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import Factory
    from tests.fixtures_app import Browser

    AtOnce = Callable[..., list[int]]

# SQLite has one writer at a time.
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def room(make: Factory, browser: Browser) -> Room:
    found = Room(make.meeting(make.community()).id, browser)
    found.go_to("round1")
    return found


def both_orders(statuses: list[int], late: int) -> bool:
    """Whether each came either before the other's, or too late."""
    return statuses in ([303, 303], [303, late])


def verbs() -> list[tuple[str, int | None]]:
    rows = db.session.scalars(db.select(Entry).order_by(Entry.sequence))
    return [(row.verb, row.actor_id) for row in rows]


def test_whose_role_was_taken_does_not_press_any_more(
    room: Room, at_once: AtOnce, make: Factory
) -> None:
    code, before = offer(room).code, duty(room).account
    former = before.id
    taker = make.account("worker", room.meeting.community)
    address = f"/meetings/{room.meeting_id}/clock/pause"
    statuses = at_once((f"/take/{code}", taker, {}), (address, before, {}))
    assert both_orders(statuses, 403)
    order = verbs()
    taken = next(n for n, (verb, _who) in enumerate(order) if verb == "take_role")
    assert former not in [who for _verb, who in order[taken + 1 :]]


@pytest.mark.parametrize("ending", ["release", "left"])
def test_a_seat_that_was_let_go_does_not_vote_any_more(
    room: Room, at_once: AtOnce, ending: str
) -> None:
    poll, seat = opened(room), phone(room, 1)
    address = {
        "release": f"/seats/{seat.id}/release",
        "left": f"/meetings/{room.meeting_id}/attendance/1",
    }[ending]
    end = (address, duty(room, "recorder").account, {"attendance": "left"})
    vote = (f"/polls/{poll.id}/my-vote", phone(room, 1), {"choice": "yes"})
    statuses = at_once(end, vote)
    assert both_orders(statuses, 403 if ending == "release" else 409)
    order = [
        verb for verb, _who in verbs() if verb in {"release_seat", "mark_attendance", "cast_vote"}
    ]
    cast = entries("cast_vote")
    assert cast == statuses.count(303) - 1
    assert order[-1 - cast] in ({"cast_vote"} if cast else {"release_seat", "mark_attendance"})


def test_an_offer_is_taken_or_taken_back(room: Room, at_once: AtOnce, make: Factory) -> None:
    made, holder = offer(room), duty(room).account
    taker = make.account("worker", room.meeting.community)
    take, back = f"/take/{made.code}", f"/handovers/{made.id}/withdrawal"
    statuses = at_once((take, taker, {}), (back, holder, {}))
    assert statuses in ([303, 409], [303, 403])
    assert entries("take_role") + entries("withdraw_offer") == 1
    assert (duty(room).account_id == taker.id) == bool(entries("take_role"))


def test_a_role_goes_one_way_when_two_give_it(room: Room, at_once: AtOnce, make: Factory) -> None:
    made, here = offer(room, "observer"), room.meeting.community
    taker, chosen, host = (make.account(role, here) for role in ("worker", "worker", "host"))
    form = {row.role: row.account_id for row in room.meeting.roles} | {"observer": chosen.id}
    assign = (f"/meetings/{room.meeting_id}/roles", host, form)
    statuses = at_once((f"/take/{made.code}", taker, {}), assign)
    assert statuses in ([303, 303], [303, 409])
    standing = [row for row in room.meeting.roles if row.role == "observer" and not row.ended_at]
    assert len(standing) == 1
    assert standing[0].account_id in {taker.id, chosen.id}


def test_one_card_is_one_phone_s_and_one_phone_has_one_card(room: Room, at_once: AtOnce) -> None:
    one, two = (f"/seats/{seat.code}" for seat in room.meeting.seats[:2])
    mine, other = Seat(claim_key="a" * 32), Seat(claim_key="b" * 32)
    assert at_once((one, mine, {}), (one, other, {})) == [303, 409]
    assert at_once((two, mine, {}), (two, other, {})) == [303, 409]
    third, fourth = (f"/seats/{seat.code}" for seat in room.meeting.seats[2:4])
    fresh = Seat(claim_key="c" * 32)
    assert at_once((third, fresh, {}), (fourth, fresh, {})) == [303, 409]
    keys = [seat.claim_key for seat in room.meeting.seats if seat.claim_key]
    assert sorted(keys) == ["a" * 32, "b" * 32, "c" * 32]
    assert entries("claim_seat") == 3
