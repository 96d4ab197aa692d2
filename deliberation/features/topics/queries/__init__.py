"""Reads of topics: the desk's list, one topic's page, its opinions and its history."""

from deliberation.features.topics.queries.desk import Desk, Line, desk
from deliberation.features.topics.queries.history import Happening, history
from deliberation.features.topics.queries.opinions import (
    Proposed,
    candidates,
    confirmed,
    merged,
    newest,
    open_topics,
    proposed,
    said,
    told,
)
from deliberation.features.topics.queries.page import (
    Step,
    TopicPage,
    known_parties,
    page,
    publicity_days,
    standing,
)

__all__ = [
    "Desk",
    "Happening",
    "Line",
    "Proposed",
    "Step",
    "TopicPage",
    "candidates",
    "confirmed",
    "desk",
    "history",
    "known_parties",
    "merged",
    "newest",
    "open_topics",
    "page",
    "proposed",
    "publicity_days",
    "said",
    "standing",
    "told",
]
