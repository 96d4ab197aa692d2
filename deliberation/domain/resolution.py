"""Resolutions: which outcomes a topic's route allows, and the words they are told in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain.errors import IllegalMove, Invalid, Sentence, say
from deliberation.domain.topic.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Iterable


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

_TOLD: Final[dict[str, Sentence]] = {
    "adopted": say("表决通过：%(what)s"),
    "consensus": say("达成共识：%(what)s"),
    "proposal": say("形成建议，提请%(body)s决定：%(what)s"),
    "trial": say("先行试行，到期复议：%(what)s"),
    "narrowed": say("缩小议题，继续协商：%(what)s"),
    "survey": say("补充调研，下次再议：%(what)s"),
    "mediation": say("转人民调解：%(what)s"),
    "failed": say("未通过：%(what)s"),
}


def decided_here(route: str) -> bool:
    """Say whether the meeting itself may decide topics of this route."""
    return ROUTES[route].here


def body_of(route: str) -> Sentence:
    """Return the name of the body that decides topics of this route."""
    return ROUTES[route].body


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


def wording(outcome: str, body: str, text: str) -> Sentence:
    """Return the resolution as it is told and printed.

    Raises:
        Invalid: for a proposal that does not say whom it is put to.
    """
    if outcome == "proposal" and not body.strip():
        raise Invalid(say("请写明提请哪个机构决定。"), "body")
    return Sentence(_TOLD[outcome].text, {"body": body.strip(), "what": text.strip()})


def move_for(outcome: str) -> str:
    """Return the topic's move that this outcome makes: `resolve` or `leave_open`."""
    return "resolve" if OUTCOMES[outcome].settles else "leave_open"


_CLAUSES: Final = re.compile(r"[，。；：！？,;:!?\n]+")
# “提请业主大会表决通过后实施” speaks of what is still to come, and “未通过” of what did not.
_LATER: Final = re.compile(
    r"提请|报请|待|须经|需经|应经|应当?由|经[^通]{0,12}(大会|会议|部门|政府)"
)
_DECIDING: Final = re.compile(
    r"(?<![未不没])(?:表决|审议|讨论|投票|举手|协商|一致|全票|多数|予以|获得?|已经?|正式)通过(?!率)"
    r"|(?<![未不没])通过(?=(?:了|本|该|此|上述|以下|如下|这)|$)"
    r"|(?:会议|议事会|全体)(?:一致)?(?:决定|决议)"
    r"|(?:作出|形成)(?:如下|以下)?(?:决定|决议)"
)


def deciding_words(text: str) -> tuple[str, ...]:
    """Return wording of the kind of 通过 in a free text, each once."""
    clauses = (clause.strip() for clause in _CLAUSES.split(text))
    said = (
        match.group()
        for clause in clauses
        if not _LATER.search(clause)
        for match in _DECIDING.finditer(clause)
    )
    return tuple(dict.fromkeys(said))


def check_text(route: str, texts: Iterable[str]) -> None:
    """Let the texts of a resolution pass.

    Raises:
        Invalid: when another body decides and a text speaks as if the meeting had.
    """
    if decided_here(route):
        return
    for text in texts:
        if words := deciding_words(text):
            sentence = say(
                "这个议题由%(body)s决定，文字里不能写“%(words)s”，请写“形成建议，提请%(body)s决定”。",
                body=body_of(route),
                words="、".join(words),
            )
            raise Invalid(sentence, "text")
