"""Screening an opinion: what was answered, what is asked next, which outcomes are left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.errors import Sentence, say
from deliberation.domain.opinion.gates import GATES, OUTCOMES, Gate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Asking the sender needs no finished screening: it is how the next answer is found.
EARLY: Final = frozenset({"ask_back"})
_BY_CODE: Final = {gate.code: gate for gate in GATES}


class Screened(Protocol):
    """One kept answer; of several at one gate the newest counts."""

    @property
    def gate(self) -> str:
        """Code of the gate."""

    @property
    def answer(self) -> str:
        """Code of the answer."""


def answers(screenings: Iterable[Screened]) -> dict[str, str]:
    """Return the newest answer at each gate; `screenings` are oldest first."""
    return {screening.gate: screening.answer for screening in screenings}


def known(gate: str, answer: str) -> bool:
    """Say whether there is such a gate with such an answer."""
    return gate in _BY_CODE and answer in _BY_CODE[gate].answers


def next_gate(given: Mapping[str, str]) -> Gate | None:
    """Return the first unanswered gate, or None once an answer ends the screening."""
    for gate in GATES:
        if gate.code not in given:
            return gate
        if gate.answers[given[gate.code]].ends:
            return None
    return None


def refused_by(given: Mapping[str, str], outcome: str) -> Sentence | None:
    """Return why an answer already given rules `outcome` out, or None."""
    for gate in GATES:
        answer = gate.answers[given[gate.code]] if gate.code in given else None
        if answer and outcome not in answer.leaves:
            return answer.because
        if answer and answer.ends:
            return None
    return None


def outcome_allowed(given: Mapping[str, str], outcome: str) -> Sentence | None:
    """Return why `outcome` cannot be chosen after these answers, or None when it can."""
    refusal = refused_by(given, outcome)
    gate = next_gate(given)
    if refusal or gate is None or outcome in EARLY:
        return refusal
    return say("还要先回答这一问：%(question)s", question=gate.question)


def outcomes(given: Mapping[str, str]) -> tuple[str, ...]:
    """Return the outcomes that can be chosen after these answers, in their order."""
    return tuple(outcome for outcome in OUTCOMES if outcome_allowed(given, outcome) is None)


def replied(text: str) -> Sentence | None:
    """Return why an outcome is not complete without a first reply 首次答复, or None."""
    return None if text.strip() else say("请写下给提出人的首次答复，答复会显示在回执页上。")
