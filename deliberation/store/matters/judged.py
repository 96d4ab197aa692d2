"""What proposers said of a round, as counts: never who, and to the public no small numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from deliberation.domain.commitment import SATISFIED, SOLVED
from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliberation.store.models import Asking

# Fewer answers than this would tell who said what (domain.md F2).
FEWEST: Final = 5


def judged(asking: Asking, *, public: bool) -> Sentence:
    """Return what was answered in a round."""
    verdicts = asking.verdicts
    solved = Counter(row.solved for row in verdicts)
    if public and len(verdicts) < FEWEST:
        few = say("评价不足%(n)s份，不公布数字。", n=FEWEST)
        return say("%(solved)s%(few)s", solved=_roughly(solved), few=few)
    satisfied = Counter(row.satisfied for row in verdicts if row.satisfied)
    counts = (*_counts(SOLVED, solved), *_counts(SATISFIED, satisfied))
    if public and satisfied.total() < FEWEST:
        counts = _counts(SOLVED, solved)
    return say("收到%(n)s份：%(counts)s。", n=len(verdicts), counts=counts)


def _counts(words: Mapping[str, Sentence], found: Counter[str]) -> tuple[Sentence, ...]:
    return tuple(
        say("%(word)s%(n)s份", word=word, n=found[code])
        for code, word in words.items()
        if found[code]
    )


def _roughly(solved: Counter[str]) -> Sentence:
    if solved["not"]:
        return say("有提出人说没解决。")
    if solved["partly"]:
        return say("有提出人说只解决了一部分。")
    return say("提出人说已解决。")
