"""Outcomes of a topic, and which of them its route and its ballot allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from deliberation.domain import ballot as counting
from deliberation.domain.errors import IllegalMove, Invalid, Sentence, say
from deliberation.domain.topic.routes import ROUTES


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome: its word, whether it decides, whether the topic is settled by it, after what.

    `after` holds the ballot outcomes it may follow; "" stands for no ballot at all.
    """

    word: Sentence
    decides: bool
    settles: bool
    after: frozenset[str]


def _after(*outcomes: str) -> frozenset[str]:
    return frozenset(outcomes)


_ANY: Final = _after("", "passed", "consensus", "failed", "no_quorum")
_OPEN: Final = _after("", "failed", "no_quorum")
OUTCOMES: Final[dict[str, Outcome]] = {
    "adopted": Outcome(say("通过"), decides=True, settles=True, after=_after("passed")),
    "consensus": Outcome(say("达成共识"), decides=True, settles=True, after=_after("consensus")),
    "proposal": Outcome(
        say("形成建议，提请决定"),
        decides=False,
        settles=True,
        after=_after("passed", "consensus", "failed"),
    ),
    "trial": Outcome(
        say("试行"),
        decides=False,
        settles=False,
        after=_after("", "passed", "consensus", "failed"),
    ),
    "narrowed": Outcome(say("缩小议题"), decides=False, settles=False, after=_OPEN),
    "survey": Outcome(say("补充调研"), decides=False, settles=False, after=_ANY),
    "mediation": Outcome(say("转调解"), decides=False, settles=False, after=_OPEN),
    "failed": Outcome(say("未通过"), decides=False, settles=False, after=_after("failed")),
}


_CONSULTED: Final[dict[str, Sentence]] = {
    "passed": say("赞成的够了，可以形成建议"),
    "failed": say("赞成的不够"),
    "consensus": say("意见一致，可以形成建议"),
}


def decided_here(route: str) -> bool:
    """Say whether the meeting itself may decide topics of this route."""
    return ROUTES[route].here


def body_of(route: str) -> Sentence:
    """Return the name of the body that decides topics of this route."""
    return ROUTES[route].body


def count_word(outcome: str, route: str) -> Sentence:
    """Return what the outcome of a count is called where it is announced.

    When another body decides, nobody in the hall is to hear 通过: a consultation is no decision.
    """
    usual = counting.OUTCOMES[outcome]
    return usual if decided_here(route) else _CONSULTED.get(outcome, usual)


def outcomes_allowed(route: str, ballot: str | None) -> tuple[str, ...]:
    """Return the outcomes open to a topic of this route after its last standing ballot.

    When another body decides, neither 通过 nor 共识 is among them: a consultation is no decision.

    Args:
        route: the topic's decision route.
        ballot: outcome of the ballot (`passed`, `failed`, `no_quorum`, `consensus`), None without.
    """
    here = decided_here(route)
    return tuple(
        code
        for code, outcome in OUTCOMES.items()
        if (ballot or "") in outcome.after and (here or not outcome.decides)
    )


def check_outcome(route: str, ballot: str | None, outcome: str) -> None:
    """Let an outcome pass.

    Raises:
        Invalid: for an outcome that there is not.
        IllegalMove: with the reason, and the outcomes that are possible.
    """
    if outcome not in OUTCOMES:
        raise Invalid(say("请选择结果。"), "outcome")
    allowed = outcomes_allowed(route, ballot)
    if outcome in allowed:
        return
    words = tuple(OUTCOMES[code].word for code in allowed)
    if OUTCOMES[outcome].decides and not decided_here(route):
        sentence = say(
            "这个议题由%(body)s决定，会议只能形成建议，提请%(body)s决定。", body=body_of(route)
        )
        raise IllegalMove(sentence, words)
    raise IllegalMove(
        say("按表决的情况，结果不能写“%(word)s”。", word=OUTCOMES[outcome].word), words
    )


def move_for(outcome: str) -> str:
    """Return the topic's move that this outcome makes: `resolve` or `leave_open`."""
    return "resolve" if OUTCOMES[outcome].settles else "leave_open"
