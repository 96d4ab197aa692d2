"""Counting hands under a rule set, in whole numbers, and saying how it was counted."""

from deliberation.domain.ballot.count import METHODS, OUTCOMES, Count, check_votes, tally
from deliberation.domain.ballot.turnout import Quorum, check_people, quorum

__all__ = [
    "METHODS",
    "OUTCOMES",
    "Count",
    "Quorum",
    "check_people",
    "check_votes",
    "quorum",
    "tally",
]
