"""A matter as it stands: the colour of a commitment, what closing lacks, its line of time."""

from deliberation.store.matters.following import (
    FOLLOWED,
    closing_facts,
    followed,
    newest_asking,
    rules_of,
    stands,
    until_public,
    worst_first,
)
from deliberation.store.matters.happening import Happening
from deliberation.store.matters.judged import FEWEST, judged
from deliberation.store.matters.next_steps import Next, next_step
from deliberation.store.matters.timeline import WHOLE, decided, timeline, whole
from deliberation.store.matters.where import Where, leading, where

__all__ = [
    "FEWEST",
    "FOLLOWED",
    "WHOLE",
    "Happening",
    "Next",
    "Where",
    "closing_facts",
    "decided",
    "followed",
    "judged",
    "leading",
    "newest_asking",
    "next_step",
    "rules_of",
    "stands",
    "timeline",
    "until_public",
    "where",
    "whole",
    "worst_first",
]
