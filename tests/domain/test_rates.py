"""Rates: the printed example, and what holds for every count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import rates
from deliberation.domain.rates import ABSENT, FEWEST, Rate, Response, hidden, percent, response

DAY = date(2026, 9, 18)
counts = st.integers(0, 10_000)


@dataclass
class Said:
    solved: str = "solved"
    timely: str = "yes"
    satisfied: str = "satisfied"


def test_the_parking_example_of_the_form() -> None:
    """28 valid: in time 26; solved 22, partly 4, not 2; satisfied 15, basically 8 (D12)."""
    solved = ["solved"] * 22 + ["partly"] * 4 + ["not"] * 2
    satisfied = ["satisfied"] * 15 + ["basically"] * 8 + ["dissatisfied"] * 5
    timely = ["yes"] * 26 + ["no"] * 2
    found = rates.verdicts(map(Said, solved, timely, satisfied))
    assert (found.solved.text, found.solved.second) == ("78.6%", "85.7%")
    assert found.satisfied.text == "82.1%"
    assert found.timely.text == "92.9%"
    assert found.solved.of == 28


def test_what_was_not_answered_is_not_counted() -> None:
    found = rates.verdicts([Said(timely="", satisfied=""), Said()])
    assert (found.solved.of, found.satisfied.of, found.timely.of) == (2, 1, 1)


def test_nothing_has_no_rate() -> None:
    assert Rate().text == Rate().second == percent(0, 0) == ABSENT
    assert rates.verdicts([]).satisfied.text == ABSENT
    assert Rate().tenths is None


@given(counts, counts)
def test_only_all_is_all_and_only_nothing_is_nothing(part: int, more: int) -> None:
    whole = part + more
    found = rates.tenths(part, whole)
    if whole == 0:
        assert found is None
        return
    assert found is not None
    assert 0 <= found <= 1000
    assert (found == 1000) == (more == 0)
    assert (found == 0) == (part == 0)
    if 0 < found < 1000 and found not in {1, 999}:
        assert abs(found * whole - 1000 * part) * 2 <= whole


@given(counts, counts, counts)
def test_halves_never_lower_a_rate_nor_pass_all(good: int, halves: int, rest: int) -> None:
    rate = Rate(good, good + halves + rest, halves)
    if rate.of:
        second = rates.tenths(2 * good + halves, 2 * rate.of)
        assert second is not None
        assert rate.tenths is not None
        assert rate.tenths <= second <= 1000


@given(st.lists(st.tuples(counts, counts, counts)))
def test_groups_together_are_their_sum(groups: list[tuple[int, int, int]]) -> None:
    made = [Rate(good, good + halves + rest, halves) for good, halves, rest in groups]
    total = sum(made, Rate())
    assert total.of == sum(rate.of for rate in made)
    assert total.good == sum(rate.good for rate in made)


@pytest.mark.parametrize(
    ("due", "replied", "expected"),
    [
        (DAY, DAY, Response(Rate(1, 1))),
        (DAY, DAY + timedelta(days=1), Response(Rate(0, 1))),
        (DAY - timedelta(days=1), None, Response(Rate(0, 1))),
        (DAY, None, Response(waiting=1)),
        (None, DAY, Response(unknown=1)),
    ],
)
def test_a_first_reply_counts_once_its_time_is_over(
    due: date | None, replied: date | None, expected: Response
) -> None:
    assert response(due, replied, DAY) == expected


@given(st.lists(st.integers(0, 40), max_size=12))
def test_a_published_table_tells_no_small_group(groups: list[int]) -> None:
    found = hidden(groups)
    assert all(place in found for place, size in enumerate(groups) if 0 < size < FEWEST)
    assert not any(groups[place] == 0 for place in found)
    # The total less what is shown is never one small group alone, where there is another to hide.
    if len(found) == 1:
        assert all(size == 0 for place, size in enumerate(groups) if place not in found)
