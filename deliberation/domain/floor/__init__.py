"""The floor: who may raise a hand, who speaks next, and one speaker at a time."""

from deliberation.domain.floor.leave import may_grant, may_raise
from deliberation.domain.floor.order import OPPOSITES, last_stance, queue
from deliberation.domain.floor.turns import (
    STANCES,
    TURNS,
    Turn,
    Voice,
    speaking,
    speech_ms,
    state,
    used,
    word,
)

__all__ = [
    "OPPOSITES",
    "STANCES",
    "TURNS",
    "Turn",
    "Voice",
    "last_stance",
    "may_grant",
    "may_raise",
    "queue",
    "speaking",
    "speech_ms",
    "state",
    "used",
    "word",
]
