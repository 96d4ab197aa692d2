"""The words a resolution is told in, and words it must not use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from deliberation.domain.errors import Invalid, Sentence, say
from deliberation.domain.resolution.outcomes import body_of, decided_here

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def wording(outcome: str, body: str, text: str) -> Sentence:
    """Return the resolution as it is told and printed.

    Raises:
        Invalid: for a proposal that does not say whom it is put to.
    """
    if outcome == "proposal" and not body.strip():
        raise Invalid(say("请写明提请哪个机构决定。"), "body")
    return Sentence(_TOLD[outcome].text, {"body": body.strip(), "what": text.strip()})


_CLAUSES: Final = re.compile(r"[，。；：！？,;:!?\n]+")
# “提请业主大会表决通过后实施” speaks of what is still to come, and “未通过” of what did not.
_LATER: Final = re.compile(
    r"提请|报请|待|须经|需经|应经|应当?由|经[^通]{0,12}(大会|会议|部门|政府)"
    r"|由[^通]{0,12}(大会|民会议|代表会议|部门|政府)"
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
                words=words,
            )
            raise Invalid(sentence, "text")
