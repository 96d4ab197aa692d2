"""The communities, their accounts with their roles, and their venues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.cli.demo.world import World
from deliberation.domain.roles import COMMUNITY_ROLES, STREET_ROLES, SYSTEM, Grant
from deliberation.features.people.actions import accounts, places
from deliberation.features.people.actions.accounts import Office
from deliberation.features.people.actions.places import VenueFacts
from deliberation.shell import passwords
from deliberation.store import record
from deliberation.store.people import actor_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.domain.roles import Actor
    from deliberation.store.models import Account, Community

# Who gives an account: the administrator to the host and the street, the host to the rest.
FIRST: Final = ("admin",)
BY_ADMIN: Final = ("host", *STREET_ROLES)


def hashed(tables: list[Table]) -> dict[str, tuple[str, str]]:
    """Return a one-time password and its hash for each login; outside any transaction."""
    given = {row["login"]: passwords.one_time() for row in tables}
    return {login: (password, passwords.hashed(password)) for login, password in given.items()}


def settle_in(facts: Table, keys: Mapping[str, tuple[str, str]], now: datetime) -> World:
    """Open the community with its accounts and venues."""
    rows = {row["login"]: row for row in facts["accounts"]}
    admin = _add(rows["admin"], Office("admin", None, None), keys, SYSTEM, now)
    actor = actor_for(admin)
    street, home = facts["street"], facts["community"]
    community = places.add_community(
        street["name"], home["name"], home["phone"], actor=actor, now=now
    )
    world = World(community, {"admin": admin})
    ordered = sorted(rows, key=lambda login: login not in (*FIRST, *BY_ADMIN))
    for login in ordered:
        if login not in FIRST:
            giver = world.actor("admin" if login in BY_ADMIN else "host")
            world.accounts[login] = _account(rows[login], world, keys, giver, now)
    for account in world.accounts.values():
        account.password_changed_at = now  # who only looks around is not asked for another one
    _open_venues(world, facts["venues"], now)
    return world


def settle_beside(home: World, facts: Table, people: list[Table], now: datetime) -> World:
    """Open another community, in which everybody holds the same role as at home."""
    admin, place = home.actor("admin"), facts["community"]
    community = places.add_community(
        facts["street"]["name"], place["name"], place["phone"], actor=admin, now=now
    )
    world = home.beside(community)
    for row in sorted(people, key=lambda row: row["login"] not in BY_ADMIN):
        for role in row["roles"]:
            _give(world, row["login"], role, now)
    world.roles_changed()
    _open_venues(world, facts["venues"], now)
    return world


def _give(world: World, login: str, role: str, now: datetime) -> None:
    """Give a role here; in a street with several communities it may be held already."""
    if role in FIRST:
        return
    where = _office(role, world.community)
    if Grant(role, where.community_id, where.street_id) in world.actor(login).grants:
        return
    giver = world.actor("admin" if login in BY_ADMIN else "host")
    accounts.give(world.accounts[login], where, actor=giver, now=now)


def _office(role: str, community: Community) -> Office:
    if role in COMMUNITY_ROLES:
        return Office(role, community.id, None)
    return Office(role, None, community.street_id)


def _open_venues(world: World, venues: list[Table], now: datetime) -> None:
    for venue in venues:
        world.venues[venue["name"]] = places.add_venue(
            world.community.id, VenueFacts(**venue), actor=world.actor("host"), now=now
        )


def _account(
    row: Table, world: World, keys: Mapping[str, tuple[str, str]], giver: Actor, now: datetime
) -> Account:
    for role in row["roles"]:
        return _add(row, _office(role, world.community), keys, giver, now)
    # A volunteer who serves in meetings only: an account without a lasting role.
    _password, key = keys[row["login"]]
    account = accounts.enrol(row["name"], row["login"], row["post"], key, now=now)
    details = {"name": row["name"], "login": row["login"], "post": row["post"]}
    record.append(account, "add", actor=giver, now=now, **details)
    return account


def _add(
    row: Table, where: Office, keys: Mapping[str, tuple[str, str]], giver: Actor, now: datetime
) -> Account:
    _password, key = keys[row["login"]]
    values = (row["name"], row["login"], row["post"])
    return accounts.add(values, where, key, actor=giver, now=now)
