"""What happens to a commitment, in rows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Asking, Report, Verdict

if TYPE_CHECKING:
    from deliberation.store.models import Commitment

PHONE: Final = "13812345678"


def report(row: Commitment, outcome: str = "", days: int = 0) -> Report:
    """Report it done, `days` from now; checked a moment later."""
    at = clock.now() + timedelta(days=days)
    made = Report(commitment=row, text=f"划完了，问{PHONE}", at=at, by_name="李师傅")
    if outcome:
        made.outcome, made.checked_at = outcome, at + timedelta(hours=1)
    db.session.add(made)
    db.session.commit()
    return made


def ask(row: Commitment, *answers: str, days: int = 0) -> Asking:
    """Ask the proposers, who answer at once."""
    at = clock.now() + timedelta(days=days)
    asking = Asking(commitment=row, place=len(row.askings) + 1, asked_at=at, text="请评价")
    asking.verdicts = [
        Verdict(kind="proposer", way="scan", solved=one, satisfied="satisfied", at=at, text=PHONE)
        for one in answers
    ]
    db.session.add(asking)
    db.session.commit()
    return asking
