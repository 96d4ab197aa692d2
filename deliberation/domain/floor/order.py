"""Who speaks next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain.floor.turns import T, Turn, state, used

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

OPPOSITES: Final = {"support": "oppose", "oppose": "support"}


def last_stance(turns: Iterable[Turn]) -> str:
    """Return the stance of who was given the floor last, empty before the first."""
    granted = [(turn.granted_at, turn.stance) for turn in turns if turn.granted_at and turn.counted]
    return max(granted)[1] if granted else ""


def queue(turns: Sequence[T]) -> tuple[T, ...]:
    """Return the raised hands in the order of speaking.

    Never spoken, then fewer turns, then the opposite stance to the last speaker, then the time
    of raising (equal chances, taking turns for and against). A reply goes with its question,
    hence before them all.
    """
    wanted, had = OPPOSITES.get(last_stance(turns)), used(turns)

    def order(turn: T) -> tuple[bool, int, bool, datetime]:
        return (turn.counted, had[turn.seat_id], turn.stance != wanted, turn.raised_at)

    return tuple(sorted((turn for turn in turns if state(turn) == "queued"), key=order))
