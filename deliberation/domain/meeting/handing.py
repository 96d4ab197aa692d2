"""Handing a role over: how long an offer holds, where it stands, how long a guest may stay."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.calendar import SHANGHAI
from deliberation.domain.errors import Sentence, say
from deliberation.domain.meeting.duties import standing
from deliberation.domain.roles import KEY_ROLES, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliberation.domain.meeting.duties import Duty

OFFER_HOLDS: Final = timedelta(minutes=10)
SHORTEST_NAME: Final = 2
LONGEST_NAME: Final = 20


class Offer(Protocol):
    """A role on its way to another person; its times say how far it has come."""

    @property
    def expires_at(self) -> datetime:
        """Until when it can be taken."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When its holder took it back."""

    @property
    def taken_at(self) -> datetime | None:
        """When somebody took it."""


def offer_state(offer: Offer, now: datetime) -> str:
    """Return where an offer stands: taken, withdrawn, expired, or offered."""
    if offer.taken_at is not None:
        return "taken"
    if offer.withdrawn_at is not None:
        return "withdrawn"
    return "expired" if offer.expires_at <= now else "offered"


def guest_until(ends_at: datetime, now: datetime) -> datetime:
    """Return when the account of somebody without one ends: a whole day after the meeting's.

    What was written down can still be finished on the day after.
    """
    day = max(ends_at, now).astimezone(SHANGHAI).date() + timedelta(days=2)
    return datetime.combine(day, time(), SHANGHAI)


def namesake(duties: Iterable[Duty], role: str, name: str) -> Sentence | None:
    """Return why somebody called `name`, without an account, cannot take `role`, or None.

    A name is all that is known of a guest: four key roles are held by four people, and the minutes
    must not name two people alike.
    """
    for duty in standing(duties):
        if duty.role in KEY_ROLES and duty.role != role and duty.account.name == name:
            return say(
                "这次会上已经有%(name)s当%(role)s，四个角色要由四个人担任。只是同名的话，请在姓名后面加上楼号。",
                name=name,
                role=ROLES[duty.role],
            )
    return None
