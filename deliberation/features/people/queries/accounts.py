"""Accounts as a host or the administrator sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, or_, select

from deliberation.domain.bounds import LAST_ID
from deliberation.domain.errors import Forbidden, Missing, say
from deliberation.domain.roles import COMMUNITY_ROLES, Actor
from deliberation.features.people.queries import grants
from deliberation.store.db import db
from deliberation.store.models import Account, Assignment, Granted, Meeting

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select

    from deliberation.features.people.queries.grants import Held

PER_PAGE = 50
MANAGE = "people.manage"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: an account and its lasting roles."""

    account: Account
    held: list[Held]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of accounts."""

    rows: list[Listed]
    number: int
    pages: int
    active: int
    retired: int


def is_admin(actor: Actor) -> bool:
    """Say whether `actor` runs the installation."""
    return any(grant.role == "admin" for grant in actor.grants)


def _visible(actor: Actor) -> ColumnElement[bool]:
    """Admin: everybody. Host: whoever holds or held a role in the host's communities.

    Guests of a meeting stand in that meeting's roles, not among the staff.
    """
    if is_admin(actor):
        return Account.expires_at.is_(None)
    mine = list(actor.communities(MANAGE))
    granted = select(Granted.account_id).where(Granted.community_id.in_(mine))
    return Account.id.in_(granted) & Account.expires_at.is_(None)


def _matching(q: str) -> ColumnElement[bool]:
    columns = (Account.name, Account.login, Account.post)
    return or_(*(column.contains(q.strip(), autoescape=True) for column in columns))


def listed(actor: Actor, *, q: str = "", retired: bool = False, number: int = 1) -> Page:
    """Return one page of the accounts that `actor` may see, by name."""
    seen = select(Account).where(_visible(actor))
    active, gone = Account.retired_at.is_(None), Account.retired_at.is_not(None)
    found = seen.where(gone if retired else active, _matching(q))
    pages = max(1, -(-_count(found) // PER_PAGE))
    number = min(max(number, 1), pages)
    rows = db.session.scalars(
        found.order_by(Account.name, Account.id).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    ).all()
    held = grants.held(row.id for row in rows)
    lines = [Listed(row, held.get(row.id, [])) for row in rows]
    return Page(lines, number, pages, _count(seen.where(active)), _count(seen.where(gone)))


def _count(rows: Select[Account]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def visible(actor: Actor, account_id: int, *, lock: bool = False) -> Account:
    """Return an account that `actor` may see, its row locked for a change.

    Raises:
        Missing: there is none, or it is none of the actor's business.
    """
    rows = select(Account).where(Account.id == min(account_id, LAST_ID), _visible(actor))
    if lock:
        # Not the key: the record names accounts, and must not wait for a change of one.
        rows = rows.with_for_update(key_share=True).execution_options(populate_existing=True)
    account = db.session.scalar(rows)
    if account is None:
        raise Missing(say("没有找到这个账号，它可能不在您的社区。"))
    return account


def rules_over(actor: Actor, account: Account) -> bool:
    """Say whether `actor` may change the account itself, not only give it a role.

    A host must not reach, through somebody's password, further than the host's own communities.
    """
    if is_admin(actor):
        return True
    mine = actor.communities(MANAGE)
    lasting = all(
        item.grant.role in COMMUNITY_ROLES and item.grant.community_id in mine
        for item in grants.held([account.id]).get(account.id, [])
    )
    return lasting and not _serves_outside(account, mine)


def _serves_outside(account: Account, mine: Collection[int]) -> bool:
    """Say whether the account has a role in a meeting of another community, a closed one too."""
    rows = (
        select(Assignment.id)
        .join(Meeting, Meeting.id == Assignment.meeting_id)
        .where(
            Assignment.account_id == account.id,
            Assignment.ended_at.is_(None),
            Meeting.community_id.not_in(list(mine)),
        )
    )
    return db.session.scalar(rows.limit(1)) is not None


def ruled(actor: Actor, account_id: int) -> Account:
    """Return the account for a change, its row locked.

    Raises:
        Missing: the actor may not see it.
        Forbidden: it also holds roles elsewhere.
    """
    account = visible(actor, account_id, lock=True)
    if not rules_over(actor, account):
        raise Forbidden(say("这个账号在别处也有角色，由系统管理员来改。您仍可以给它本社区的角色。"))
    return account


def taken(login: str) -> bool:
    """Say whether a login name is in use, by a retired account too."""
    return db.session.scalar(select(Account.id).where(Account.login == login)) is not None


def others_holding(role: str, account_id: int, community_id: int | None) -> bool:
    """Say whether an active account besides this one holds `role` at the same place."""
    rows = (
        select(Granted.id)
        .join(Account, Account.id == Granted.account_id)
        .where(
            Granted.role == role,
            Granted.community_id == community_id
            if community_id is not None
            else Granted.community_id.is_(None),
            Granted.ended_at.is_(None),
            Granted.account_id != account_id,
            Account.retired_at.is_(None),
        )
    )
    return db.session.scalar(rows.limit(1)) is not None
