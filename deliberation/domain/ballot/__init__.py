"""Counting hands under a rule set, in whole numbers, and saying how it was counted."""

from deliberation.domain.ballot.count import (
    AT_SIGHT,
    METHODS,
    OUTCOMES,
    Count,
    agree,
    check_votes,
    tally,
)
from deliberation.domain.ballot.poll import (
    CHOICES,
    WAYS,
    Sum,
    add_up,
    may_change,
    may_poll,
    may_vote,
    under_way,
)
from deliberation.domain.ballot.standing import may_confirm, standing
from deliberation.domain.ballot.turnout import Quorum, check_people, quorum

__all__ = [
    "AT_SIGHT",
    "CHOICES",
    "METHODS",
    "OUTCOMES",
    "WAYS",
    "Count",
    "Quorum",
    "Sum",
    "add_up",
    "agree",
    "check_people",
    "check_votes",
    "may_change",
    "may_confirm",
    "may_poll",
    "may_vote",
    "quorum",
    "standing",
    "tally",
    "under_way",
]
