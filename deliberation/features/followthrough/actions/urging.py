"""Urging: supervision sheets 督办单, the owner's answer to one, and joint reviews 会审."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain import bounds
from deliberation.domain.calendar import today
from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.domain.privacy import clean_line
from deliberation.domain.roles import demand
from deliberation.domain.supervision import standing
from deliberation.features.followthrough.actions.steps import may, required
from deliberation.store import moves, record
from deliberation.store.matters import followed
from deliberation.store.models import Progress, SupervisionSheet

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.calendar import Calendar
    from deliberation.domain.roles import Actor
    from deliberation.domain.supervision import Rules
    from deliberation.store.models import Commitment

_NUMBER_WIDTH: Final = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a supervision sheet says (form D10); the deadline that was agreed on stands."""

    situation: str
    demand: str
    new_due_on: date | None = None
    explain_by: date | None = None
    copied_to: str = ""


def issue_sheet(
    commitment: Commitment,
    sheet: Sheet,
    calendar: Calendar,
    rules: Rules,
    *,
    actor: Actor,
    now: datetime,
) -> SupervisionSheet:
    """Issue a sheet; its place, the colour and the overdue days are kept as they are now.

    Raises:
        Forbidden: the actor does not urge here.
        IllegalMove: it is closed, set aside, or not handed over.
        Invalid: naming the field.
    """
    may(commitment, "urge", actor)
    day = today(now)
    situation = required(sheet.situation, "situation", say("请写明现状。"), bounds.NOTE)
    wanted = required(sheet.demand, "demand", say("请写明要求做什么。"), bounds.NOTE)
    for field, named in (("new_due_on", sheet.new_due_on), ("explain_by", sheet.explain_by)):
        if named is not None and named < day:
            raise Invalid(say("日子不能早于今天。"), field)
    now_stands = standing(followed(commitment), day, calendar, rules)
    row = SupervisionSheet(
        community_id=commitment.community_id,
        number=moves.next_number(commitment.community_id, f"DB-{day.year}", _NUMBER_WIDTH),
        place=len(commitment.sheets) + 1,
        colour=now_stands.colour,
        overdue_days=now_stands.overdue,
        situation=situation,
        demand=wanted,
        new_due_on=sheet.new_due_on,
        explain_by=sheet.explain_by,
        copied_to=clean_line(sheet.copied_to, bounds.LINE, "copied_to"),
        issued_at=now,
        issued_by_id=actor.account_id,
    )
    commitment.sheets.append(row)
    details = {"number": row.number, "place": row.place, "colour": row.colour, "demand": wanted}
    moves.apply(LIFECYCLE, commitment, "urge", actor=actor, now=now, **details)
    return row


def answer_sheet(sheet: SupervisionSheet, text: str, *, actor: Actor, now: datetime) -> None:
    """Answer a supervision sheet, as whoever owes the commitment.

    Raises:
        Forbidden: the actor does not owe it.
        IllegalMove: it was answered already.
        Invalid: there is no text.
    """
    demand(actor, "commitment.act", moves.place_of(sheet))
    if sheet.answered_at is not None:
        raise IllegalMove(say("这张督办单已经回复过。"))
    kept = required(text, "text", say("请写明办到哪一步、什么时候办完。"), bounds.NOTE)
    sheet.answer, sheet.answered_at = kept, now
    record.append(sheet, "answer_sheet", actor=actor, now=now, number=sheet.number, text=kept)


def review(commitment: Commitment, text: str, *, actor: Actor, now: datetime) -> Progress:
    """Keep what a joint review 会审 said about it.

    Raises:
        Forbidden: the actor does not urge here.
        IllegalMove: it is closed, or not handed over.
        Invalid: there is no text.
    """
    may(commitment, "review", actor)
    kept = required(text, "text", say("请写下会审的意见。"), bounds.NOTE)
    row = Progress(kind="review", text=kept, at=now, by_id=actor.account_id, by_name=actor.label)
    commitment.progress.append(row)
    moves.apply(LIFECYCLE, commitment, "review", actor=actor, now=now, text=kept)
    return row
