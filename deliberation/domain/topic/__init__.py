"""Topics 议题: size, score, who may decide, and the way to the meeting."""

from deliberation.domain.topic.lifecycle import LEAST_PARTIES, LIFECYCLE, SIZES, TopicFacts
from deliberation.domain.topic.publicity import (
    PUBLICITY_DAYS,
    publicity_days,
    publicity_in_time,
)
from deliberation.domain.topic.routes import ROUTES, Route
from deliberation.domain.topic.scores import MOST, SCORES, Score, Scored, check_scores, parts, score

__all__ = [
    "LEAST_PARTIES",
    "LIFECYCLE",
    "MOST",
    "PUBLICITY_DAYS",
    "ROUTES",
    "SCORES",
    "SIZES",
    "Route",
    "Score",
    "Scored",
    "TopicFacts",
    "check_scores",
    "parts",
    "publicity_days",
    "publicity_in_time",
    "score",
]
