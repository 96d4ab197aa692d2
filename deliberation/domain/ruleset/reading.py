"""Reading a rule set from its file, or from beside a ballot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain.data import Table
from deliberation.domain.errors import say
from deliberation.domain.ruleset.rule import BASES, Rule
from deliberation.domain.ruleset.share import NUMERALS, Share

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEYS: Final = (
    "code",
    "title",
    "body",
    "source",
    "effective_from",
    "superseded_on",
    "verified",
    "note",
    "base",
    "consensus",
    "attendance",
    "threshold",
)


def _share(table: Table, key: str) -> Share | None:
    if not table.has(key):
        return None
    share = table.table(key).only("num", "den", "inclusive")
    den = share.whole("den", 1, len(NUMERALS) - 1)
    return Share(share.whole("num", 1, den), den, share.flag("inclusive"))


def parse(mapping: Mapping[str, object], source: str) -> Rule:
    """Read a rule set from the file named `source`.

    Raises:
        DataError: naming the file and the key path.
    """
    table = Table(mapping, source).only(*_KEYS)
    base = table.choice("base", BASES)
    threshold = _share(table, "threshold")
    if (threshold is None) != (base == "for_over_against"):
        raise table.wrong("threshold", say("“赞成多于反对”不设比例，其他算法都要写明比例"))
    return Rule(
        code=table.text("code"),
        title=table.text("title"),
        body=table.text("body"),
        source=table.text("source"),
        effective_from=table.day("effective_from"),
        superseded_on=table.day("superseded_on"),
        verified=table.flag("verified"),
        note=table.text("note", ""),
        base=base,
        consensus=table.flag("consensus"),
        attendance=_share(table, "attendance"),
        threshold=threshold,
    )
