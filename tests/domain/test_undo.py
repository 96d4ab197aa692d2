"""The last press can be taken back for ten seconds, if nothing was built on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from deliberation.domain import undo
from deliberation.domain.roles import PERMISSIONS
from tests.domain.facts import NOON


@dataclass
class Press:
    at: datetime = NOON
    undone_at: datetime | None = None


def after(ms: int) -> datetime:
    return NOON + timedelta(milliseconds=ms)


@pytest.mark.parametrize("ms", [-1_000, 0, 9_999])
def test_within_ten_seconds_it_can(ms: int) -> None:
    assert undo.may_undo(Press(), after(ms), intact=True) is None


@pytest.mark.parametrize(
    ("press", "intact", "ms", "reason"),
    [
        (Press(), True, 10_000, "过了10秒"),
        (Press(), False, 100, "后来又有别的操作"),
        (Press(undone_at=NOON), True, 100, "已经撤回"),
    ],
)
def test_later_or_after_another_press_it_cannot(
    press: Press,
    intact: bool,  # noqa: FBT001 - a case of the table above
    ms: int,
    reason: str,
) -> None:
    assert reason in str(undo.may_undo(press, after(ms), intact=intact))


@pytest.mark.parametrize(("ms", "left"), [(-5, 10_000), (0, 10_000), (2_500, 7_500), (11_000, 0)])
def test_the_time_left_falls_to_nothing(ms: int, left: int) -> None:
    assert undo.left_ms(Press(), after(ms)) == left


def test_undoing_asks_for_what_pressing_asked_for() -> None:
    assert {permission for _word, permission in undo.VERBS.values()} <= set(PERMISSIONS)
