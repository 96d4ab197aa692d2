from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import clock
from deliberation.domain.clock import Clock
from deliberation.domain.errors import IllegalMove, Invalid

THREE = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)

steps = st.lists(
    st.tuples(st.sampled_from(["start", "pause", "extend", "finish"]), st.integers(0, 200_000))
)


def after(seconds: float) -> datetime:
    return THREE + timedelta(seconds=seconds)


def test_a_pause_of_20_seconds_moves_the_end_by_20_seconds() -> None:
    running = clock.start(Clock(120_000), THREE)
    paused = clock.pause(running, after(40))
    again = clock.start(paused, after(60))
    assert clock.read(again, after(60)).ends_at == after(140)
    # A page loaded at any later moment shows the same end.
    assert clock.read(again, after(100)).ends_at == after(140)


def test_the_second_device_that_stops_changes_nothing() -> None:
    stopped = clock.pause(clock.start(Clock(120_000), THREE), after(40))
    with pytest.raises(IllegalMove, match="计时已经停了"):
        clock.pause(stopped, after(41))
    with pytest.raises(IllegalMove, match="计时已经在走"):
        clock.start(clock.start(stopped, after(50)), after(51))


@pytest.mark.parametrize(
    ("seconds", "card", "remaining"),
    [
        (0, "green", 120_000),
        (89.999, "green", 30_001),
        (90, "yellow", 30_000),
        (119.999, "yellow", 1),
        (120, "red", 0),
        (135, "red", 0),
        (135.001, "over", 0),
    ],
)
def test_cards_turn_at_their_times(seconds: float, card: str, remaining: int) -> None:
    reading = clock.read(clock.start(Clock(120_000), THREE), after(seconds))
    assert (reading.card, reading.remaining_ms) == (card, remaining)


def test_a_long_slot_turns_yellow_a_minute_before_its_end() -> None:
    running = clock.start(Clock(180_000), THREE)
    assert clock.read(running, after(119)).card == "green"
    assert clock.read(running, after(120)).card == "yellow"


def test_thirty_seconds_more_move_the_end() -> None:
    running = clock.start(Clock(120_000), THREE)
    longer = clock.extend(running)
    assert clock.read(longer, THREE).ends_at == after(150)
    for ms in (0, -1, clock.MOST_MS):
        with pytest.raises(Invalid):
            clock.extend(longer, ms)


@given(steps)
def test_spent_never_falls_and_the_sum_holds(moves: list[tuple[str, int]]) -> None:
    one, now, before = Clock(120_000), THREE, 0
    for move, wait in moves:
        now += timedelta(milliseconds=wait)
        if move == "start" and one.running_since is None:
            one = clock.start(one, now)
        elif move == "pause" and one.running_since is not None:
            one = clock.pause(one, now)
        elif move == "extend" and one.total_ms < 600_000:
            one = clock.extend(one)
        elif move == "finish":
            one = clock.finish(one, now)
        reading = clock.read(one, now)
        assert reading.spent_ms >= before
        assert reading.spent_ms + reading.remaining_ms - reading.overtime_ms == one.total_ms
        assert reading.remaining_ms == 0 or reading.overtime_ms == 0
        assert (reading.ends_at is not None) == reading.running == (one.running_since is not None)
        before = reading.spent_ms


@given(st.integers(0, 300_000), st.integers(0, 300_000))
def test_the_shown_end_does_not_depend_on_when_it_is_read(spent: int, wait: int) -> None:
    running = clock.start(Clock(120_000, spent_ms=spent), THREE)
    later = THREE + timedelta(milliseconds=wait)
    assert clock.read(running, later).ends_at == clock.read(running, THREE).ends_at


def test_a_now_before_the_start_takes_nothing_back() -> None:
    running = clock.start(Clock(120_000, spent_ms=5_000), THREE)
    assert clock.read(running, after(-10)).spent_ms == 5_000


@dataclass
class Stored:
    allotted_ms: int = 120_000
    spent_ms: int = 0
    running_since: datetime | None = None


def test_facts_are_read_from_and_written_to_what_is_stored() -> None:
    stored = Stored()
    clock.put(clock.start(clock.clock_of(stored, granted_ms=30_000), THREE), stored)
    assert stored.running_since == THREE
    clock.put(clock.finish(clock.clock_of(stored), after(7)), stored)
    assert stored == Stored(spent_ms=7_000)
