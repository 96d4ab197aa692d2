"""Search words of a text: pairs of neighbouring Chinese characters, and words of other scripts.

Both databases search these stored tokens, so that 停车 is found in 夜间停车难.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Ideographs with their extensions, and kana; everything else that is a letter or digit is a word.
_HAN: Final = (
    "\u3005\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN: Final = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN: Final = re.compile(rf"[{_HAN}]")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(text: str) -> tuple[str, ...]:
    """Return every token once, in order: bigrams, and single characters of runs of one."""
    found: dict[str, None] = {}
    for run in _RUN.findall(_folded(text)):
        if _IS_HAN.match(run) and len(run) > 1:
            found.update(dict.fromkeys(run[n : n + 2] for n in range(len(run) - 1)))
        else:
            found[run] = None
    return tuple(found)


def bigrams(text: str) -> str:
    """Return the tokens as they are stored: one text, separated by spaces."""
    return " ".join(tokens(text))
