"""Seats: invited one by one or from a list, withdrawn with a reason, printed as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.store import record

if TYPE_CHECKING:
    from deliberation.store.models import Meeting
    from tests.factories import Factory
    from tests.features.meetings.conftest import Hall
    from tests.fixtures_app import Browser

GUEST: dict[str, object] = {
    "name": "𠮷㛃",
    "party": "有车户",
    "kind": "resident",
    "building": "6号楼",
}


@pytest.fixture
def made(hall: Hall) -> Meeting:
    return hall.plan()


def test_a_seat_gets_number_code_voice_and_vote(hall: Hall, desk: Browser, made: Meeting) -> None:
    address = f"/meetings/{made.id}/seats"
    assert desk.post(address, GUEST).status_code == 303
    assert desk.post(address, {**GUEST, "name": "姜学军", "kind": "property"}).status_code == 303
    twice = desk.post(address, GUEST)
    assert twice.status_code == 422
    assert "已经在1号席位" in twice.get_data(as_text=True)
    first, second = hall.again(made).seats
    assert (first.number, first.name, first.voice, first.vote) == (1, "𠮷㛃", True, True)
    assert (second.number, second.voice, second.vote) == (2, True, False)
    assert len(first.code) == 10
    assert first.code != second.code
    assert hall.again(made).members == 1
    page = desk.get(address).get_data(as_text=True)
    assert "这几方还没有席位：无车户、物业" in page


def test_a_list_is_taken_whole_or_not_at_all(hall: Hall, desk: Browser, made: Meeting) -> None:
    address = f"/meetings/{made.id}/seats/list"
    wrong = "贾玉兰，有车户\n\n车守诚，有车户，邻居，5号楼"
    answer = desk.post(address, {"lines": wrong})
    assert answer.status_code == 422
    assert "第3行：没有“邻居”这种身份" in answer.get_data(as_text=True)
    assert wrong.splitlines()[2] in answer.get_data(as_text=True)
    assert hall.again(made).seats == []
    right = "贾玉兰，有车户\n车守诚, 无车户, 业委会, 5号楼\n于凤琴、物业、专家、、老人"
    assert desk.post(address, {"lines": right}).status_code == 303
    rows = hall.again(made).seats
    assert [(seat.name, seat.party, seat.kind) for seat in rows] == [
        ("贾玉兰", "有车户", "resident"),
        ("车守诚", "无车户", "committee"),
        ("于凤琴", "物业", "expert"),
    ]
    assert [seat.elder for seat in rows] == [False, False, True]
    assert hall.again(made).members == 2


@pytest.mark.parametrize("lines", ["", "贾玉兰", "，有车户", "贾" * 41 + "，有车户"])
def test_a_line_that_is_no_person_is_named(desk: Browser, made: Meeting, lines: str) -> None:
    answer = desk.post(f"/meetings/{made.id}/seats/list", {"lines": lines})
    assert answer.status_code == 422
    assert ("第1行" in answer.get_data(as_text=True)) is bool(lines)


def test_a_seat_is_withdrawn_with_a_reason(hall: Hall, desk: Browser, made: Meeting) -> None:
    desk.post(f"/meetings/{made.id}/seats", GUEST)
    address = f"/meetings/{made.id}/seats/1/withdrawal"
    assert "𠮷㛃" in desk.get(address).get_data(as_text=True)
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert desk.post(address, {"reason": "本人搬走了"}).status_code == 303
    row = hall.again(made)
    assert row.seats[0].withdrawn_at is not None
    assert row.members == 0
    entry = record.about("meeting", made.id, made.community_id)[-1]
    assert (entry.verb, (entry.payload or {})["reason"]) == ("withdraw_seat", "本人搬走了")
    assert desk.post(f"/meetings/{made.id}/seats", GUEST).status_code == 303
    assert [seat.number for seat in hall.again(made).seats] == [1, 2]


def test_a_fixed_membership_is_kept_above_the_seats(hall: Hall, desk: Browser) -> None:
    made = hall.plan(members=21)
    desk.post(f"/meetings/{made.id}/seats", GUEST)
    assert hall.again(made).members == 21


def test_the_cards_carry_each_seats_code_and_only_staff_print_them(
    hall: Hall, desk: Browser, make: Factory
) -> None:
    made = hall.ready()
    page = desk.get(f"/meetings/{made.id}/seats/cards").get_data(as_text=True)
    assert page.count("<svg") >= 3
    assert "有车户" in page
    reviewer = make.account("reviewer", hall.community)
    assert desk.sign_in(reviewer).get(f"/meetings/{made.id}/seats/cards").status_code == 403
    assert desk.post(f"/meetings/{made.id}/seats", GUEST).status_code == 403
