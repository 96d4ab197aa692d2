"""Accounts and their roles: added, changed, retired, brought back; given and ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain import account as rules
from deliberation.domain.errors import Forbidden, IllegalMove, Invalid, Sentence, say
from deliberation.domain.roles import COMMUNITY_ROLES, PERMISSIONS, ROLES, STREET_ROLES, Actor
from deliberation.features.people.actions.doors import fresh_key
from deliberation.features.people.queries import accounts, grants, places
from deliberation.store import record
from deliberation.store.db import changed, db
from deliberation.store.models import Account, Granted

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Office:
    """A role and where it is held, as chosen on a form."""

    role: str
    community_id: int | None
    street_id: int | None


def office(actor: Actor, role: str, place: str) -> Office:
    """Return the role at the place coded as `c3`, `s1` or `all`.

    Raises:
        Invalid: the role is not held at such a place, or not by this actor's gift.
    """
    if place not in dict(places.role_places(actor)):
        raise Invalid(say("请选择您负责的社区。"), "place")
    number = int(place[1:]) if place[1:].isascii() and place[1:].isdigit() else None
    found = Office(role, number if place[0] == "c" else None, number if place[0] == "s" else None)
    fits = {"c": COMMUNITY_ROLES, "s": STREET_ROLES, "a": ("admin",)}[place[0]]
    if role not in fits:
        sentence = say("%(role)s不在这一级任职，请换一个地方。", role=ROLES.get(role, role))
        raise Invalid(sentence, "place")
    return found


def add(
    values: tuple[str, str, str], where: Office, password_hash: str, *, actor: Actor, now: datetime
) -> Account:
    """Add an account (name, login, post) with its first role and a one-time password.

    Raises:
        Invalid: the login name is taken or cannot be one.
    """
    name, login, post = values
    account = enrol(name, checked_login(login), post, password_hash, now=now)
    record.append(account, "add", actor=actor, now=now, name=name, login=login, post=post)
    _give(account, where, actor=actor, now=now)
    return account


def checked_login(typed: str) -> str:
    """Return the login name as it is stored.

    Raises:
        Invalid: it is taken or cannot be one.
    """
    login = rules.plain_login(typed)
    if fault := rules.login_fault(login):
        raise Invalid(fault, "login")
    if accounts.taken(login):
        raise Invalid(say("这个登录名已有人用，请换一个，例如加上小区或数字。"), "login")
    return login


def enrol(name: str, login: str, post: str, password_hash: str, *, now: datetime) -> Account:
    """Store a new account; the caller records who did it."""
    account = Account(
        name=name,
        login=login,
        post=post,
        password_hash=password_hash,
        session_key=fresh_key(),
        failures=0,
        created_at=now,
    )
    db.session.add(account)
    db.session.flush()
    return account


def change(account: Account, name: str, post: str, *, actor: Actor, now: datetime) -> None:
    """Change name and post."""
    before = [account.name, account.post]
    account.name, account.post = name, post
    record.append(account, "change", actor=actor, now=now, before=before, after=[name, post])


def reset_password(account: Account, password_hash: str, *, actor: Actor, now: datetime) -> None:
    """Set a one-time password, unlock, and end every session of the account."""
    account.password_hash, account.session_key = password_hash, fresh_key()
    account.password_changed_at = None
    rules.pass_through(account)
    changed("account", account.id)
    record.append(account, "reset_password", actor=actor, now=now)


def retire(account: Account, *, actor: Actor, now: datetime) -> None:
    """Close an account: it cannot sign in, what it did stays, it can be brought back.

    Raises:
        IllegalMove: it is one's own, or nobody would be left to run a place.
    """
    if account.id == actor.account_id:
        raise IllegalMove(say("不能停用自己的账号。请另一位管理员来停用。"))
    held = grants.held([account.id]).get(account.id, [])
    record.take_turn(record.INSTALLATION, *{item.grant.community_id or 0 for item in held} - {0})
    for item in held:
        if reason := _left_alone(item.grant):
            raise IllegalMove(reason)
    account.retired_at, account.session_key = now, fresh_key()
    changed("account", account.id)
    record.append(account, "retire", actor=actor, now=now)


def restore(account: Account, *, actor: Actor, now: datetime) -> None:
    """Bring a retired account back with its password and roles."""
    account.retired_at = None
    record.append(account, "restore", actor=actor, now=now)


def give(account: Account, where: Office, *, actor: Actor, now: datetime) -> Granted:
    """Give an account a role.

    Raises:
        Invalid: it holds the role there already.
    """
    for item in grants.held([account.id]).get(account.id, []):
        if _office_of(item.grant) == where:
            raise Invalid(say("这个账号已经有这个角色。"), "role")
    return _give(account, where, actor=actor, now=now)


def _give(account: Account, where: Office, *, actor: Actor, now: datetime) -> Granted:
    grant = Granted(
        account_id=account.id,
        role=where.role,
        community_id=where.community_id,
        street_id=where.street_id,
        granted_at=now,
        granted_by_id=actor.account_id,
    )
    db.session.add(grant)
    record.append(grant, "give", actor=actor, now=now, name=account.name, role=where.role)
    return grant


def end(grant: Granted, *, actor: Actor, now: datetime) -> None:
    """End a role.

    Raises:
        Forbidden: the role is above the actor's own.
        IllegalMove: it has ended, or nobody would be left to run a place.
    """
    if grant.role not in COMMUNITY_ROLES and not accounts.is_admin(actor):
        raise Forbidden(say("这个角色由系统管理员来改。"))
    if grant.ended_at is not None:
        raise IllegalMove(say("这个角色已经结束了。"))
    record.take_turn(grant.community_id or record.INSTALLATION)
    if reason := _left_alone(grant) or _locks_out(grant, actor):
        raise IllegalMove(reason)
    grant.ended_at, grant.ended_by_id = now, actor.account_id
    changed("account", grant.account_id)  # a bench that is open may not be one any more
    name = grant.account.name
    record.append(grant, "end", actor=actor, now=now, name=name, role=grant.role)


def _left_alone(grant: Granted) -> Sentence | None:
    """Say why a role cannot end: the last host of a community, the last administrator."""
    if grant.role not in ("host", "admin"):
        return None
    if accounts.others_holding(grant.role, grant.account_id, grant.community_id):
        return None
    if grant.role == "admin":
        return say("这是最后一位系统管理员。请先让另一位担任，再结束这一位。")
    return say("这是社区的最后一位管理员。请先让另一位担任社区管理员，再结束这一位。")


def _locks_out(grant: Granted, actor: Actor) -> Sentence | None:
    """Say why one's own role cannot end: nothing else lets one in here again."""
    if grant.account_id != actor.account_id:
        return None
    managing = [held for held in actor.grants if held.role in PERMISSIONS[accounts.MANAGE]]
    if grant.role not in PERMISSIONS[accounts.MANAGE] or len(managing) > 1:
        return None
    return say("不能结束自己最后一个管理角色。请另一位管理员来结束。")


def _office_of(grant: Granted) -> Office:
    return Office(grant.role, grant.community_id, grant.street_id)
