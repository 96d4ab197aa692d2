"""A stage's or a speaker's clock: facts in milliseconds, and what they mean at `now`."""

from deliberation.domain.clock.facts import (
    MINUTE,
    MOST_MS,
    SECOND,
    STEP_MS,
    Clock,
    Timed,
    clock_of,
    put,
    spent,
)
from deliberation.domain.clock.moves import extend, finish, pause, start
from deliberation.domain.clock.reading import (
    CARDS,
    GRACE_MS,
    LONG_MS,
    LONG_YELLOW_MS,
    YELLOW_MS,
    Reading,
    read,
    yellow_ms,
)

__all__ = [
    "CARDS",
    "GRACE_MS",
    "LONG_MS",
    "LONG_YELLOW_MS",
    "MINUTE",
    "MOST_MS",
    "SECOND",
    "STEP_MS",
    "YELLOW_MS",
    "Clock",
    "Reading",
    "Timed",
    "clock_of",
    "extend",
    "finish",
    "pause",
    "put",
    "read",
    "spent",
    "start",
    "yellow_ms",
]
