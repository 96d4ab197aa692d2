"""What a clock shows at one moment, and its card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from deliberation.domain.clock.facts import MINUTE, SECOND, Clock, spent
from deliberation.domain.errors import Sentence, say

YELLOW_MS: Final = 30 * SECOND
# A slot of three minutes or more turns yellow a minute before its end.
LONG_MS: Final = 3 * MINUTE
LONG_YELLOW_MS: Final = MINUTE
GRACE_MS: Final = 15 * SECOND
CARDS: Final[dict[str, Sentence]] = {
    "green": say("进行中"),
    "yellow": say("快到时间"),
    "red": say("时间到"),
    "over": say("已超时"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock shows at one moment; spent + remaining - overtime = allotted + granted.

    `clock`, `yellow_ms` and `grace_ms` are what it was read from: screens go on from there.
    """

    clock: Clock
    yellow_ms: int
    grace_ms: int
    spent_ms: int
    remaining_ms: int
    overtime_ms: int
    card: str
    running: bool
    ends_at: datetime | None


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
        clock=clock,
        yellow_ms=warn,
        grace_ms=grace,
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
