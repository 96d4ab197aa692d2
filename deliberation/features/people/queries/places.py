"""Streets, communities and venues as lists to choose from and to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from deliberation.domain.errors import Sentence, say
from deliberation.domain.meeting import AHEAD
from deliberation.features.people.queries.accounts import MANAGE, is_admin
from deliberation.store.db import db
from deliberation.store.models import Community, Meeting, Street, Venue

if TYPE_CHECKING:
    from deliberation.domain.roles import Actor

INSTALLATION = "all"


def streets() -> list[Street]:
    """Return every street with its communities, the retired ones too."""
    rows = select(Street).options(selectinload(Street.communities)).order_by(Street.id)
    return list(db.session.scalars(rows))


def communities_of(actor: Actor) -> list[Community]:
    """Return the active communities where `actor` may give roles."""
    rows = select(Community).where(Community.retired_at.is_(None)).order_by(Community.id)
    if not is_admin(actor):
        rows = rows.where(Community.id.in_(list(actor.communities(MANAGE))))
    return list(db.session.scalars(rows))


def role_places(actor: Actor) -> list[tuple[str, str | Sentence]]:
    """Return where `actor` may give a role: code (`c3`, `s1`, `all`) and name."""
    places: list[tuple[str, str | Sentence]] = [
        (f"c{row.id}", row.name) for row in communities_of(actor)
    ]
    if is_admin(actor):
        places += [(f"s{row.id}", row.name) for row in streets()]
        places.append((INSTALLATION, say("整个系统")))
    return places


def venues(community_id: int) -> list[Venue]:
    """Return a community's venues in the order they were added."""
    rows = select(Venue).where(Venue.community_id == community_id).order_by(Venue.id)
    return list(db.session.scalars(rows))


def venue_named(community_id: int, name: str, besides: int | None) -> bool:
    """Say whether another venue of the community has this name."""
    rows = select(Venue.id).where(Venue.community_id == community_id, Venue.name == name)
    return db.session.scalar(rows.where(Venue.id != (besides or 0))) is not None


def community_named(name: str, besides: int | None = None) -> bool:
    """Say whether another community has this name."""
    rows = select(Community.id).where(Community.name == name, Community.id != (besides or 0))
    return db.session.scalar(rows) is not None


def street_named(name: str) -> Street | None:
    """Return the street of this name."""
    return db.session.scalar(select(Street).where(Street.name == name))


def meeting_ahead(*, venue_id: int | None = None, community_id: int | None = None) -> str | None:
    """Return the title of a meeting still to be held at a place, or None."""
    rows = select(Meeting.title).where(Meeting.stage.in_(AHEAD)).order_by(Meeting.starts_at)
    if venue_id is not None:
        rows = rows.where(Meeting.venue_id == venue_id)
    if community_id is not None:
        rows = rows.where(Meeting.community_id == community_id)
    return db.session.scalar(rows.limit(1))


def active_communities() -> int:
    """Return how many communities are in use."""
    rows = select(func.count()).select_from(Community).where(Community.retired_at.is_(None))
    return db.session.scalar(rows) or 0
