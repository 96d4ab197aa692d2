"""Resolutions: which outcomes a topic's route allows, and the words they are told in."""

from deliberation.domain.resolution.outcomes import (
    OUTCOMES,
    Outcome,
    body_of,
    check_outcome,
    count_word,
    decided_here,
    move_for,
    outcomes_allowed,
)
from deliberation.domain.resolution.told import check_text, deciding_words, wording
from deliberation.domain.resolution.views import NOT_ADOPTED, VIEWS

__all__ = [
    "NOT_ADOPTED",
    "OUTCOMES",
    "VIEWS",
    "Outcome",
    "body_of",
    "check_outcome",
    "check_text",
    "count_word",
    "decided_here",
    "deciding_words",
    "move_for",
    "outcomes_allowed",
    "wording",
]
