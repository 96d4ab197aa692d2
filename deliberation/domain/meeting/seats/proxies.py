"""Proxies 委托: who may vote for somebody who cannot come, as the notice tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.errors import Sentence, say
from deliberation.domain.meeting.seats.count import seated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

# A custom of the community, told in every notice; no statute asks for it.
PROXY_RULE: Final = say(
    "可书面委托同一代表方的人到会，一人只能受一人委托；到会时在记录员那里登记。"
)


class Represented(Protocol):
    """A seat, as far as standing in for it cares."""

    @property
    def number(self) -> int:
        """Its number."""

    @property
    def name(self) -> str:
        """Whose it is."""

    @property
    def party(self) -> str:
        """Whom it speaks for."""

    @property
    def vote(self) -> bool:
        """Whether it may vote."""

    @property
    def proxy_name(self) -> str:
        """Who stands in, empty for nobody."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When the invitation was taken back."""

    @property
    def attendance(self) -> str:
        """How the person came."""

    @property
    def voice(self) -> bool:
        """Whether it may speak."""

    @property
    def left_at(self) -> datetime | None:
        """When the person left."""


def may_represent(seat: Represented, name: str, seats: Iterable[Represented]) -> Sentence | None:
    """Return why the person called `name` cannot stand in for `seat`, or None."""
    if not seat.vote:
        return say("没有表决权的席位不能委托。")
    if not name:
        return say("请填写代理人的姓名。")
    if name == seat.name:
        return say("代理人不能是本人。")
    for other in seated(seats):
        if other.number == seat.number:
            continue
        if other.proxy_name == name:
            return say(
                "%(name)s已经受%(n)s号席位委托，一人只能受一人委托。", name=name, n=other.number
            )
        if other.name == name and other.party != seat.party:
            return say(
                "%(name)s代表“%(other)s”，只能委托同一代表方的人。", name=name, other=other.party
            )
    return None
