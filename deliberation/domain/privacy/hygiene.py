"""Typed text as it is kept: line ends made one, control characters gone, tricks refused."""

from __future__ import annotations

import re
from typing import Final

from deliberation.domain.errors import Invalid, say

# Every control character but the line feed: C0, DEL and C1. A tab becomes a space.
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_LINE_ENDS: Final = re.compile(r"\r\n?|\x85|\u2028|\u2029")
# Overrides and isolates can make a name read as another; marks (U+200E, U+200F) are harmless.
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def clean(text: str, bound: int, field: str = "") -> str:
    """Return `text` as it is kept, stripped at both ends; the characters themselves stay.

    Args:
        text: what was typed.
        bound: the most characters, counted after cleaning.
        field: the input it came from.

    Raises:
        Invalid: for a text past its bound, or with characters that reorder or break text.
    """
    if "\x00" in text or _SURROGATE.search(text):
        raise Invalid(say("文字里有不完整的字符，请删去后再提交。"), field)
    if _BIDI.search(text):
        raise Invalid(say("文字里有改变阅读方向的隐藏字符，请删去后再提交。"), field)
    kept = _CONTROL.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " ")).strip()
    if len(kept) > bound:
        sentence = say(
            "最多%(most)s个字，现在是%(now)s个字，请删去%(excess)s个字。",
            most=bound,
            now=len(kept),
            excess=len(kept) - bound,
        )
        raise Invalid(sentence, field)
    return kept


def clean_line(text: str, bound: int, field: str = "") -> str:
    """Return a text of one line: as `clean`, with line ends and runs of spaces made one space.

    Raises:
        Invalid: as `clean`.
    """
    return clean(re.sub(r"[\s\x85]+", " ", text), bound, field)
