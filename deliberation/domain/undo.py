"""Taking the last press back: the press that hit the wrong button, within ten seconds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Protocol

from deliberation.domain.errors import Sentence, say

UNDO_MS: Final = 10_000
# What can be taken back, and the permission it was pressed with: undoing asks for the same.
VERBS: Final[dict[str, tuple[Sentence, str]]] = {
    "begin_stage": (say("换环节"), "room.stage"),
    "resume_clock": (say("继续计时"), "room.clock"),
    "pause_clock": (say("暂停计时"), "room.clock"),
    "extend_clock": (say("加时间"), "room.clock"),
    "grant_floor": (say("请发言"), "room.floor"),
    "yield_floor": (say("发言结束"), "room.floor"),
    "lower_hand": (say("放下举手"), "room.floor"),
}


class Pressed(Protocol):
    """A press that was kept with what it changed."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def undone_at(self) -> datetime | None:
        """When it was taken back."""


def left_ms(press: Pressed, now: datetime) -> int:
    """Return for how long yet the press can be taken back; a `now` before it adds nothing."""
    past = max((now - press.at) // timedelta(milliseconds=1), 0)
    return max(UNDO_MS - past, 0)


def may_undo(press: Pressed, now: datetime, *, intact: bool) -> Sentence | None:
    """Return why the press cannot be taken back now, or None.

    `intact`: whether all that it changed is still as it left it, and nothing was built on it.
    """
    if press.undone_at is not None:
        return say("这一步已经撤回了。")
    if not intact:
        return say("后来又有别的操作，不能再撤回这一步。")
    if not left_ms(press, now):
        return say("过了%(n)s秒，不能再撤回。", n=UNDO_MS // 1000)
    return None
