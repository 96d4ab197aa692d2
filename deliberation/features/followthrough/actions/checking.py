"""Checking a report of completion 核验: it is true, or it goes back to its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import bounds
from deliberation.domain.commitment import LIFECYCLE, may_check
from deliberation.domain.errors import IllegalMove, say
from deliberation.domain.privacy import clean
from deliberation.features.followthrough.actions.steps import may, required
from deliberation.store import moves

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Commitment, Report


def verify(commitment: Commitment, note: str = "", *, actor: Actor, now: datetime) -> None:
    """Say that what was reported is true.

    Raises:
        Forbidden: the actor does not check here.
        IllegalMove: nothing waits to be checked, or the actor did it.
        Invalid: the note is too long.
    """
    report = _waiting(commitment, "verify", actor)
    kept = clean(note, bounds.NOTE, "note")
    _keep(report, "passed", kept, actor, now)
    moves.apply(LIFECYCLE, commitment, "verify", actor=actor, now=now, note=kept)


def send_back(commitment: Commitment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Send a report back: something is not done, and the owner goes on.

    Raises:
        Forbidden: the actor does not check here.
        IllegalMove: nothing waits to be checked, or the actor did it.
        Invalid: there is no reason.
    """
    report = _waiting(commitment, "send_back", actor)
    kept = required(reason, "reason", say("请写明哪里没办好，要补什么。"), bounds.NOTE)
    _keep(report, "sent_back", kept, actor, now)
    moves.apply(LIFECYCLE, commitment, "send_back", actor=actor, now=now, reason=kept)


def _waiting(commitment: Commitment, move: str, actor: Actor) -> Report:
    may(commitment, move, actor)
    report = next((row for row in reversed(commitment.reports) if not row.outcome), None)
    if report is None:
        raise IllegalMove(say("还没有办结反馈，不能核验。"))
    if refusal := may_check(actor.account_id, {commitment.owner_account_id, report.by_id}):
        raise IllegalMove(refusal)
    return report


def _keep(report: Report, outcome: str, note: str, actor: Actor, now: datetime) -> None:
    report.outcome, report.note = outcome, note
    report.checked_at, report.checked_by_id = now, actor.account_id
