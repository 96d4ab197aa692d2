"""The beginning of an installation: a one-time link, the first community, its first account."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain.errors import Missing, say
from deliberation.domain.roles import SYSTEM, Actor
from deliberation.features.people.actions import accounts
from deliberation.features.people.queries import doors, setup
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Account, Community, Granted, Invitation, Street

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first page asks."""

    community: str
    street: str
    phone: str
    name: str
    login: str


def invite(*, now: datetime) -> str:
    """Return the token of a new one-time link; earlier unused links stop working."""
    for earlier in setup.unused():
        earlier.used_at = now
    token = secrets.token_urlsafe(24)
    row = Invitation(digest=setup.digest(token), created_at=now)
    db.session.add(row)
    record.append(row, "invite", actor=SYSTEM, now=now)
    return token


def begin(token: str, values: Beginning, password_hash: str, *, now: datetime) -> Account:
    """Make the first community and the account that runs it, and use up the link.

    Raises:
        Missing: the link is used, wrong, or the installation has begun.
        Invalid: the login name cannot be one.
    """
    invitation = use(token, now=now)
    street = Street(name=values.street, created_at=now)
    db.session.add(street)
    db.session.flush()
    community = Community(
        street_id=street.id, name=values.community, phone=values.phone, created_at=now
    )
    login = accounts.checked_login(values.login)
    account = accounts.enrol(values.name, login, "", password_hash, now=now)
    account.password_changed_at = now
    db.session.add(community)
    db.session.flush()
    actor = Actor(account.name, account.id)
    record.append(invitation, "begin", actor=actor, now=now, login=login)
    record.append(community, "add", actor=actor, now=now, scope=community.id, name=community.name)
    for role, community_id in (("host", community.id), ("admin", None)):
        grant = Granted(account_id=account.id, role=role, community_id=community_id, granted_at=now)
        db.session.add(grant)
        record.append(grant, "give", actor=actor, now=now, name=account.name, role=role)
    return account


def use(token: str, *, now: datetime) -> Invitation:
    """Use up a link.

    Raises:
        Missing: it is used, wrong, or the installation has begun.
    """
    invitation = setup.invitation(token, lock=True)
    if invitation is None or doors.anybody():
        raise Missing(say("这个设置链接已经用过，或者不完整。请用启动时最后显示的那个链接。"))
    invitation.used_at = now
    return invitation
