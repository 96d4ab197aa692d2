"""Opinions 意见: where they come from, what they are about, and their way through triage."""

from deliberation.domain.opinion.danger import (
    DANGERS,
    EMERGENCIES,
    Emergency,
    danger_words,
    emergencies,
)
from deliberation.domain.opinion.gates import GATES, OUTCOMES, Answer, Gate
from deliberation.domain.opinion.lifecycle import LIFECYCLE, OpinionFacts
from deliberation.domain.opinion.reach import REACHES, reach
from deliberation.domain.opinion.screening import (
    Screened,
    answers,
    known,
    next_gate,
    outcome_allowed,
    outcomes,
    refused_by,
    replied,
)
from deliberation.domain.opinion.words import CATEGORIES, CHANNELS, FIRST_REPLIES, STANDINGS

__all__ = [
    "CATEGORIES",
    "CHANNELS",
    "DANGERS",
    "EMERGENCIES",
    "FIRST_REPLIES",
    "GATES",
    "LIFECYCLE",
    "OUTCOMES",
    "REACHES",
    "STANDINGS",
    "Answer",
    "Emergency",
    "Gate",
    "OpinionFacts",
    "Screened",
    "answers",
    "danger_words",
    "emergencies",
    "known",
    "next_gate",
    "outcome_allowed",
    "outcomes",
    "reach",
    "refused_by",
    "replied",
]
