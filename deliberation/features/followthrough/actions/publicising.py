"""Publicity 公示 of a decision, and of what was done about a commitment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain import bounds
from deliberation.domain.calendar import today
from deliberation.domain.commitment import LIFECYCLE, check_period
from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.domain.privacy import KINDS, blocking
from deliberation.domain.roles import demand
from deliberation.features.followthrough.actions.steps import required, required_line
from deliberation.store import moves, record
from deliberation.store.db import db
from deliberation.store.models import ResultNotice

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.calendar import Calendar
    from deliberation.domain.errors import Sentence
    from deliberation.domain.roles import Actor
    from deliberation.domain.supervision import Rules
    from deliberation.store.models import Commitment, Resolution

_PUBLISHED = frozenset({"verified", "asked"})


@dataclass(frozen=True, slots=True)
class Notice:
    """A publicity: its first and last day, both included, and its text."""

    starts_on: date
    ends_on: date
    text: str


def post_decision(
    resolution: Resolution,
    notice: Notice,
    calendar: Calendar,
    rules: Rules,
    *,
    actor: Actor,
    now: datetime,
) -> ResultNotice:
    """Put a decision up in public (form D8); what it promised can be handed over then.

    Raises:
        Forbidden: the actor does not publicise here.
        IllegalMove: the meeting is not closed, the result was taken back, or is in publicity.
        Invalid: the days are too few or gone, or the text holds personal data.
    """
    demand(actor, "result.publicise", moves.place_of(resolution))
    if refusal := decision_refusal(resolution):
        raise IllegalMove(refusal)
    row = _row(notice, calendar, rules, now)
    row.community_id, row.resolution = resolution.community_id, resolution
    return _post(row, "post_decision", resolution.number, actor=actor, now=now)


def decision_refusal(resolution: Resolution) -> Sentence | None:
    """Return why a decision cannot be put up now, or None."""
    if resolution.withdrawn_at is not None:
        return say("这个结果已经撤回，不能公示。")
    if resolution.meeting.stage != "closed":
        return say("会议散会以后才能公示结果。")
    if any(row.withdrawn_at is None for row in resolution.notices):
        return say("会议结果已经公示。要改，请先撤下，写明理由。")
    return None


def post_completion(
    commitment: Commitment,
    notice: Notice,
    calendar: Calendar,
    rules: Rules,
    *,
    actor: Actor,
    now: datetime,
) -> ResultNotice:
    """Put up in public what was done about a commitment, once it was checked.

    Raises:
        Forbidden: the actor does not publicise here.
        IllegalMove: it is not checked, or in publicity.
        Invalid: the days are too few or gone, or the text holds personal data.
    """
    demand(actor, "result.publicise", moves.place_of(commitment))
    must_be_publishable(commitment)
    row = _row(notice, calendar, rules, now)
    row.community_id, row.commitment = commitment.community_id, commitment
    return _post(row, "post_completion", commitment.number, actor=actor, now=now)


def must_be_publishable(commitment: Commitment) -> None:
    """Let publicity of what was done pass.

    Raises:
        IllegalMove: it is not checked, or in publicity.
    """
    if commitment.stage not in _PUBLISHED:
        raise IllegalMove(say("核验属实以后才能公示办理结果。"), LIFECYCLE.words(commitment.stage))
    if commitment.completion_published:
        raise IllegalMove(say("办理结果已经公示。要改，请先撤下，写明理由。"))


def withdraw_notice(notice: ResultNotice, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take a publicity down; the reason stays readable where it was.

    Raises:
        Forbidden: the actor does not publicise here.
        IllegalMove: it was taken down already.
        Invalid: there is no reason.
    """
    demand(actor, "result.publicise", moves.place_of(notice))
    must_stand(notice)
    kept = required_line(reason, "reason", say("请写明撤下公示的理由。"))
    notice.withdrawn_at, notice.withdrawn_reason = now, kept
    record.append(notice, "withdraw", actor=actor, now=now, reason=kept)


def must_stand(notice: ResultNotice) -> None:
    """Let what is done with a publicity pass while it is up.

    Raises:
        IllegalMove: it was taken down.
    """
    if notice.withdrawn_at is not None:
        raise IllegalMove(say("这份公示已经撤下。"))


def hits(text: str) -> list[Sentence]:
    """Return what personal data blocks the publication of `text`, and where each stands."""
    return [
        say(
            "第%(line)s行有%(kind)s“%(found)s”",
            line=text.count("\n", 0, hit.start) + 1,
            kind=KINDS[hit.kind],
            found=hit.text,
        )
        for hit in blocking(text)
    ]


def _row(notice: Notice, calendar: Calendar, rules: Rules, now: datetime) -> ResultNotice:
    text = required(notice.text, "text", say("请填写公示的内容。"), bounds.TEXT)
    check_period(notice.starts_on, notice.ends_on, rules.notice_days, today(now), calendar)
    if found := hits(text):
        sentence = say(
            "公示里不能有个人信息：%(first)s。请删去，或者按“遮住个人信息”。", first=found[0]
        )
        raise Invalid(sentence, "text")
    return ResultNotice(starts_on=notice.starts_on, ends_on=notice.ends_on, text=text)


def _post(
    row: ResultNotice, verb: str, number: str, *, actor: Actor, now: datetime
) -> ResultNotice:
    row.posted_at, row.posted_by_id = now, actor.account_id
    db.session.add(row)
    db.session.flush()
    record.append(
        row,
        verb,
        actor=actor,
        now=now,
        of=number,
        text=row.text,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )
    return row
