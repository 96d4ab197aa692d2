"""The order of speaking, told once more and otherwise: for every two that wait, who is first."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliberation.store.models import Speech


def turns(speeches: Sequence[Speech], seat_id: int) -> int:
    """How many counted turns a seat was given."""
    return len([s for s in speeches if s.seat_id == seat_id and s.counted and s.granted_at])


def wanted(speeches: Sequence[Speech]) -> str:
    """The stance that comes after the last counted speaker's."""
    given = sorted(
        (s for s in speeches if s.counted and s.granted_at is not None),
        key=lambda s: (s.granted_at, s.stance),
    )
    return {"support": "oppose", "oppose": "support"}.get(given[-1].stance, "") if given else ""


def before(speeches: Sequence[Speech], one: Speech, other: Speech) -> bool:
    """Whether `one` may stand before `other`: reply, fewer turns, opposite stance, raised first."""
    if one.counted != other.counted:
        return not one.counted
    had, has = turns(speeches, one.seat_id), turns(speeches, other.seat_id)
    if had != has:
        return had < has
    turn = wanted(speeches)
    if (one.stance == turn) != (other.stance == turn):
        return one.stance == turn
    return one.raised_at <= other.raised_at


def in_fair_order(speeches: Sequence[Speech], waiting: Sequence[Speech]) -> bool:
    """Whether everybody who waits is in the queue once, and every two stand in order."""
    up = {s.id for s in speeches if s.granted_at is None and s.lowered_at is None}
    there = [s.id for s in waiting]
    return (
        set(there) == up
        and len(there) == len(up)
        and all(before(speeches, one, other) for one, other in pairwise(waiting))
    )
