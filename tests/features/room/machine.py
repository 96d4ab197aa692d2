"""The room as a state machine: presses in any order, at any time, and what always holds.

Hypothesis drives the real verbs on a real (in-memory) database. Every accepted press leaves one
entry and one version more; every refused one leaves nothing at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from deliberation.domain import agenda, clock, floor
from deliberation.domain.errors import DomainError
from deliberation.domain.roles import Actor, Grant
from deliberation.features.meetings.actions import claim_seat, mark_attendance, undo_attendance
from deliberation.features.room import actions
from deliberation.features.room.actions.seats import release
from deliberation.store import record
from deliberation.store.db import db, writing
from deliberation.store.models import Meeting, Motion, MotionVersion, Seat, Speech
from tests.factories import Factory
from tests.features.room.rules import in_fair_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliberation.store.models import AgendaItem

SEATS = st.integers(1, 5)
ANY = st.integers(0, 20)
MORE = st.sampled_from([1, 30_000, 60_000, 4 * 60 * 60_000])
# People mostly come.
MARKS = (*["present"] * 4, "attending", "excused", "left", "undo")
PHONES = st.sampled_from(["phone-one", "phone-two", "phone-three"])
# Half of all waits are short enough for an undo.
WAITS = st.one_of(st.integers(0, 9_999), st.integers(0, 3_600_000))

Rows = dict[str, list[tuple[Any, ...]]]
Clocks = Sequence["AgendaItem | Speech"]


def rows() -> Rows:
    """Every row there is, straight from the driver."""
    db.session.rollback()
    driver = db.session.connection().connection.driver_connection
    assert driver is not None
    return {
        name: driver.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608  our own tables
        for name in db.metadata.tables
    }


def touched(before: Rows, after: Rows) -> Rows:
    """The rows with clocks that a press changed, as they were: what an undo restores."""
    return {
        name: [row for row in before[name] if row not in after[name]]
        for name in ("agenda_item", "speech")
    }


class Room(RuleBasedStateMachine):
    """One open meeting with five seats and a motion whose wording is final."""

    @initialize()
    def begin(self) -> None:
        db.session.rollback()
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()
        meeting = Factory().meeting(Factory().community())
        staff = meeting.roles[0].account_id
        held = {
            Grant(role, meeting_id=meeting.id) for role in ("facilitator", "timekeeper", "recorder")
        }
        self.id, self.now = meeting.id, meeting.starts_at
        self.staff = Actor("工作人员", staff, frozenset(held))
        self.phone = Actor("席位")
        self.before_press: dict[int, Rows] = {}
        self.spent: dict[tuple[str, int], int] = {}
        words = MotionVersion(version=1, text="清障", at=self.now)
        db.session.add(
            Motion(
                meeting_id=meeting.id,
                topic_id=meeting.topics[0].id,
                frozen_at=self.now,
                versions=[words],
            )
        )
        db.session.commit()
        self.rows = rows()
        self.press(lambda meeting, now: actions.open_meeting(meeting, actor=self.staff, now=now))
        for _stage in ("report", "questions", "round1"):
            self.next_stage(0, back=False)
        self.now += timedelta(minutes=1)  # too late to undo how it began

    # ------------------------------------------------------------ pressing

    @property
    def meeting(self) -> Meeting:
        return db.session.get_one(Meeting, self.id)

    def press(self, verb: Callable[[Meeting, datetime], object]) -> bool:
        """Press; True when it was accepted. Both answers are held to what they may leave."""
        before = self.rows
        try:
            with writing():
                verb(self.meeting, self.now)
        except DomainError:
            assert rows() == before
            return False
        self.rows = after = rows()
        if after == before:
            return False
        self._held(before, after)
        self.check()
        if len(after["press"]) > len(before["press"]):
            self.before_press[after["press"][-1][0]] = touched(before, after)
        return True

    def _held(self, before: Rows, after: Rows) -> None:
        assert len(after["entry"]) == len(before["entry"]) + 1
        version = list(Meeting.__table__.columns.keys()).index("version")
        assert after["meeting"][0][version] == before["meeting"][0][version] + 1

    def seat(self, number: int) -> Seat:
        return next(seat for seat in self.meeting.seats if seat.number == number)

    # ------------------------------------------------------------ time and the agenda

    @rule(ms=WAITS)
    def time_passes(self, ms: int) -> None:
        self.now += timedelta(milliseconds=ms)
        self.check()

    @rule(start=st.booleans(), back=st.booleans())
    def turn_stage(self, *, start: bool, back: bool) -> None:
        turn = actions.start_stage if start else actions.pause_stage
        if self.press(lambda meeting, now: turn(meeting, actor=self.staff, now=now)) and back:
            self.undo(0)

    @rule(ms=MORE, reason=st.sampled_from(["掌声", " "]))
    def extend_stage(self, ms: int, reason: str) -> None:
        def press(meeting: Meeting, now: datetime) -> None:
            actions.extend_stage(meeting, ms, reason, actor=self.staff, now=now)

        self.press(press)

    @rule(beside=st.sampled_from([0, 0, 0, 1]), back=st.booleans())
    def next_stage(self, beside: int, *, back: bool) -> None:
        item = agenda.current(self.meeting.agenda)
        position = (item.position if item else 0) + beside

        def press(meeting: Meeting, now: datetime) -> None:
            actions.next_stage(meeting, position, actor=self.staff, now=now)

        if self.press(press) and back:
            self.undo(0)

    # ------------------------------------------------------------ undo

    @rule(back=st.sampled_from([0, 0, 0, 1]))
    def undo(self, back: int) -> None:
        kept = sorted(self.before_press)
        if len(kept) <= back:
            return
        press_id = kept[-1 - back]

        def press(meeting: Meeting, now: datetime) -> None:
            actions.undo(meeting, press_id, actor=self.staff, now=now)

        # The one way in which time spent may fall.
        known, self.spent = self.spent, {}
        if self.press(press):
            for name, restored in self.before_press[press_id].items():
                assert all(row in self.rows[name] for row in restored)
        else:
            self.spent = known

    # ------------------------------------------------------------ seats

    @rule(seat=SEATS, mark=st.sampled_from(MARKS))
    def mark(self, seat: int, mark: str) -> None:
        def press(_meeting: Meeting, now: datetime) -> None:
            if mark == "undo":
                undo_attendance(self.seat(seat), actor=self.staff, now=now)
            else:
                mark_attendance(self.seat(seat), mark, actor=self.staff, now=now)

        self.press(press)

    @rule(seat=SEATS, key=PHONES)
    def claim(self, seat: int, key: str) -> None:
        self.press(lambda _m, now: claim_seat(self.seat(seat), key, actor=self.phone, now=now))

    @rule(seat=SEATS)
    def release(self, seat: int) -> None:
        self.press(lambda _m, now: release(self.seat(seat), actor=self.staff, now=now))

    # ------------------------------------------------------------ what always holds

    def check(self) -> None:
        """Look at everything once more after what changed it: a press, or time."""
        meeting = self.meeting
        speeches, stages = meeting.speeches, meeting.agenda
        self._time_spent_never_falls_and_the_sum_holds([*stages, *speeches])
        self._one_speaker_and_one_stage(speeches, stages)
        assert in_fair_order(speeches, floor.queue(speeches))
        self._one_phone_one_hand_one_vote(meeting, speeches)

    def _time_spent_never_falls_and_the_sum_holds(self, timed: Clocks) -> None:
        for one in timed:
            shown = clock.read(clock.clock_of(one, one.granted_ms), self.now)
            key = (one.__tablename__, one.id)
            assert shown.spent_ms >= self.spent.get(key, 0)
            self.spent[key] = shown.spent_ms
            total = one.allotted_ms + one.granted_ms
            assert shown.spent_ms + shown.remaining_ms - shown.overtime_ms == total

    def _one_speaker_and_one_stage(self, speeches: list[Speech], stages: list[AgendaItem]) -> None:
        speaking = [one for one in speeches if floor.state(one) == "speaking"]
        under_way = [one for one in stages if one.opened_at and not one.closed_at]
        assert len(speaking) <= 1
        assert len(under_way) == 1
        clocks: Clocks = [*stages, *speeches]
        running = [one for one in clocks if one.running_since is not None]
        assert all(one in [*speaking, *under_way] for one in running)

    def _one_phone_one_hand_one_vote(self, meeting: Meeting, speeches: list[Speech]) -> None:
        keys = [seat.claim_key for seat in meeting.seats if seat.claim_key]
        assert len(keys) == len(set(keys))
        up = [one.seat_id for one in speeches if floor.state(one) in {"queued", "speaking"}]
        assert len(up) == len(set(up))
        polls = meeting.motions[0].polls
        assert sum(one.ended_at is None and one.broken_off_at is None for one in polls) <= 1
        for poll in polls:
            voters = [vote.seat_id for vote in poll.votes]
            assert len(voters) == len(set(voters)) <= poll.present + poll.proxies

    def teardown(self) -> None:
        assert list(record.verify()) == []
