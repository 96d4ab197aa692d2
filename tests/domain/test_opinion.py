from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import opinion
from deliberation.domain.errors import IllegalMove
from tests.domain.facts import Opinion, Screening

GOOD = {
    "urgent": "no",
    "statutory": "no",
    "secret": "no",
    "personal": "no",
    "onsite": "no",
    "duplicate": "no",
    "ownership": "community",
    "concrete": "yes",
}

some_answers = st.fixed_dictionaries(
    {},
    optional={gate.code: st.sampled_from(sorted(gate.answers)) for gate in opinion.GATES},
)


def screened(**changed: str) -> Opinion:
    return Opinion(screenings=[Screening(*one) for one in (GOOD | changed).items()])


def test_the_eight_gates_stand_in_their_order() -> None:
    assert [gate.code for gate in opinion.GATES] == list(GOOD)


def test_a_screened_opinion_may_be_deliberated() -> None:
    assert opinion.LIFECYCLE.check(screened(), "deliberate").target == "admitted"


@pytest.mark.parametrize(
    ("gate", "left"),
    [
        ("urgent", {"refer"}),
        ("statutory", {"decline", "refer"}),
        ("secret", {"decline"}),
        ("personal", {"settle", "refer", "decline", "ask_back"}),
        ("onsite", {"settle", "refer", "ask_back"}),
    ],
)
def test_a_gate_that_stops_forces_the_outcome(gate: str, left: set[str]) -> None:
    before = list(GOOD)[: list(GOOD).index(gate)]
    given_answers = {code: GOOD[code] for code in before} | {gate: "yes"}
    assert set(opinion.outcomes(given_answers)) == left
    assert opinion.next_gate(given_answers) is None


def test_an_unfinished_screening_allows_only_asking_back() -> None:
    assert opinion.outcomes({"urgent": "no"}) == ("ask_back",)
    with pytest.raises(IllegalMove, match="还要先回答这一问"):
        opinion.LIFECYCLE.check(Opinion(), "refer")


def test_the_newest_answer_counts() -> None:
    one = screened(urgent="yes")
    one.screenings.append(Screening("urgent", "no"))
    assert opinion.LIFECYCLE.check(one, "deliberate").target == "admitted"


def test_a_vague_opinion_is_not_deliberated() -> None:
    refusal = opinion.outcome_allowed(GOOD | {"concrete": "no"}, "deliberate")
    assert str(refusal) == "意见还不够具体，请先请提出人补充。"


def test_a_stopped_opinion_is_not_merged() -> None:
    with pytest.raises(IllegalMove, match="紧急危险"):
        opinion.LIFECYCLE.check(Opinion(screenings=[Screening("urgent", "yes")]), "merge")


def test_an_outcome_needs_a_first_reply() -> None:
    assert opinion.replied(" \n") is not None
    assert opinion.replied("已联系物业") is None


@given(some_answers)
def test_whatever_was_answered_some_outcome_or_question_is_left(
    given_answers: dict[str, str],
) -> None:
    assert opinion.outcomes(given_answers) or opinion.next_gate(given_answers)


@given(some_answers)
def test_an_allowed_outcome_contradicts_no_answer(given_answers: dict[str, str]) -> None:
    for outcome in opinion.outcomes(given_answers):
        assert opinion.refused_by(given_answers, outcome) is None


@pytest.mark.parametrize(
    ("text", "words", "numbers"),
    [
        ("楼道里有煤气味", ("煤气",), ["119", ""]),
        ("有人被困电梯里晕倒了", ("被困", "晕倒"), ["119", "120"]),
        ("西侧夜间停车占用通道", (), []),
        ("樓道裡有瓦斯味，有人暈倒", ("瓦斯", "暈倒"), ["119", "120", ""]),
        (
            "Smell of gas, one man is unconscious",
            ("smell of gas", "unconscious"),
            ["119", "120", ""],
        ),
        ("Cars in the fire lane at night", (), []),
    ],
)
def test_words_of_danger_name_whom_to_call(
    text: str, words: tuple[str, ...], numbers: list[str]
) -> None:
    assert set(opinion.danger_words(text)) == set(words)
    assert [one.number for one in opinion.emergencies(words)] == numbers


def test_every_danger_points_at_a_number() -> None:
    for codes in opinion.DANGERS.values():
        assert codes
        assert set(codes) <= opinion.EMERGENCIES.keys()
