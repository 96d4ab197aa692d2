"""Commitments: what is promised, its way to closure, and what proposers say of it."""

from deliberation.domain.commitment.checking import may_check
from deliberation.domain.commitment.closing import ClosingFacts, answers_until, lacks_to_close
from deliberation.domain.commitment.deadline import Due, due, spans
from deliberation.domain.commitment.lifecycle import LIFECYCLE, CommitmentFacts, ReportFacts
from deliberation.domain.commitment.promise import (
    DATED,
    PromiseFacts,
    complete,
    due_on,
    lacks,
)
from deliberation.domain.commitment.publicity import (
    Period,
    check_period,
    least_period,
    publicity_stage,
)
from deliberation.domain.commitment.verdicts import KINDS, SATISFIED, SOLVED, TIMELY, WAYS, check

__all__ = [
    "DATED",
    "KINDS",
    "LIFECYCLE",
    "SATISFIED",
    "SOLVED",
    "TIMELY",
    "WAYS",
    "ClosingFacts",
    "CommitmentFacts",
    "Due",
    "Period",
    "PromiseFacts",
    "ReportFacts",
    "answers_until",
    "check",
    "check_period",
    "complete",
    "due",
    "due_on",
    "lacks",
    "lacks_to_close",
    "least_period",
    "may_check",
    "publicity_stage",
    "spans",
]
