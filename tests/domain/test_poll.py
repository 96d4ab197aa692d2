"""Who may vote in a poll, one person one vote, and what it adds up to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import ballot
from tests.domain.facts import NOON, rule

LATER = NOON + timedelta(minutes=5)


@dataclass
class Voter:
    number: int = 3
    vote: bool = True
    attendance: str = "present"
    attendance_at: datetime | None = NOON
    arrived_at: datetime | None = NOON


@dataclass
class Vote:
    choice: str = "yes"
    way: str = "phone"


@dataclass
class Poll:
    ended_at: datetime | None = None
    broken_off_at: datetime | None = None


@pytest.mark.parametrize("attendance", ["present", "proxy"])
def test_who_was_counted_at_the_beginning_votes(attendance: str) -> None:
    assert ballot.may_vote(Voter(attendance=attendance), LATER, here=True) is None
    assert ballot.may_vote(Voter(attendance_at=None), LATER, here=True) is None


@pytest.mark.parametrize(
    ("voter", "here", "reason"),
    [
        (Voter(vote=False), True, "没有表决权"),
        (Voter(), False, "现在不在会场"),
        (Voter(attendance="attending"), True, "现在不在会场"),
        (Voter(attendance_at=LATER + timedelta(milliseconds=1)), True, "表决开始以后"),
        (Voter(attendance_at=None, arrived_at=None), True, "表决开始以后"),
    ],
)
def test_nobody_else_does(voter: Voter, reason: str, *, here: bool) -> None:
    refusal = ballot.may_vote(voter, LATER, here=here)
    assert refusal is not None
    assert reason in str(refusal)


def test_a_vote_may_be_changed_in_its_own_way() -> None:
    assert ballot.may_change(Vote("yes", "phone"), "no", "phone", 3) is None
    assert ballot.may_change(Vote("no", "hand"), "abstain", "hand", 3) is None


@pytest.mark.parametrize(
    ("vote", "choice", "way", "reason"),
    [
        (Vote("yes", "phone"), "no", "hand", "已经用手机投了票"),
        (Vote("yes", "hand"), "no", "phone", "举手投过票"),
        (Vote("yes", "phone"), "yes", "phone", "“赞成”已经记下"),
    ],
)
def test_nobody_votes_twice(vote: Vote, choice: str, way: str, reason: str) -> None:
    refusal = ballot.may_change(vote, choice, way, 3)
    assert refusal is not None
    assert reason in str(refusal)


def test_owners_are_not_counted_by_heads() -> None:
    assert ballot.may_poll(rule("yishi_present")) is None
    assert "面积" in str(ballot.may_poll(rule("yezhu_half")))


def test_the_poll_under_way_is_the_one_that_has_not_ended() -> None:
    over, given_up, running = Poll(ended_at=NOON), Poll(broken_off_at=NOON), Poll()
    assert ballot.under_way([over, given_up]) is None
    assert ballot.under_way([over, running, given_up]) is running


@given(st.lists(st.sampled_from(list(ballot.CHOICES)), max_size=30))
def test_the_sum_holds_every_vote_once(choices: list[str]) -> None:
    total = ballot.add_up(replace(Vote(), choice=choice) for choice in choices)
    assert total.cast == len(choices)
    assert (total.yes, total.no, total.abstain) == tuple(
        choices.count(code) for code in ("yes", "no", "abstain")
    )


def test_the_recorder_cannot_choose_a_poll_as_a_way_of_counting_hands() -> None:
    assert set(ballot.AT_SIGHT) == {"hands", "consensus"}
    assert str(ballot.METHODS["votes"]) == "逐席表决"
