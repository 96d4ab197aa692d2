from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import ballot, ruleset
from deliberation.domain.errors import IllegalMove, Invalid
from tests.domain.facts import NOON, Ballot, rule

NANTANG = rule("nantang")
PRESENT = rule("yishi_present")
MEMBERS = rule("yishi_members")


def test_nine_to_seven_with_two_abstentions_depends_on_the_base() -> None:
    votes = {"yes": 9, "no": 7, "abstain": 2}
    assert ballot.tally(NANTANG, 18, 18, 0, **votes).outcome == "passed"
    count = ballot.tally(PRESENT, 18, 18, 0, **votes)
    assert (count.outcome, count.base, count.needed) == ("failed", 18, 10)
    assert str(count.sentence) == (
        "赞成9票，反对7票，弃权2票；以到会人数（含委托）18为基数，要过半数（10票）：未通过。"
    )


@pytest.mark.parametrize("one", [NANTANG, PRESENT], ids=lambda one: one.code)
def test_a_tie_fails(one: ruleset.Rule) -> None:
    assert ballot.tally(one, 18, 18, 0, yes=9, no=9, abstain=0).outcome == "failed"


@pytest.mark.parametrize(("present", "met"), [(14, True), (13, False)])
def test_two_thirds_of_21_are_14(present: int, *, met: bool) -> None:
    found = ballot.quorum(rule("cundb"), 21, present, 0)
    assert (found.met, found.needed) == (met, 14)


def test_a_missing_quorum_says_how_many_are_short() -> None:
    found = ballot.tally(PRESENT, 21, 12, 1, yes=13, no=0, abstain=0)
    assert found.outcome == "no_quorum"
    assert str(found.sentence) == (
        "应到21人，到会13人（含委托），要三分之二以上（14人），还差1人。"
    )


def test_the_parking_motion_passes_with_a_proxy() -> None:
    count = ballot.tally(PRESENT, 21, 17, 1, yes=13, no=3, abstain=2)
    assert (count.outcome, count.base, count.needed) == ("passed", 18, 10)


def test_the_base_of_all_members_counts_those_at_home() -> None:
    assert ballot.tally(MEMBERS, 21, 17, 1, yes=10, no=3, abstain=5).outcome == "failed"
    assert ballot.tally(MEMBERS, 21, 17, 1, yes=11, no=3, abstain=4).outcome == "passed"


@pytest.mark.parametrize(
    ("votes", "field"),
    [
        ({"yes": 13, "no": 3, "abstain": 3}, "yes"),
        ({"yes": 13, "no": -1, "abstain": 0}, "no"),
        ({"yes": 13, "no": 0, "abstain": -1}, "abstain"),
    ],
)
def test_votes_add_up_to_those_entitled(votes: dict[str, int], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        ballot.tally(PRESENT, 21, 17, 1, **votes)
    assert refused.value.field == field


def test_more_people_than_members_are_refused() -> None:
    with pytest.raises(Invalid, match="超过应到21人"):
        ballot.quorum(PRESENT, 21, 21, 1)


def test_an_empty_hall_passes_nothing() -> None:
    for one in (NANTANG, PRESENT, MEMBERS):
        assert ballot.tally(one, 0, 0, 0, yes=0, no=0, abstain=0).outcome == "no_quorum"


def test_owners_are_not_counted_by_hands() -> None:
    with pytest.raises(Invalid, match="面积和人数"):
        ballot.tally(rule("yezhu_half"), 900, 600, 0, yes=301, no=0, abstain=0)


def test_a_consensus_needs_a_quorum_and_a_rule_that_knows_it() -> None:
    count = ballot.agree(PRESENT, 21, 17, 1, dissenting=1)
    assert count.outcome == "consensus"
    assert str(count.sentence) == "到会18人（含委托）协商一致，1人保留不同意见。"
    assert ballot.agree(PRESENT, 21, 13, 0).outcome == "no_quorum"
    with pytest.raises(IllegalMove, match="不能以协商一致代替"):
        ballot.agree(rule("cundb"), 21, 21, 0)
    with pytest.raises(Invalid):
        ballot.agree(PRESENT, 21, 17, 1, dissenting=19)


shares = st.builds(ruleset.Share, st.integers(1, 9), st.just(9), st.booleans()) | st.sampled_from(
    [ruleset.Share(1, 2, inclusive=False), ruleset.Share(2, 3, inclusive=True)]
)


@given(shares, st.integers(0, 3_000), st.integers(0, 3_000))
def test_the_least_number_is_the_first_that_reaches_the_share(
    share: ruleset.Share, part: int, total: int
) -> None:
    assert share.reached(part, total) == (part >= share.least(total))


counts = st.integers(1, 300).flatmap(
    lambda present: st.tuples(
        st.just(present),
        st.integers(0, present).flatmap(
            lambda yes: st.tuples(st.just(yes), st.integers(0, present - yes))
        ),
    )
)


@given(counts, st.sampled_from([NANTANG, PRESENT, MEMBERS]))
def test_one_yes_more_never_turns_a_pass_into_a_fail(
    count: tuple[int, tuple[int, int]], one: ruleset.Rule
) -> None:
    present, (yes, no) = count
    first = ballot.tally(one, present, present, 0, yes=yes, no=no, abstain=0)
    assert (first.outcome == "passed") == (yes >= first.needed)
    if yes + no < present and first.outcome == "passed":
        more = ballot.tally(one, present, present, 0, yes=yes + 1, no=no, abstain=0)
        assert more.outcome == "passed"


@given(counts)
def test_under_present_an_abstention_counts_like_a_no(count: tuple[int, tuple[int, int]]) -> None:
    present, (yes, no) = count
    with_no = ballot.tally(PRESENT, present, present, 0, yes=yes, no=no, abstain=0)
    without = ballot.tally(PRESENT, present, present, 0, yes=yes, no=0, abstain=no)
    assert with_no.outcome == without.outcome


def test_a_count_is_confirmed_once_by_somebody_else() -> None:
    assert ballot.may_confirm(Ballot(confirmed_at=None), 2) is None
    for count, why in (
        (Ballot(confirmed_at=None), "计票和核对要由两个人来做。"),
        (Ballot(), "这次计票已经核对过。"),
        (Ballot(withdrawn_at=NOON), "这次计票已经撤回。"),
    ):
        assert str(ballot.may_confirm(count, 1)) == why
