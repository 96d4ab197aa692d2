"""Views kept beside a result: objections and reservations, and what was not taken up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain import bounds
from deliberation.domain.errors import IllegalMove, Invalid, Missing, say
from deliberation.domain.meeting import seated
from deliberation.domain.privacy import clean
from deliberation.domain.resolution import NOT_ADOPTED, VIEWS
from deliberation.features.resolutions.actions.session import begin, recorded
from deliberation.store.db import db
from deliberation.store.models import Dissent

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Resolution, Seat


@dataclass(frozen=True, slots=True)
class View:
    """A view: `oppose` or `reserve` with its reason, of a seat or unnamed.

    For `not_adopted`, `point` is what was proposed, and `reason` why it was not taken up; both are
    kept as one text: “全小区免费停放”，理由：须由业主大会定.
    """

    stance: str
    reason: str
    seat: Seat | None = None
    point: str = ""

    def told(self) -> str:
        """Return the one text that is kept.

        Raises:
            Invalid: naming the field.
        """
        reason = clean(self.reason, bounds.TEXT, "reason")
        if self.stance not in VIEWS:
            raise Invalid(say("请选择这是哪一种意见。"), "stance")
        if not reason:
            raise Invalid(say("请写明理由。"), "reason")
        point = clean(self.point, bounds.NOTE, "point").strip("“”")
        if self.stance != NOT_ADOPTED:
            return reason
        if not point:
            raise Invalid(say("请写明哪一条意见没有采纳。"), "point")
        return f"“{point}”，理由：{reason}"


def dissent(resolution: Resolution, view: View, *, actor: Actor, now: datetime) -> Dissent:
    """Keep a view beside the result.

    Raises:
        Forbidden: the actor is not this meeting's recorder.
        Invalid: naming the field.
        Missing: the seat belongs to another meeting.
        IllegalMove: the meeting is not open, or the resolution was withdrawn.
    """
    meeting = begin(resolution, resolution.meeting, actor)
    if resolution.withdrawn_at is not None:
        raise IllegalMove(say("这个结果已经撤回，不能再加意见。"))
    if view.seat is not None and view.seat not in seated(meeting.seats):
        raise Missing(say("没有这个席位号。"))
    row = Dissent(
        resolution=resolution,
        seat=view.seat,
        stance=view.stance,
        reason=view.told(),
        at=now,
        by_id=actor.account_id,
    )
    db.session.add(row)
    db.session.flush()
    seat = view.seat.number if view.seat else None
    recorded(
        row, "dissent", meeting, actor=actor, now=now, seat=seat, stance=row.stance, text=row.reason
    )
    return row


def strike_dissent(row: Dissent, *, actor: Actor, now: datetime) -> None:
    """Strike a view out; it stays in the record.

    Raises:
        IllegalMove: the meeting is not open, or it was struck already.
    """
    resolution = row.resolution
    meeting = begin(row, resolution.meeting, actor)
    if row.struck_at is not None:
        raise IllegalMove(say("这条意见已经划去。"))
    row.struck_at = now
    recorded(row, "strike_dissent", meeting, actor=actor, now=now, text=row.reason)
    db.session.flush()
    db.session.expire(resolution, ["dissents"])
