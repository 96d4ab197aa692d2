"""Starting, pausing, ending and extending a clock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deliberation.domain.clock.facts import MOST_MS, STEP_MS, Clock, spent
from deliberation.domain.errors import IllegalMove, Invalid, say

if TYPE_CHECKING:
    from datetime import datetime


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
