"""What a clock is made of: milliseconds, and since when it runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

SECOND: Final = 1_000
MINUTE: Final = 60 * SECOND
STEP_MS: Final = 30 * SECOND
MOST_MS: Final = 4 * 60 * MINUTE


class Timed(Protocol):
    """Anything that carries a clock's facts."""

    allotted_ms: int
    spent_ms: int
    running_since: datetime | None


@dataclass(frozen=True, slots=True)
class Clock:
    """The facts: time allotted, added and spent, and since when it runs (None: stopped)."""

    allotted_ms: int
    granted_ms: int = 0
    spent_ms: int = 0
    running_since: datetime | None = None

    @property
    def total_ms(self) -> int:
        """All the time there is."""
        return self.allotted_ms + self.granted_ms


def clock_of(timed: Timed, granted_ms: int = 0) -> Clock:
    """Read the facts from what is stored; time added to a speech is kept there on its own."""
    return Clock(timed.allotted_ms, granted_ms, timed.spent_ms, timed.running_since)


def put(clock: Clock, timed: Timed) -> None:
    """Write what running changes (spent, since when) back to what is stored."""
    timed.spent_ms = clock.spent_ms
    timed.running_since = clock.running_since


def spent(clock: Clock, now: datetime) -> int:
    """Return the milliseconds spent at `now`; a `now` before the start adds nothing."""
    if clock.running_since is None:
        return clock.spent_ms
    elapsed = (now - clock.running_since) // timedelta(milliseconds=1)
    return clock.spent_ms + max(elapsed, 0)
