"""Venues, communities and streets: added, changed, retired and brought back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.features.people.queries import places
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Community, Street, Venue

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor


@dataclass(frozen=True, slots=True)
class VenueFacts:
    """What a community knows of a venue."""

    name: str
    kind: str
    address: str
    capacity: int
    step_free: bool
    projector: bool
    network: bool
    note: str


def add_venue(community_id: int, facts: VenueFacts, *, actor: Actor, now: datetime) -> Venue:
    """Add a venue.

    Raises:
        Invalid: the community has one of this name.
    """
    _free_name(community_id, facts.name, None)
    venue = Venue(community_id=community_id, created_at=now, **asdict(facts))
    db.session.add(venue)
    record.append(venue, "add", actor=actor, now=now, **asdict(facts))
    return venue


def change_venue(venue: Venue, facts: VenueFacts, *, actor: Actor, now: datetime) -> None:
    """Change what is known of a venue; the record keeps what was different.

    Raises:
        Invalid: the community has another one of this name.
    """
    _free_name(venue.community_id, facts.name, venue.id)
    new = asdict(facts)
    changed = {
        key: [getattr(venue, key), new[key]] for key in new if getattr(venue, key) != new[key]
    }
    for key, value in new.items():
        setattr(venue, key, value)
    record.append(venue, "change", actor=actor, now=now, changed=changed)


def _free_name(community_id: int, name: str, besides: int | None) -> None:
    if places.venue_named(community_id, name, besides):
        raise Invalid(say("本社区已有同名的场所，请换个叫法，例如加上 A、B。"), "name")


def retire(place: Venue | Community, *, actor: Actor, now: datetime) -> None:
    """Take a venue or a community out of use; what happened there stays.

    Raises:
        IllegalMove: a meeting is still to be held there, or it is the last community.
    """
    if isinstance(place, Venue):
        title = places.meeting_ahead(venue_id=place.id)
    else:
        title = places.meeting_ahead(community_id=place.id)
        if places.active_communities() == 1:
            raise IllegalMove(say("这是最后一个社区，不能停用。"))
    if title:
        raise IllegalMove(
            say("“%(title)s”还要在这里开，请先改期、改地点或者取消会议。", title=title)
        )
    place.retired_at = now
    record.append(place, "retire", actor=actor, now=now, scope=_scope(place))


def restore(place: Venue | Community, *, actor: Actor, now: datetime) -> None:
    """Bring a venue or a community back into use."""
    place.retired_at = None
    record.append(place, "restore", actor=actor, now=now, scope=_scope(place))


def _scope(place: Venue | Community) -> int:
    return place.id if isinstance(place, Community) else place.community_id


def add_community(
    street_name: str, name: str, phone: str, *, actor: Actor, now: datetime
) -> Community:
    """Add a community under a street; a street that is new is added with it.

    Raises:
        Invalid: there is a community of this name.
    """
    if places.community_named(name):
        raise Invalid(say("已有同名的社区。"), "name")
    street = places.street_named(street_name)
    if street is None:
        street = Street(name=street_name, created_at=now)
        db.session.add(street)
        record.append(street, "add", actor=actor, now=now, name=street_name)
    community = Community(street_id=street.id, name=name, phone=phone, created_at=now)
    db.session.add(community)
    db.session.flush()
    record.append(community, "add", actor=actor, now=now, scope=community.id, name=name)
    return community


def change_community(
    community: Community, name: str, phone: str, *, actor: Actor, now: datetime
) -> None:
    """Change a community's name and office telephone.

    Raises:
        Invalid: there is another community of this name.
    """
    if places.community_named(name, community.id):
        raise Invalid(say("已有同名的社区。"), "name")
    before = [community.name, community.phone]
    community.name, community.phone = name, phone
    change = {"from": before, "to": [name, phone]}
    record.append(community, "change", actor=actor, now=now, scope=community.id, changed=change)


def rename_street(street: Street, name: str, *, actor: Actor, now: datetime) -> None:
    """Change a street's name.

    Raises:
        Invalid: there is another street of this name.
    """
    other = places.street_named(name)
    if other is not None and other.id != street.id:
        raise Invalid(say("已有同名的街道。"), "name")
    before, street.name = street.name, name
    record.append(street, "change", actor=actor, now=now, before=before, after=name)
