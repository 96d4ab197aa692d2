"""Rounds in which proposers are asked: which one takes answers, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased, contains_eager

from deliberation.store.db import db
from deliberation.store.models import Asking, Verdict

if TYPE_CHECKING:
    from deliberation.store.models import Commitment, Opinion


def open_round(commitment: Commitment) -> Asking | None:
    """Return the newest asking of a commitment while it takes answers, else None.

    A "not solved" brings the work back, and does not silence the other proposers: they may still
    answer until the owner reports anew.
    """
    asking = commitment.askings[-1] if commitment.askings else None
    if asking is None:
        return None
    if commitment.stage == "asked":
        return asking
    if commitment.stage != "accepted" or all(row.solved != "not" for row in asking.verdicts):
        return None
    anew = any(report.at > asking.asked_at for report in commitment.reports)
    return None if anew else asking


def takes_answers(asking: Asking) -> bool:
    """Say whether proposers can answer in this round now."""
    return open_round(asking.commitment) is asking


def said(asking: Asking, opinion: Opinion) -> Verdict | None:
    """Return what the proposer answered in this round, or None."""
    return next((row for row in asking.verdicts if row.opinion_id == opinion.id), None)


def counted(commitment_id: int) -> list[Verdict]:
    """Return the verdicts that count: of one proposer the newest, of whatever round."""
    later = aliased(Verdict)
    later_round = aliased(Asking)
    newer = (
        select(later.id)
        .join(later_round, later_round.id == later.asking_id)
        .where(
            later.opinion_id == Verdict.opinion_id,
            later_round.commitment_id == Asking.commitment_id,
            later_round.place > Asking.place,
        )
        .exists()
    )
    rows = (
        select(Verdict)
        .join(Verdict.asking)
        .options(contains_eager(Verdict.asking))
        .where(Asking.commitment_id == commitment_id, or_(Verdict.opinion_id.is_(None), ~newer))
        .order_by(Verdict.id)
    )
    return list(db.session.scalars(rows))
