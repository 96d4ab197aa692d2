"""The way of an opinion: triage, an outcome with its reply, and merging into a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.errors import Sentence, say
from deliberation.domain.lifecycle import Guard, Lifecycle, Move, Stage, moves_from
from deliberation.domain.opinion.screening import Screened, answers, outcome_allowed, refused_by

if TYPE_CHECKING:
    from collections.abc import Sequence


class OpinionFacts(Protocol):
    """What the rules need to know of an opinion."""

    stage: str

    @property
    def screenings(self) -> Sequence[Screened]:
        """The answers given at the gates, oldest first."""


def _allows(outcome: str) -> Guard[OpinionFacts]:
    def guard(opinion: OpinionFacts) -> Sentence | None:
        return outcome_allowed(answers(opinion.screenings), outcome)

    return guard


def _not_stopped(opinion: OpinionFacts) -> Sentence | None:
    return refused_by(answers(opinion.screenings), "deliberate")


_TRIAGE: Final = "opinion.triage"
_MERGE: Final = "topic.merge"

LIFECYCLE: Final[Lifecycle[OpinionFacts]] = Lifecycle(
    kind="opinion",
    word=say("意见"),
    first="submitted",
    stages={
        "submitted": Stage(say("已提交"), "info"),
        "returned": Stage(say("退回补充"), "warn"),
        "settled": Stage(say("现场办结"), "done"),
        "referred": Stage(say("已转办"), "info"),
        "declined": Stage(say("不予受理")),
        "admitted": Stage(say("待归并"), "info"),
        "merged": Stage(say("已并入议题"), "good"),
    },
    moves={
        "settle": Move(
            say("现场办结"), moves_from("submitted"), "settled", _TRIAGE, (_allows("settle"),)
        ),
        "refer": Move(
            say("转办"), moves_from("submitted"), "referred", _TRIAGE, (_allows("refer"),)
        ),
        "deliberate": Move(
            say("列入协商"), moves_from("submitted"), "admitted", _TRIAGE, (_allows("deliberate"),)
        ),
        "decline": Move(
            say("不予受理"), moves_from("submitted"), "declined", _TRIAGE, (_allows("decline"),)
        ),
        "ask_back": Move(
            say("退回补充"), moves_from("submitted"), "returned", _TRIAGE, (_allows("ask_back"),)
        ),
        "supplement": Move(say("补充情况"), moves_from("returned"), "submitted", "opinion.follow"),
        # Unasked, at any time until the matter is over (features/intake).
        "add": Move(
            say("补充说明"),
            moves_from("submitted", "referred", "admitted", "merged"),
            None,
            "opinion.follow",
        ),
        "merge": Move(
            say("并入议题"),
            moves_from("submitted", "admitted"),
            "merged",
            _MERGE,
            (_not_stopped,),
        ),
        "separate": Move(say("移出议题"), moves_from("merged"), "admitted", _MERGE),
        # What was settled or referred for itself keeps its outcome within a topic.
        "gather": Move(say("归入议题"), moves_from("settled", "referred"), None, _MERGE),
        "settle_with_topic": Move(say("随议题办结"), moves_from("merged"), "settled", "topic.edit"),
        "refer_with_topic": Move(say("随议题转办"), moves_from("merged"), "referred", "topic.edit"),
    },
)
