from __future__ import annotations

import pytest

from deliberation.domain import owners
from deliberation.domain.errors import Invalid
from deliberation.domain.owners import Holding, Unit
from tests.domain.facts import rule

HALF = rule("yezhu_half")
GRAVE = rule("yezhu_34")


def held(people: int, square_metres: int) -> Holding:
    return Holding(people, square_metres * owners.HUNDREDTHS)


EVERYONE = held(900, 90_000)
TAKING_PART = held(600, 60_000)


@pytest.mark.parametrize(
    ("participants", "outcome"),
    [
        (held(600, 60_000), "passed"),
        (held(600, 59_999), "no_quorum"),
        (held(599, 60_000), "no_quorum"),
        (Holding(600, 60_000 * 100 - 1), "no_quorum"),
    ],
)
def test_exactly_two_thirds_take_part(participants: Holding, outcome: str) -> None:
    yes = held(400, 45_000)
    assert owners.tally(HALF, EVERYONE, participants, yes).outcome == outcome


def test_half_is_not_more_than_half() -> None:
    failed = owners.tally(HALF, EVERYONE, TAKING_PART, held(300, 40_000))
    assert failed.outcome == "failed"
    assert failed.yes_needed.people == 301
    assert str(failed.sentence) == "赞成的人数或者面积不足，还差1户。"
    assert owners.tally(HALF, EVERYONE, TAKING_PART, held(301, 40_000)).outcome == "passed"


@pytest.mark.parametrize(("people", "outcome"), [(450, "passed"), (449, "failed")])
def test_three_quarters_are_inclusive(people: int, outcome: str) -> None:
    found = owners.tally(GRAVE, EVERYONE, TAKING_PART, held(people, 45_000))
    assert found.outcome == outcome


def test_what_is_missing_to_take_part_is_said_in_both_measures() -> None:
    found = owners.tally(HALF, EVERYONE, Holding(590, 59_000 * 100 + 50), held(0, 0))
    assert str(found.sentence) == "参与人数或者面积不足，还差10户、999.5㎡。"


def test_one_person_with_three_flats_is_one_person_and_so_is_the_developer() -> None:
    flats = [Unit("甲", 9_000)] * 3 + [Unit("乙", 8_050)] + [Unit("开发商", 10_000)] * 120
    assert owners.holding(flats) == Holding(3, 3 * 9_000 + 8_050 + 120 * 10_000)


def test_parts_larger_than_the_whole_are_refused() -> None:
    with pytest.raises(Invalid, match="请核对户数和面积"):
        owners.tally(HALF, EVERYONE, held(901, 60_000), held(1, 1))
    with pytest.raises(Invalid, match="不是业主大会的规则"):
        owners.tally(rule("cundb"), EVERYONE, TAKING_PART, TAKING_PART)
