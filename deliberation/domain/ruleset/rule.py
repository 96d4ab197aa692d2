"""The shape of a rule set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from datetime import date

    from deliberation.domain.ruleset.share import Share


# What the yes votes are compared with; the same count passes under one and fails under another.
BASES: Final[dict[str, Sentence]] = {
    "for_over_against": say("赞成多于反对（弃权不计，平票不通过）"),
    "present": say("到会人数（含委托）"),
    "members": say("全体成员人数"),
    "owners": say("参与表决的专有部分面积和人数（双重比例）"),
}


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
