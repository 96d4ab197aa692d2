"""A role goes from one person to another: offered by its holder, taken by who has the code."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain import meeting as rules
from deliberation.domain.errors import Conflict, Forbidden, IllegalMove, Invalid, say
from deliberation.domain.privacy import clean_line
from deliberation.domain.roles import ROLES, Actor
from deliberation.features.room.queries import handovers
from deliberation.store import live, moves
from deliberation.store.codes import fresh_code
from deliberation.store.db import changed, db
from deliberation.store.models import Account, Assignment, Handover
from deliberation.store.people import candidate

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.store.models import Meeting

CODE_LENGTH: Final = 8
AT_THE_DOOR: Final = frozenset({"announced", "open"})


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody without an account: a name that was typed, and the browser it was typed in."""

    name: str
    key: str


def offer(assignment: Assignment, *, actor: Actor, now: datetime) -> Handover:
    """Offer one's own role to whoever will type the code; an earlier offer of it ends.

    Raises:
        Forbidden: the role is somebody else's.
        IllegalMove: it was handed over already, or the meeting is over.
    """
    _own(assignment, actor)
    if assignment.ended_at is not None:
        raise IllegalMove(say("这个角色已经不是您的了。"))
    rules.LIFECYCLE.check(assignment.meeting, "offer_role")
    for earlier in handovers.offered(assignment, now):
        earlier.withdrawn_at = now
    made = Handover(
        assignment=assignment,
        code=fresh_code(CODE_LENGTH),
        offered_at=now,
        offered_by_id=actor.account_id,
        expires_at=now + rules.OFFER_HOLDS,
        taken_key="",
    )
    db.session.add(made)
    _record(made, "offer_role", assignment.account.name, actor=actor, now=now)
    return made


def withdraw_offer(handover: Handover, *, actor: Actor, now: datetime) -> None:
    """Take an offer back: the code opens nothing any more.

    Raises:
        Forbidden: the role is somebody else's.
        Conflict: somebody has taken it.
        IllegalMove: it has ended otherwise.
    """
    _own(handover.assignment, actor)
    must_stand(handover, now)
    handover.withdrawn_at = now
    _record(handover, "withdraw_offer", handover.assignment.account.name, actor=actor, now=now)


def take(
    handover: Handover, taker: Account | Newcomer, *, actor: Actor, now: datetime
) -> Assignment:
    """Take an offered role over; from this moment its former holder has it no more.

    Raises:
        Conflict: somebody else was faster.
        IllegalMove: the offer has ended, or this person cannot hold the role beside what they hold.
        Invalid: the name is too short or too long, or a role holder's (field `name`).
    """
    must_stand(handover, now)
    before, meeting = handover.assignment, handover.meeting
    rules.LIFECYCLE.check(meeting, "take_role")
    if isinstance(taker, Newcomer):
        account = _guest(meeting, before.role, taker.name, now)
        actor, handover.taken_key = Actor(account.name, account.id), taker.key
    else:
        account = _fit(meeting, before, taker)
    duty = Assignment(
        role=before.role,
        account_id=account.id,
        account=account,
        assigned_at=now,
        assigned_by_id=before.account_id,
        present_at=now if meeting.stage in AT_THE_DOOR else None,
    )
    before.ended_at = now
    meeting.roles.append(duty)
    handover.taken_at, handover.taken_by_id = now, account.id
    live.touch(meeting)
    changed("account", before.account_id)
    details = {"before": before.account.name, "guest": isinstance(taker, Newcomer)}
    _record(handover, "take_role", account.name, actor=actor, now=now, **details)
    return duty


def _own(assignment: Assignment, actor: Actor) -> None:
    if assignment.account_id != actor.account_id:
        name, role = assignment.account.name, ROLES[assignment.role]
        raise Forbidden(say("%(role)s由%(name)s担任，只能由本人交接。", role=role, name=name))


def must_stand(handover: Handover, now: datetime) -> None:
    """Let an offer pass that can still be taken.

    Raises:
        Conflict: somebody has taken it.
        IllegalMove: it was withdrawn, has expired, or the role went another way.
    """
    state, role = rules.offer_state(handover, now), ROLES[handover.assignment.role]
    if state == "taken" and handover.taken_by is not None:
        name = handover.taken_by.name
        raise Conflict(say("%(role)s已经由%(name)s接过去了。", role=role, name=name))
    if state == "withdrawn":
        raise IllegalMove(say("这次交接已经收回。要交接，请对方再按一次“交接”。"))
    if state == "expired":
        raise IllegalMove(say("这个交接码已经过期。要交接，请对方再按一次“交接”。"))
    if handover.assignment.ended_at is not None:
        raise IllegalMove(say("%(role)s已经换了人，这个交接码不能用了。", role=role))


def _fit(meeting: Meeting, before: Assignment, account: Account) -> Account:
    if account.id == before.account_id:
        raise IllegalMove(say("这个角色现在就是您的。请让接手的人来扫码。"))
    if candidate(meeting, account.id) is None:
        raise IllegalMove(say("“%(name)s”的账号不能在这里担任角色。", name=account.name))
    if refusal := rules.may_hold(meeting.roles, before.role, account.id):
        raise IllegalMove(refusal)
    return account


def _guest(meeting: Meeting, role: str, typed: str, now: datetime) -> Account:
    """Store an account without a password, for this meeting: its session is the only way in."""
    name = clean_line(typed, rules.LONGEST_NAME, "name")
    if len(name) < rules.SHORTEST_NAME:
        raise Invalid(say("请写您的姓名，至少两个字。"), "name")
    if refusal := rules.namesake(meeting.roles, role, name):
        raise Invalid(refusal, "name")
    account = Account(
        login=f"guest-{secrets.token_hex(16)}",
        name=name,
        password_hash="",
        session_key=secrets.token_hex(16),
        created_at=now,
        expires_at=rules.guest_until(meeting.ends_at, now),
    )
    db.session.add(account)
    db.session.flush()
    return account


def _record(
    handover: Handover, verb: str, name: str, *, actor: Actor, now: datetime, **details: object
) -> None:
    about = {"role": handover.assignment.role, "name": name, **details}
    moves.apply(rules.LIFECYCLE, handover.meeting, verb, actor=actor, now=now, **about)
