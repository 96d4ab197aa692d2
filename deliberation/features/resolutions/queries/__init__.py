"""Reads of resolutions: what each topic rests on, what came of it, and what is still missing."""

from deliberation.domain.commitment import Due, due
from deliberation.features.resolutions.queries.motions import (
    deciding_motion,
    standing_ballot,
    wording_of,
)
from deliberation.features.resolutions.queries.outcomes import Way, ways
from deliberation.features.resolutions.queries.table import (
    Promised,
    Table,
    TopicResult,
    known_owners,
    seats,
    table,
    topic_result,
)

__all__ = [
    "Due",
    "Promised",
    "Table",
    "TopicResult",
    "Way",
    "deciding_motion",
    "due",
    "known_owners",
    "seats",
    "standing_ballot",
    "table",
    "topic_result",
    "ways",
    "wording_of",
]
