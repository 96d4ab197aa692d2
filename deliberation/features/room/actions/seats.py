"""Releasing a seat from the phone that claimed it: somebody changed phones, or erred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import meeting as rules
from deliberation.domain.errors import IllegalMove, say
from deliberation.store import live, moves
from deliberation.store.db import changed

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Seat


def release(seat: Seat, *, actor: Actor, now: datetime) -> None:
    """Take a seat from the phone that claimed it; another may claim it. Check-in stays.

    Raises:
        IllegalMove: no phone has claimed it, or the meeting is not on.
    """
    rules.LIFECYCLE.check(seat.meeting, "release_seat")
    if not seat.claim_key:
        raise IllegalMove(say("%(n)s号席位现在没有手机认领。", n=seat.number))
    seat.claim_key, seat.claimed_at = "", None
    live.touch(seat.meeting)
    changed("seat", seat.id)
    details = {"seat": seat.number, "name": seat.name}
    moves.apply(rules.LIFECYCLE, seat.meeting, "release_seat", actor=actor, now=now, **details)
