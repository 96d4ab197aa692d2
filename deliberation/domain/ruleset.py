"""Rule sets: attendance, base and threshold of a vote, as data with their source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain.data import Table
from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

# What the yes votes are compared with; the same count passes under one and fails under another.
BASES: Final[dict[str, Sentence]] = {
    "for_over_against": say("赞成多于反对（弃权不计，平票不通过）"),
    "present": say("到会人数（含委托）"),
    "members": say("全体成员人数"),
    "owners": say("参与表决的专有部分面积和人数（双重比例）"),
}
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


@dataclass(frozen=True, slots=True)
class Share:
    """A share in whole numbers; 以上 includes the number, 过半数 and 超过 do not (民法典 1259)."""

    num: int
    den: int
    inclusive: bool

    def least(self, total: int) -> int:
        """Return the smallest number that reaches this share of `total`."""
        whole, rest = divmod(self.num * total, self.den)
        if self.inclusive:
            return whole + (rest > 0)
        return whole + 1

    def reached(self, part: int, total: int) -> bool:
        """Say whether `part` reaches this share of `total`."""
        have, want = part * self.den, total * self.num
        return have >= want if self.inclusive else have > want

    def words(self) -> Sentence:
        """Return the share as it is said: 三分之二以上, 过半数."""
        if (self.num, self.den, self.inclusive) == (1, 2, False):
            return say("过半数")
        text = f"{_NUMERALS[self.den]}分之{_NUMERALS[self.num]}"
        if self.inclusive:
            return say("%(share)s以上", share=text)
        return say("超过%(share)s", share=text)


_NUMERALS: Final = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule set, as it stood when it was read."""

    code: str
    title: str
    body: str
    source: str
    effective_from: date | None
    superseded_on: date | None
    verified: bool
    note: str
    base: str
    consensus: bool
    attendance: Share | None
    threshold: Share | None

    def as_data(self) -> dict[str, object]:
        """Return the rule as JSON can keep it beside a ballot; `parse` reads it back."""
        return {
            "code": self.code,
            "title": self.title,
            "body": self.body,
            "source": self.source,
            "verified": self.verified,
            "note": self.note,
            "base": self.base,
            "consensus": self.consensus,
            **_dates(effective_from=self.effective_from, superseded_on=self.superseded_on),
            **_shares(attendance=self.attendance, threshold=self.threshold),
        }


def _dates(**days: date | None) -> dict[str, object]:
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def _shares(**shares: Share | None) -> dict[str, object]:
    return {
        name: {"num": share.num, "den": share.den, "inclusive": share.inclusive}
        for name, share in shares.items()
        if share is not None
    }


def _share(table: Table, key: str) -> Share | None:
    if not table.has(key):
        return None
    share = table.table(key).only("num", "den", "inclusive")
    den = share.whole("den", 1, len(_NUMERALS) - 1)
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
        raise table.wrong("threshold", "“赞成多于反对”不设比例，其他算法都要写明比例")
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
