"""What has come into being so far while the demo is replayed, found by its name in the data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deliberation.domain.roles import NOBODY
from deliberation.store.people import actor_for

if TYPE_CHECKING:
    from deliberation.domain.roles import Actor
    from deliberation.store.models import (
        Account,
        Commitment,
        Community,
        Meeting,
        Opinion,
        Topic,
        Venue,
    )


@dataclass
class World:
    """Rows of one community by the names that the data uses: logins, numbers, names of venues.

    The accounts are the same everywhere.
    """

    community: Community
    accounts: dict[str, Account] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)
    opinions: dict[str, Opinion] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def beside(self, community: Community) -> World:
        """Return the world of another community, with the same people."""
        return World(community, self.accounts, _actors=self._actors)

    def actor(self, login: str) -> Actor:
        """Return who acts under this login; without one: a resident."""
        if not login:
            return NOBODY
        if login not in self._actors:
            self._actors[login] = actor_for(self.accounts[login])
        return self._actors[login]

    def roles_changed(self) -> None:
        """Forget who holds what, because somebody was given a role."""
        self._actors.clear()
