"""Money as people write it in yuan, kept in whole fen: no float ever holds an amount."""

from __future__ import annotations

import re
from typing import Final

from deliberation.domain.bounds import LAST_ID
from deliberation.domain.errors import Invalid, say

FEN: Final = 100
# 1860, 1,860.5, ¥1860元; full-width digits are digits too.
_YUAN: Final = re.compile(r"[¥￥]?\s*(\d[\d,，]*)(?:[.．](\d{1,2}))?\s*元?")
_LONGEST: Final = 20


def read_yuan(text: str, field: str = "") -> int | None:
    """Return an amount in fen; None for nothing at all.

    Raises:
        Invalid: it is no amount, or none that can be kept.
    """
    typed = text.strip()
    if not typed:
        return None
    found = _YUAN.fullmatch(typed) if len(typed) <= _LONGEST else None
    if found is None:
        raise Invalid(say("请写成多少元，例如 1860 或 1860.50。"), field)
    yuan, rest = re.sub("[,，]", "", found[1]), (found[2] or "").ljust(2, "0")
    fen = int(yuan) * FEN + int(rest)
    if fen > LAST_ID:
        raise Invalid(say("金额太大了，请核对。"), field)
    return fen


def yuan(fen: int) -> str:
    """Write an amount in yuan: 1860, 1860.50."""
    whole, rest = divmod(fen, FEN)
    return f"{whole}.{rest:02d}" if rest else str(whole)
