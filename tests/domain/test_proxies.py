from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.meeting import may_represent

if TYPE_CHECKING:
    from datetime import datetime


@dataclass
class Seat:
    number: int
    name: str
    party: str = "有车户"
    vote: bool = True
    voice: bool = True
    proxy_name: str = ""
    attendance: str = ""
    withdrawn_at: datetime | None = None
    left_at: datetime | None = None


SEATS = [
    Seat(1, "贾玉兰"),
    Seat(2, "夏文涛"),
    Seat(3, "邴建国", "无车户"),
    Seat(4, "林树森", proxy_name="夏文涛"),
    Seat(5, "姜学军", "物业", vote=False),
]


@pytest.mark.parametrize(
    ("number", "name", "reason"),
    [
        (1, "夏文涛", "夏文涛已经受4号席位委托"),
        (1, "邴建国", "只能委托同一代表方"),
        (1, "贾玉兰", "代理人不能是本人"),
        (1, "", "请填写代理人的姓名"),
        (5, "贾玉兰", "没有表决权的席位不能委托"),
    ],
)
def test_a_proxy_that_the_notice_forbids_is_refused(number: int, name: str, reason: str) -> None:
    assert reason in str(may_represent(SEATS[number - 1], name, SEATS))


@pytest.mark.parametrize(("number", "name"), [(1, "贾小妹"), (2, "贾玉兰"), (4, "夏文涛")])
def test_one_person_of_the_same_party_may_stand_in_once(number: int, name: str) -> None:
    assert may_represent(SEATS[number - 1], name, SEATS) is None
