"""Exactly once: two press the same at the same moment; one counts, the other is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from deliberation.store.db import db
from deliberation.store.models import Press, Seat
from tests.features.room.polling import opened
from tests.features.room.pressing import COMMAND, MORE, entries, hand, phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliberation.store.models import Account
    from tests.features.room.conftest import Room


def holder(room: Room, role: str) -> Account:
    return next(row.account for row in room.meeting.roles if row.role == role)


def both(room: Room, path: str, form: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """The facilitator and the timekeeper press the same."""
    address = path if path.startswith("/") else f"/meetings/{room.meeting_id}/{path}"
    return [(address, holder(room, role), form or {}) for role in ("facilitator", "timekeeper")]


def test_pausing_resuming_and_going_on_count_once(
    room: Room, at_once: Callable[..., list[int]]
) -> None:
    room.go_to("round1")
    assert at_once(*both(room, "clock/pause")) == [303, 409]
    assert at_once(*both(room, "clock/start")) == [303, 409]
    seen = {"position": room.current().position}
    begun = entries("begin_stage")
    assert at_once(*both(room, "stage", seen)) == [303, 409]
    assert [entries(verb) for verb in ("pause_clock", "resume_clock")] == [1, 1]
    assert entries("begin_stage") == begun + 1


def test_two_extensions_are_two(room: Room, at_once: Callable[..., list[int]]) -> None:
    room.go_to("round1")
    assert at_once(*both(room, "clock/extension", MORE)) == [303, 303]
    assert (room.current().granted_ms, entries("extend_clock")) == (60_000, 2)


def test_the_floor_is_given_to_one_and_ended_once(
    room: Room, at_once: Callable[..., list[int]]
) -> None:
    room.go_to("round1")
    one, two = hand(room, 1), hand(room, 2)
    first, _same = both(room, f"/speeches/{one}/floor")
    _same, second = both(room, f"/speeches/{two}/floor")
    assert at_once(first, second) == [303, 409]
    speech = next(row.id for row in room.meeting.speeches if row.granted_at)
    assert at_once(*both(room, f"/speeches/{speech}/end")) == [303, 409]
    assert [entries(verb) for verb in ("grant_floor", "yield_floor")] == [1, 1]


def test_a_hand_goes_up_once_and_down_once(room: Room, at_once: Callable[..., list[int]]) -> None:
    room.go_to("round1")
    seat, address = phone(room, 3), f"/meetings/{room.meeting_id}/my-hand"
    assert at_once(*[(address, seat, {"stance": "oppose"})] * 2) == [303, 409]
    seat = db.session.get_one(Seat, seat.id)
    assert at_once(*[(f"{address}/lowering", seat, {})] * 2) == [303, 409]
    assert [entries(verb) for verb in ("raise_hand", "lower_hand")] == [1, 1]


def test_a_press_is_taken_back_once(room: Room, at_once: Callable[..., list[int]]) -> None:
    room.go_to("round1")
    room.press("timekeeper", "clock/pause")
    last = db.session.scalars(db.select(Press).order_by(Press.id.desc()).limit(1)).one()
    assert at_once(*both(room, "undo", {"press": last.id})) == [303, 409]
    assert (entries("undo"), room.current().running_since is None) == (1, False)


def test_a_poll_opens_once_and_ends_once(room: Room, at_once: Callable[..., list[int]]) -> None:
    poll, recorder = opened(room), holder(room, "recorder")
    opening = f"/motions/{poll.motion_id}/polls"
    assert at_once(*[(opening, recorder, {})] * 2) == [409, 409]
    recorder, seat = holder(room, "recorder"), phone(room, 1)
    vote = (f"/polls/{poll.id}/my-vote", seat, {"choice": "yes"})
    end: tuple[str, Account, dict[str, Any]] = (f"/polls/{poll.id}/end", recorder, {})
    room.press("recorder", f"/polls/{poll.id}/hands", {"seat": 2, "choice": "no"})
    statuses = at_once(vote, end)  # the vote that comes too late is told so
    assert statuses in ([303, 303], [303, 409])
    assert at_once(*[(end[0], holder(room, "recorder"), {})] * 2) == [409, 409]
    ballot = room.meeting.motions[0].ballots[0]
    assert ballot.yes + ballot.no == statuses.count(303)
    assert (entries("open_poll"), entries("count")) == (1, 1)


def test_a_poll_that_ends_twice_is_one_count(room: Room, at_once: Callable[..., list[int]]) -> None:
    poll = opened(room)
    room.press("recorder", f"/polls/{poll.id}/hands", {"seat": 2, "choice": "no"})
    assert at_once(*[(f"/polls/{poll.id}/end", holder(room, "recorder"), {})] * 2) == [303, 409]
    assert entries("count") == 1


@pytest.mark.parametrize(
    ("choices", "answers", "changes"),
    [(("yes", "yes"), [303, 409], 0), (("yes", "no"), [303, 303], 1)],
)
def test_two_tabs_of_one_phone_are_one_vote(
    room: Room,
    at_once: Callable[..., list[int]],
    choices: tuple[str, str],
    answers: list[int],
    changes: int,
) -> None:
    poll, seat = opened(room), phone(room, 1)
    address = f"/polls/{poll.id}/my-vote"
    assert at_once(*[(address, seat, {"choice": choice}) for choice in choices]) == answers
    assert len(room.meeting.motions[0].polls[0].votes) == 1
    assert (entries("cast_vote"), entries("change_vote")) == (1, changes)


def test_a_phone_and_a_raised_hand_are_one_vote(
    room: Room, at_once: Callable[..., list[int]]
) -> None:
    poll, seat, recorder = opened(room), phone(room, 1), holder(room, "recorder")
    own = (f"/polls/{poll.id}/my-vote", seat, {"choice": "yes"})
    seen = (f"/polls/{poll.id}/hands", recorder, {"seat": 1, "choice": "no"})
    assert at_once(own, seen) == [303, 409]
    assert len(room.meeting.motions[0].polls[0].votes) == 1
    assert entries("cast_vote") == 1


def test_one_command_sent_twice_at_once_counts_once(
    room: Room, at_once: Callable[..., list[int]]
) -> None:
    poll, seat = opened(room), phone(room, 1)
    form = {"choice": "yes", "command_id": COMMAND}
    assert at_once(*[(f"/polls/{poll.id}/my-vote", seat, form)] * 2) == [303, 303]
    assert entries("cast_vote") == 1
