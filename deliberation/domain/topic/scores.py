"""The score that ranks topics: its parts, their maxima and their sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.errors import Invalid, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Score:
    """One part of the score that ranks topics, with its maximum and the column it is kept in."""

    word: Sentence
    most: int
    column: str


SCORES: Final[dict[str, Score]] = {
    "households": Score(say("涉及户数"), 5, "households_score"),
    "urgency": Score(say("紧迫"), 5, "urgency_score"),
    "repetition": Score(say("重复反映"), 5, "repetition_score"),
    "feasibility": Score(say("可行"), 5, "feasibility_score"),
    "funding": Score(say("资金明确"), 3, "funding_score"),
}
MOST: Final = sum(part.most for part in SCORES.values())


class Scored(Protocol):
    """The five parts of the score."""

    households_score: int
    urgency_score: int
    repetition_score: int
    feasibility_score: int
    funding_score: int


def score(topic: Scored) -> int:
    """Return the sum of the five parts, 0 to 23."""
    return sum(parts(topic).values())


def parts(topic: Scored) -> dict[str, int]:
    """Return each part of the score by its code, in the order of `SCORES`."""
    return {
        "households": topic.households_score,
        "urgency": topic.urgency_score,
        "repetition": topic.repetition_score,
        "feasibility": topic.feasibility_score,
        "funding": topic.funding_score,
    }


def check_scores(given: Mapping[str, int]) -> None:
    """Let the parts of a score pass.

    Raises:
        Invalid: naming the part that is outside 0 to its maximum.
    """
    for code, points in given.items():
        part = SCORES[code]
        if not 0 <= points <= part.most:
            sentence = say("“%(part)s”要在0到%(most)s分之间。", part=part.word, most=part.most)
            raise Invalid(sentence, part.column)
