"""The notice 会议通知: posted in time, and never silently without a party that has a stake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import meeting as rules
from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.features.meetings.queries.notice import obstacles
from deliberation.store import live, moves

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from deliberation.domain.calendar import Calendar
    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting


def announce(
    row: Meeting,
    calendar: Calendar,
    acknowledged: Collection[str] = (),
    reason: str = "",
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Post the notice. Parties without a seat must each be acknowledged, with a reason.

    Raises:
        IllegalMove: something is missing, the venue is taken or it is too late (working days).
        Invalid: a party has no seat and nobody has said why (`acknowledged`, `reason`).
    """
    if refusals := obstacles(row, calendar, now):
        raise IllegalMove(refusals[0], rules.LIFECYCLE.words(row.stage))
    missing = rules.missing_parties(row.topics, row.seats)
    unseen = [name for name in missing if name not in acknowledged]
    if unseen:
        sentence = say(
            "“%(party)s”还没有席位，请勾选表示知道，或者先补上席位。", party=tuple(unseen)
        )
        raise Invalid(sentence, "acknowledged")
    if missing and not reason.strip():
        raise Invalid(say("请写明为什么缺了这一方还要发通知。"), "reason")
    details = {"without": list(missing), "reason": reason} if missing else {}
    row.announced_at = now
    live.touch(row)
    moves.apply(rules.LIFECYCLE, row, "announce", actor=actor, now=now, **details)
