"""Shares in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from deliberation.domain.errors import Sentence, say


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
        text = say("%(den)s分之%(num)s", den=NUMERALS[self.den], num=NUMERALS[self.num])
        if self.inclusive:
            return say("%(share)s以上", share=text)
        return say("超过%(share)s", share=text)


NUMERALS: Final = (
    *(say("零"), say("一"), say("二"), say("三"), say("四"), say("五")),
    *(say("六"), say("七"), say("八"), say("九"), say("十")),
)
