"""The four key roles of a meeting: every one held, and by four different people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from deliberation.domain.errors import Sentence, say
from deliberation.domain.roles import KEY_ROLES, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

TO_OPEN = ("facilitator", "timekeeper", "recorder")


class Person(Protocol):
    """Who holds a role."""

    @property
    def name(self) -> str:
        """The person's name."""


class Duty(Protocol):
    """One role of one meeting and who holds it."""

    @property
    def role(self) -> str:
        """Code of the role."""

    @property
    def account_id(self) -> int:
        """Who holds it."""

    @property
    def account(self) -> Person:
        """The same, as a person with a name."""

    @property
    def ended_at(self) -> datetime | None:
        """When it was handed over."""

    @property
    def present_at(self) -> datetime | None:
        """When the holder arrived."""


def standing(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """Return the duties that were not handed over."""
    return tuple(duty for duty in duties if duty.ended_at is None)


def holder(duties: Iterable[Duty], role: str) -> Duty | None:
    """Return who holds `role` now."""
    return next((duty for duty in standing(duties) if duty.role == role), None)


def distinct_roles(duties: Iterable[Duty]) -> Sentence | None:
    """Return whose two key roles contradict each other, or None."""
    held: dict[int, Duty] = {}
    for duty in standing(duties):
        if duty.role not in KEY_ROLES:
            continue
        first = held.setdefault(duty.account_id, duty)
        if first.role != duty.role:
            return say(
                "%(name)s已经是%(first)s，不能同时当%(second)s：四个角色要由四个人担任。",
                name=duty.account.name,
                first=ROLES[first.role],
                second=ROLES[duty.role],
            )
    return None


def may_hold(duties: Iterable[Duty], role: str, account_id: int) -> Sentence | None:
    """Return why this person cannot take `role` beside what they hold already, or None."""
    if role not in KEY_ROLES:
        return None
    for duty in standing(duties):
        if duty.account_id == account_id and duty.role in KEY_ROLES and duty.role != role:
            return say(
                "%(name)s已经是%(first)s，不能同时当%(second)s：四个角色要由四个人担任。",
                name=duty.account.name,
                first=ROLES[duty.role],
                second=ROLES[role],
            )
    return None


def unassigned(duties: Iterable[Duty]) -> Sentence | None:
    """Return which key roles nobody holds, or None."""
    held = {duty.role for duty in standing(duties)}
    missing = [str(ROLES[role]) for role in KEY_ROLES if role not in held]
    return say("还没有指定%(roles)s。", roles="、".join(missing)) if missing else None


def not_here(duties: Iterable[Duty]) -> Sentence | None:
    """Return which of the three roles needed to open are not in the room, or None."""
    here = {duty.role for duty in standing(duties) if duty.present_at is not None}
    missing = [str(ROLES[role]) for role in TO_OPEN if role not in here]
    return say("%(roles)s还没有到场，不能开会。", roles="、".join(missing)) if missing else None
