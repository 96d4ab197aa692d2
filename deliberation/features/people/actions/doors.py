"""In and out: signing in with its lockout, signing out, and one's own password."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from deliberation.domain import account as rules
from deliberation.domain.errors import Invalid, Sentence, say
from deliberation.domain.roles import Actor
from deliberation.features.people.queries import doors
from deliberation.store import record
from deliberation.store.db import changed
from deliberation.store.people import actor_for

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.store.models import Account

WRONG = say("登录名或者密码不对，请再看一看。")


def sign_in(account_id: int, verified: str, *, right: bool, now: datetime) -> Sentence | None:
    """Count and record one try at the door; return why it stays shut, or None when it opens.

    `right` says that the password matched the hash `verified`; the account is locked and looked at
    again, because five tries may arrive at once.
    """
    account = doors.locked_account(account_id)
    actor = Actor(account.name, account.id)
    if refusal := rules.locked(account, now):
        return refusal
    if not right or account.password_hash != verified or account.retired_at:
        locks = rules.fail(account, now)
        verb = "lock_out" if locks else "fail_sign_in"
        record.append(account, verb, actor=actor, now=now, failures=account.failures)
        return rules.locked(account, now) or WRONG
    rules.pass_through(account)
    if not actor_for(account).grants:
        return say("您的账号现在没有任何角色，还不能进入工作台。请找社区管理员。")
    record.append(account, "sign_in", actor=actor, now=now)
    return None


def sign_out(account: Account, *, actor: Actor, now: datetime) -> None:
    """Record that a person left."""
    record.append(account, "sign_out", actor=actor, now=now)


def fresh_key() -> str:
    """Return a new session key; the sessions opened under the old one end."""
    return secrets.token_hex(16)


def checked(password: str, again: str, login: str) -> None:
    """Let a new password pass.

    Raises:
        Invalid: it is too easy, or was typed differently the second time.
    """
    if fault := rules.password_fault(password, login):
        raise Invalid(fault, "password")
    if password != again:
        raise Invalid(say("两次输入的密码不一样。"), "again")


def change_password(account: Account, password_hash: str, *, actor: Actor, now: datetime) -> None:
    """Set one's own password (already checked and hashed); every other session ends."""
    account.password_hash = password_hash
    account.session_key = fresh_key()
    account.password_changed_at = now
    rules.pass_through(account)
    changed("account", account.id)
    record.append(account, "change_password", actor=actor, now=now)
