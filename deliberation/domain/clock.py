"""A stage's or a speaker's clock: facts in milliseconds, and what they mean at `now`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from deliberation.domain.errors import IllegalMove, Invalid, Sentence, say

SECOND: Final = 1_000
MINUTE: Final = 60 * SECOND
YELLOW_MS: Final = 30 * SECOND
# A slot of three minutes or more turns yellow a minute before its end.
LONG_MS: Final = 3 * MINUTE
LONG_YELLOW_MS: Final = MINUTE
GRACE_MS: Final = 15 * SECOND
STEP_MS: Final = 30 * SECOND
MOST_MS: Final = 4 * 60 * MINUTE

CARDS: Final[dict[str, Sentence]] = {
    "green": say("进行中"),
    "yellow": say("快到时间"),
    "red": say("时间到"),
    "over": say("已超时"),
}


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock shows at one moment; spent + remaining - overtime = allotted + granted."""

    spent_ms: int
    remaining_ms: int
    overtime_ms: int
    card: str
    running: bool
    ends_at: datetime | None


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


def start(clock: Clock, now: datetime) -> Clock:
    """Let it run from `now`.

    Raises:
        IllegalMove: when it runs already (a second device pressed first).
    """
    if clock.running_since is not None:
        raise IllegalMove(say("计时已经在走。"))
    return replace(clock, running_since=now)


def pause(clock: Clock, now: datetime) -> Clock:
    """Stop it at `now` and keep what was spent.

    Raises:
        IllegalMove: when it stands already (a second device pressed first).
    """
    if clock.running_since is None:
        raise IllegalMove(say("计时已经停了。"))
    return finish(clock, now)


def finish(clock: Clock, now: datetime) -> Clock:
    """Stop it for good, running or not."""
    return replace(clock, spent_ms=spent(clock, now), running_since=None)


def extend(clock: Clock, ms: int = STEP_MS) -> Clock:
    """Add time.

    Raises:
        Invalid: for less than a millisecond, or when the slot would pass four hours.
    """
    if ms < 1 or clock.total_ms + ms > MOST_MS:
        raise Invalid(say("加的时间要在合理范围内，一次发言或者一个环节最多4小时。"))
    return replace(clock, granted_ms=clock.granted_ms + ms)


def yellow_ms(total_ms: int, short_ms: int = YELLOW_MS) -> int:
    """Return how long before the end the card turns yellow: a minute for slots of three or more."""
    return LONG_YELLOW_MS if total_ms >= LONG_MS else short_ms


def read(clock: Clock, now: datetime, yellow: int = YELLOW_MS, grace: int = GRACE_MS) -> Reading:
    """Return what the clock shows at `now`; `yellow` (of a short slot) and `grace` in ms."""
    used = spent(clock, now)
    remaining = max(clock.total_ms - used, 0)
    overtime = max(used - clock.total_ms, 0)
    ends_at = None
    if clock.running_since is not None:
        left = clock.total_ms - clock.spent_ms
        ends_at = clock.running_since + timedelta(milliseconds=left)
    warn = yellow_ms(clock.total_ms, yellow)
    return Reading(
        spent_ms=used,
        remaining_ms=remaining,
        overtime_ms=overtime,
        card=_card(remaining, overtime, warn, grace),
        running=clock.running_since is not None,
        ends_at=ends_at,
    )


def _card(remaining: int, overtime: int, warn: int, grace: int) -> str:
    if remaining > warn:
        return "green"
    if remaining:
        return "yellow"
    return "over" if overtime > grace else "red"
