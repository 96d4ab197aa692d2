"""Who may raise a hand, and who may have the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import Sentence, say
from deliberation.domain.floor.order import queue
from deliberation.domain.floor.turns import TURNS, T, Turn, Voice, speaking, state, used

if TYPE_CHECKING:
    from collections.abc import Sequence


def may_raise(
    turns: Sequence[Turn],
    seat: Voice,
    round_: int,
    allowed: int = TURNS,
    *,
    counted: bool = True,
) -> Sentence | None:
    """Return why this seat cannot raise a hand now, or None.

    Args:
        turns: all turns on this topic, of every round.
        seat: who wants to speak.
        round_: the round under way, from 1; 0 where rounds are not counted.
        allowed: turns per topic.
        counted: False for a reply to a question, which is outside the count.
    """
    if not seat.voice:
        return say("这个席位是列席，没有发言权。")
    for turn in turns:
        if turn.seat_id == seat.id and state(turn) in {"queued", "speaking"}:
            return say("您已经在发言队列里。")
    if not counted:
        return None
    had = used(turns)[seat.id]
    if had >= allowed:
        return say("每个议题每人最多发言%(n)s次，您的次数已经用完。", n=allowed)
    if round_ and had >= round_:
        return say("这一轮您已经发过言，请等下一轮。")
    return None


def may_grant(turns: Sequence[T], turn: T) -> Sentence | None:
    """Return why this turn cannot have the floor now, or None.

    One speaker at a time; a second turn only when nobody waits for a first.
    """
    if speaking(turns) is not None:
        return say("有人正在发言，请等发言结束。")
    if state(turn) != "queued":
        return say("这个发言不在队列里。")
    had = used(turns)
    if turn.counted and had[turn.seat_id]:
        waiting = (one for one in queue(turns) if one.counted)
        if any(not had[one.seat_id] for one in waiting):
            return say("还有人没有发过言，请先让第一次发言的人说。")
    return None
