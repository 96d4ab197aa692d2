"""The door's rules: which passwords are refused, and when an account locks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import account as rules

NOW = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)


@dataclass
class Door:
    """An account at the door."""

    failures: int = 0
    locked_until: datetime | None = None


@given(st.lists(st.integers(min_value=0, max_value=3_600), max_size=40))
def test_no_guesser_gets_more_than_five_tries_in_a_quarter_of_an_hour(gaps: list[int]) -> None:
    door, now = Door(), NOW
    tries: list[datetime] = []
    for gap in gaps:
        now += timedelta(seconds=gap)
        if rules.locked(door, now) is None:
            rules.fail(door, now)
            tries.append(now)
    runs = zip(tries, tries[rules.FAILURES :], strict=False)
    assert all(later - first >= rules.LOCK for first, later in runs)


def test_the_fifth_failure_locks_until_the_told_time() -> None:
    door = Door()
    assert [rules.fail(door, NOW) for _ in range(5)] == [False] * 4 + [True]
    sentence = rules.locked(door, NOW)
    assert sentence is not None
    assert "15:15 以后" in str(sentence)
    assert rules.locked(door, NOW + rules.LOCK) is None


def test_the_right_password_forgets_failures() -> None:
    door = Door(failures=4)
    rules.pass_through(door)
    assert rules.fail(door, NOW) is False
    assert door.failures == 1


@given(st.text(max_size=7))
def test_short_passwords_are_refused(password: str) -> None:
    assert rules.password_fault(password, "somebody") is not None


@given(st.text(min_size=1, max_size=40))
def test_the_login_is_never_its_own_password(login: str) -> None:
    assert rules.password_fault(login, login) is not None


@pytest.mark.parametrize(
    "password", ["Password1", "１２３４５６７８", "哈哈哈哈哈哈哈哈", "A1234567"]
)
def test_common_passwords_are_refused(password: str) -> None:
    assert "太常见" in str(rules.password_fault(password, "somebody"))


@pytest.mark.parametrize("password", ["三碗红茶 beside", "correct horse battery", "夜里的西侧通道"])
def test_long_ones_pass(password: str) -> None:
    expected = None if len(password) >= rules.SHORTEST else "密码至少"
    fault = rules.password_fault(password, "somebody")
    assert (fault is None) if expected is None else expected in str(fault)


@pytest.mark.parametrize(
    ("typed", "kept"), [("Chen.Jie ", "chen.jie"), ("ＬＩＮ１", "lin1"), ("林小雨", "林小雨")]
)
def test_a_login_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert rules.plain_login(typed) == kept
    assert rules.login_fault(kept) is None


@pytest.mark.parametrize("login", ["a b", "a@b", "a/b", "<b>", "a\u200bb"])
def test_other_letters_are_refused(login: str) -> None:
    assert rules.login_fault(login) is not None
