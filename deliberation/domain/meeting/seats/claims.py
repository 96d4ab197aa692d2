"""One phone for one seat: who may claim it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from deliberation.domain.errors import Sentence, say
from deliberation.domain.meeting.seats.count import seated
from deliberation.domain.meeting.seats.proxies import Represented

if TYPE_CHECKING:
    from collections.abc import Iterable


class Claimed(Represented, Protocol):
    """A seat, as far as claiming it cares."""

    @property
    def claim_key(self) -> str:
        """The browser that speaks for it, empty for none."""


def may_claim(seat: Claimed, key: str, seats: Iterable[Claimed]) -> Sentence | None:
    """Return why the browser with this key cannot claim `seat`, or None."""
    if seat.claim_key and seat.claim_key != key:
        return say(
            "%(n)s号席位已经有一部手机认领。换了手机，请找记录员放开原来那一部，再扫一次。",
            n=seat.number,
        )
    for other in seated(seats):
        if other.claim_key == key and other.number != seat.number:
            return say(
                "这部手机已经代表%(other)s号席位，一部手机只代表一个席位。"
                "%(n)s号席位要签到、举手，请找记录员代办。",
                other=other.number,
                n=seat.number,
            )
    return None
