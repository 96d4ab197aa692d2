"""Counting hands under a rule set, in whole numbers, and saying how it was counted."""

from deliberation.domain.ballot.count import METHODS, OUTCOMES, Count, agree, check_votes, tally
from deliberation.domain.ballot.standing import standing
from deliberation.domain.ballot.turnout import Quorum, check_people, quorum

__all__ = [
    "METHODS",
    "OUTCOMES",
    "Count",
    "Quorum",
    "agree",
    "check_people",
    "check_votes",
    "quorum",
    "standing",
    "tally",
]
