"""Which outcomes a topic may have now, how each would be told, and why others may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain import resolution as rules
from deliberation.domain.errors import IllegalMove, Sentence

if TYPE_CHECKING:
    from deliberation.store.models import Ballot

ELLIPSIS: Final = "……"
NO_BODY: Final = "××"
# A count that said yes leaves one natural outcome, the first that is allowed.
_YES: Final = frozenset({"passed", "consensus"})


@dataclass(frozen=True, slots=True)
class Way:
    """An outcome that is allowed: its word, and how the result would begin."""

    code: str
    word: Sentence
    told: Sentence


def ways(route: str, ballot: Ballot | None, body: str) -> tuple[Way, ...]:
    """Return the outcomes on offer."""
    return tuple(
        Way(code, rules.OUTCOMES[code].word, rules.wording(code, body or NO_BODY, ELLIPSIS))
        for code in rules.outcomes_allowed(route, _outcome(ballot))
    )


def likeliest(route: str, ballot: Ballot | None) -> str:
    """Return the outcome to begin with, empty when the count does not suggest one."""
    allowed = rules.outcomes_allowed(route, _outcome(ballot))
    return allowed[0] if allowed and _outcome(ballot) in _YES else ""


def refusals(route: str, ballot: Ballot | None) -> tuple[Sentence, ...]:
    """Return why the other outcomes are not on offer, each reason once."""
    found: dict[str, Sentence] = {}
    for code in rules.OUTCOMES:
        try:
            rules.check_outcome(route, _outcome(ballot), code)
        except IllegalMove as refused:
            found.setdefault(str(refused), refused.sentence)
    return tuple(found.values())


def usual_body(route: str) -> str:
    """Return the body a proposal goes to: the one that decides this route, none for our own."""
    return "" if rules.decided_here(route) else str(rules.body_of(route))


def templates(body_mark: str, text_mark: str) -> dict[str, Sentence]:
    """Return the words of every outcome with marks where body and text stand."""
    return {code: rules.wording(code, body_mark, text_mark) for code in rules.OUTCOMES}


def _outcome(ballot: Ballot | None) -> str | None:
    return ballot.outcome if ballot else None
