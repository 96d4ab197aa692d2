"""The roles of a meeting: given, handed over, and reported present."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain import meeting as rules
from deliberation.domain.errors import Invalid, Missing, say
from deliberation.domain.roles import MEETING_ROLES, ROLES, demand
from deliberation.store import live, moves
from deliberation.store.db import changed
from deliberation.store.models import Assignment
from deliberation.store.people import candidate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Account, Meeting

_NOBODY: Final = None


@dataclass(frozen=True, slots=True)
class _Held:
    """A duty as it would be."""

    role: str
    account_id: int
    account: Account
    ended_at: datetime | None = _NOBODY
    present_at: datetime | None = _NOBODY


def assign(row: Meeting, role: str, account: Account, *, actor: Actor, now: datetime) -> Assignment:
    """Give `role` to `account`; whoever held it has handed it over.

    Raises:
        Invalid: the role names the field: this person holds another key role, or cannot serve here.
        IllegalMove: the meeting is over or cancelled.
    """
    assign_all(row, {role: account}, actor=actor, now=now)
    held = rules.holder(row.roles, role)
    if not isinstance(held, Assignment):
        raise Missing(say("没有这个角色。"))
    return held


def assign_all(
    row: Meeting, chosen: Mapping[str, Account | None], *, actor: Actor, now: datetime
) -> None:
    """Settle several roles at once, so that two people can change places; None frees a role.

    Raises:
        Invalid: as `assign`.
        IllegalMove: the meeting is over or cancelled.
    """
    rules.LIFECYCLE.check(row, "assign")
    held = {duty.role: duty for duty in rules.standing(row.roles) if isinstance(duty, Assignment)}
    wanted = {**{role: duty.account for role, duty in held.items()}, **chosen}
    _check(row, wanted, chosen)
    for role, account in chosen.items():
        if account is None:
            if role in held:
                unassign(row, role, actor=actor, now=now)
        elif role not in held or held[role].account_id != account.id:
            _hand_over(row, role, account, actor, now)


def _check(
    row: Meeting, wanted: Mapping[str, Account | None], chosen: Mapping[str, Account | None]
) -> None:
    standing: list[_Held] = []
    # What is not being chosen now stands already: the refusal belongs beside the new choice.
    for role in sorted(wanted, key=lambda role: (role in chosen, _place(role))):
        account = wanted[role]
        if role not in MEETING_ROLES:
            raise Missing(say("没有这个角色。"))
        if account is None:
            continue
        if role in chosen and candidate(row, account.id) is None:
            raise Invalid(say("“%(name)s”的账号不能在这里担任角色。", name=account.name), role)
        if refusal := rules.may_hold(standing, role, account.id):
            raise Invalid(refusal, role)
        standing.append(_Held(role, account.id, account))


def _place(role: str) -> int:
    return MEETING_ROLES.index(role) if role in MEETING_ROLES else len(MEETING_ROLES)


def _hand_over(row: Meeting, role: str, account: Account, actor: Actor, now: datetime) -> None:
    before = _end(row, role, now)
    duty = Assignment(
        role=role,
        account_id=account.id,
        account=account,
        assigned_at=now,
        assigned_by_id=actor.account_id,
    )
    row.roles.append(duty)
    live.touch(row)
    details = {"role": role, "name": account.name, "before": before}
    moves.apply(rules.LIFECYCLE, row, "assign", actor=actor, now=now, **details)


def _end(row: Meeting, role: str, now: datetime) -> str:
    duty = rules.holder(row.roles, role)
    if not isinstance(duty, Assignment):
        return ""
    duty.ended_at = now
    changed("account", duty.account_id)
    return duty.account.name


def unassign(row: Meeting, role: str, *, actor: Actor, now: datetime) -> None:
    """Free a role.

    Raises:
        Missing: nobody holds it.
        IllegalMove: the meeting is over or cancelled.
    """
    rules.LIFECYCLE.check(row, "unassign")
    before = _end(row, role, now)
    if not before:
        raise Missing(say("这个角色还没有人。"))
    live.touch(row)
    moves.apply(rules.LIFECYCLE, row, "unassign", actor=actor, now=now, role=role, name=before)


def report_present(row: Meeting, role: str, *, actor: Actor, now: datetime) -> None:
    """Note that the holder of `role` has arrived: said by themselves, the recorder or the host.

    Raises:
        Forbidden: somebody else's arrival, by one who does not mark attendance.
        IllegalMove: the notice is not out yet, or the meeting is over.
    """
    duty = _duty(row, role, actor)
    if duty.present_at is None:
        details = {"role": role, "name": duty.account.name}
        moves.apply(rules.LIFECYCLE, row, "report_present", actor=actor, now=now, **details)
        duty.present_at = now
        live.touch(row)


def undo_present(row: Meeting, role: str, *, actor: Actor, now: datetime) -> None:
    """Take back that the holder of `role` has arrived.

    Raises:
        Forbidden: as `report_present`.
        IllegalMove: as `report_present`.
    """
    duty = _duty(row, role, actor)
    if duty.present_at is not None:
        details = {"role": role, "name": duty.account.name}
        moves.apply(rules.LIFECYCLE, row, "undo_present", actor=actor, now=now, **details)
        duty.present_at = None
        live.touch(row)


def _duty(row: Meeting, role: str, actor: Actor) -> Assignment:
    duty = rules.holder(row.roles, role)
    if not isinstance(duty, Assignment):
        raise Missing(say("还没有指定%(roles)s。", roles=ROLES.get(role, role)))
    if duty.account_id != actor.account_id:
        demand(actor, "attendance.mark", moves.place_of(row))
    return duty
