"""Kinds of seats, attendance, and what the rules need to know of a seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of seat and what it usually carries; the host may change it for one seat."""

    word: Sentence
    voice: bool = True
    vote: bool = True


KINDS: Final[dict[str, Kind]] = {
    "resident": Kind(say("居民代表")),
    "merchant": Kind(say("商户代表")),
    "unit": Kind(say("驻区单位")),
    "committee": Kind(say("业委会")),
    "community": Kind(say("社区")),
    "property": Kind(say("物业"), vote=False),
    "department": Kind(say("部门"), vote=False),
    "expert": Kind(say("专家"), vote=False),
    "observer": Kind(say("旁听"), voice=False, vote=False),
}


# Proxies are present through somebody else and are counted apart.
ATTENDANCE: Final[dict[str, Sentence]] = {
    "present": say("出席"),
    "proxy": say("委托"),
    "excused": say("请假"),
    "attending": say("列席"),
}


class SeatFacts(Protocol):
    """What the rules need to know of a seat."""

    @property
    def party(self) -> str:
        """Whom it speaks for."""

    @property
    def voice(self) -> bool:
        """Whether it may speak."""

    @property
    def vote(self) -> bool:
        """Whether it may vote."""

    @property
    def attendance(self) -> str:
        """How the person came, empty before check-in."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When the invitation was taken back."""

    @property
    def left_at(self) -> datetime | None:
        """When the person left."""


class Party(Protocol):
    """A party with a stake."""

    @property
    def name(self) -> str:
        """Its name."""


class WithParties(Protocol):
    """A topic, for its parties."""

    @property
    def parties(self) -> Sequence[Party]:
        """The parties with a stake."""
