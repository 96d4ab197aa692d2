"""Presses in any order, at any time, by anybody: what always holds in the room.

One machine speaks, one votes: a single one would spend its steps on refusing each other's presses.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from deliberation.app import create_app
from deliberation.domain import ballot as counting
from deliberation.domain import floor
from deliberation.features.room import actions
from deliberation.shell import clock
from deliberation.store.db import db
from tests.features.room.machine import ANY, MORE, SEATS, Room
from tests.fixtures_app import settings_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from deliberation.store.models import Meeting, Speech

STANCES = st.sampled_from(list(floor.STANCES))
CHOICES = st.sampled_from(list(counting.CHOICES))


class Speaking(Room):
    """Hands, the floor and the speaker's clock."""

    def speech(self, number: int, state: str) -> Speech | None:
        """Mostly one that stands as the verb wants it, sometimes any."""
        found = self.meeting.speeches
        fitting = [one for one in found if floor.state(one) == state and number % 4]
        chosen = fitting or found
        return chosen[number % len(chosen)] if chosen else None

    def on_speech(
        self, number: int, verb: Callable[..., object], *given: object, state: str = "speaking"
    ) -> None:
        def press(_meeting: Meeting, now: datetime) -> None:
            if speech := self.speech(number, state):
                verb(speech, *given, actor=self.staff, now=now)

        self.press(press)

    @rule(speech=ANY, start=st.booleans())
    def turn_speech(self, speech: int, *, start: bool) -> None:
        self.on_speech(speech, actions.resume_speech if start else actions.pause_speech)

    @rule(speech=ANY, ms=MORE)
    def extend_speech(self, speech: int, ms: int) -> None:
        self.on_speech(speech, actions.extend_speech, ms, "照顾长者")

    @rule(seat=SEATS, stance=STANCES, reply=st.booleans(), at_once=st.booleans())
    def raise_hand(self, seat: int, stance: str, *, reply: bool, at_once: bool) -> None:
        def press(meeting: Meeting, now: datetime) -> None:
            who = self.seat(seat)
            actions.raise_hand(meeting, who, stance, actor=self.phone, now=now, reply=reply)

        if self.press(press) and at_once:
            self.grant_the_first()

    @rule(speech=ANY, own=st.booleans())
    def lower(self, speech: int, *, own: bool) -> None:
        def press(_meeting: Meeting, now: datetime) -> None:
            if found := self.speech(speech, "queued"):
                actions.lower(found, actor=self.phone if own else self.staff, now=now)

        self.press(press)

    @rule(speech=ANY)
    def grant(self, speech: int) -> None:
        self.on_speech(speech, actions.grant, state="queued")

    @rule()
    def grant_the_first(self) -> None:
        def press(meeting: Meeting, now: datetime) -> None:
            for first in floor.queue(meeting.speeches)[:1]:
                actions.grant(first, actor=self.staff, now=now)

        self.press(press)

    @rule(speech=ANY, back=st.booleans())
    def yield_floor(self, speech: int, *, back: bool) -> None:
        self.on_speech(speech, actions.yield_floor)
        if back:
            self.undo(0)


class Voting(Room):
    """Votes seat by seat."""

    @rule(seat=SEATS, choice=CHOICES, way=st.sampled_from(list(counting.WAYS)))
    def vote(self, seat: int, choice: str, way: str) -> None:
        self.press(lambda m, now: actions.open_poll(m.motions[0], actor=self.staff, now=now))

        def press(meeting: Meeting, now: datetime) -> None:
            for poll in meeting.motions[0].polls[-1:]:
                actions.cast(poll, self.seat(seat), choice, way, actor=self.phone, now=now)

        self.press(press)

    @rule(give_up=st.booleans())
    def end_poll(self, *, give_up: bool) -> None:
        def press(meeting: Meeting, now: datetime) -> None:
            for poll in meeting.motions[0].polls[-1:]:
                if give_up:
                    actions.break_off(poll, "再议", actor=self.staff, now=now)
                else:
                    actions.end_poll(poll, actor=self.staff, now=now)

        self.press(press)

    @rule()
    def withdraw_count(self) -> None:
        def press(meeting: Meeting, now: datetime) -> None:
            for ballot in meeting.motions[0].ballots[-1:]:
                actions.withdraw(ballot, "数错了", actor=self.staff, now=now)

        self.press(press)


@pytest.fixture
def in_memory(tmp_path: Path, moment: datetime) -> Iterator[None]:
    """The real application on a database that is nowhere but here."""
    app = create_app(settings_for(tmp_path, "sqlite:///:memory:"))
    clock.set_offset(moment - datetime.now(moment.tzinfo))
    with app.app_context():
        db.create_all()
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("in_memory")
@pytest.mark.parametrize("machine", [Speaking, Voting])
def test_presses_in_any_order_keep_the_rules_of_the_room(machine: type[Room]) -> None:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    bounded = settings(
        max_examples=20, stateful_step_count=40, deadline=None, suppress_health_check=slow
    )
    run_state_machine_as_test(machine, settings=bounded)
