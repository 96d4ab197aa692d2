"""What the bench shows of the results: told in a sentence, and whether they are complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain import commitment as commitments
from deliberation.domain.resolution import wording

if TYPE_CHECKING:
    from deliberation.domain.errors import Sentence
    from deliberation.store.models import Commitment, Meeting, Resolution, Topic


@dataclass(frozen=True, slots=True)
class Result:
    """One topic of the meeting and what stands about it."""

    topic: Topic
    resolution: Resolution | None

    @property
    def told(self) -> Sentence | None:
        """The result in the words that the route allows."""
        row = self.resolution
        return wording(row.outcome, row.body, row.text) if row else None

    @property
    def promised(self) -> list[Commitment]:
        """Who does what by when."""
        return self.resolution.commitments if self.resolution else []

    @property
    def lacking(self) -> int:
        """How many commitments have no owner or no date yet."""
        return sum(bool(commitments.lacks(row)) for row in self.promised)


def results(meeting: Meeting) -> tuple[Result, ...]:
    """Return the meeting's topics, each with the resolution that stands."""
    standing = {row.topic_id: row for row in meeting.resolutions}
    return tuple(Result(topic, standing.get(topic.id)) for topic in meeting.topics)
