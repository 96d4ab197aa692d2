from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import agenda
from tests.domain.facts import NOON, Item

ENDS = NOON + timedelta(minutes=90)


def items(*minutes: int) -> list[Item]:
    return [Item(position=n, planned_minutes=one) for n, one in enumerate(minutes)]


def test_signing_in_is_before_the_meeting() -> None:
    flow = [Item(kind="checkin", planned_minutes=15), *items(60, 30)]
    assert agenda.over(flow, NOON, ENDS) == 0
    assert agenda.fits(flow, NOON, ENDS) is None
    first, second, third = agenda.timetable(flow, NOON)
    assert (first.starts_at, first.ends_at) == (NOON - timedelta(minutes=15), NOON)
    assert second.starts_at == NOON
    assert third.ends_at == ENDS


def test_by_how_much_an_agenda_does_not_fit_is_said() -> None:
    assert str(agenda.fits(items(60, 31), NOON, ENDS)) == "议程排不下，超出1分钟。"


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_the_timetable_has_no_gaps(minutes: list[int]) -> None:
    slots = agenda.timetable(items(*minutes), NOON)
    assert slots[0].starts_at == NOON
    for one, following in pairwise(slots):
        assert one.ends_at == following.starts_at
    over = agenda.over(items(*minutes), NOON, slots[-1].ends_at)
    assert over == 0
    assert agenda.over(items(*minutes), NOON, slots[-1].ends_at - timedelta(minutes=1)) == 1


def test_the_stage_under_way_and_the_next() -> None:
    flow = items(5, 8, 7)
    assert agenda.current(flow) is None
    assert agenda.next_item(flow) is flow[0]
    flow[0].opened_at = flow[0].closed_at = NOON
    flow[1].opened_at = NOON
    assert agenda.current(flow) is flow[1]
    assert agenda.next_item(flow) is flow[2]
    assert agenda.place(flow, flow[1]) == (2, 3)
    for item in flow:
        item.opened_at = item.closed_at = NOON
    assert agenda.next_item(flow) is None
