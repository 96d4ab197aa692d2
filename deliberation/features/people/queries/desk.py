"""What waits for a person by name: first steps, meetings, minutes (`queues` has the rest)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from deliberation.domain.errors import Sentence, say
from deliberation.domain.meeting import AHEAD, LIFECYCLE
from deliberation.domain.roles import MEETING_ROLES, PERMISSIONS, ROLES, Actor, can
from deliberation.store.db import db
from deliberation.store.models import Account, Meeting, Minutes, Venue

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from deliberation.domain.lifecycle import Stage

MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Mine:
    """A meeting in which I hold roles, or minutes that wait for me."""

    meeting_id: int
    number: str
    title: str
    starts_at: datetime
    venue: str
    stage: Stage
    is_open: bool
    roles: list[Sentence]
    minutes: Minutes | None


def first_steps(actor: Actor) -> list[tuple[Sentence, Sentence, str]]:
    """Return what a host of a new community does first: sentence, hint, endpoint."""
    steps = []
    alone = db.session.scalar(select(func.count(Account.id))) == 1
    if alone and can(actor, "people.manage"):
        hint = say("收意见的、审核的、主持和记录的，各要一个账号")
        steps.append((say("添加同事的账号"), hint, "people.add_account"))
    mine = list(actor.communities("venue.manage"))
    places = select(Venue.id).where(Venue.community_id.in_(mine)).limit(1)
    if mine and db.session.scalar(places) is None:
        hint = say("先添加主议事厅，再添加居民身边的几处")
        steps.append((say("添加议事的场所"), hint, "people.add_venue"))
    return steps


def meetings(actor: Actor) -> list[Mine]:
    """Return the meetings ahead or open in which I hold a role, the nearest first."""
    ahead = Meeting.stage.in_(AHEAD)
    return _mine(actor, MEETING_ROLES, ahead, by_end=False)


def minutes(actor: Actor) -> list[Mine]:
    """Return the meetings that are over and whose minutes wait for my hand."""
    hands = PERMISSIONS["minutes.edit"] | PERMISSIONS["minutes.approve"]
    drafts = (Meeting.stage == "closed") & Meeting.id.in_(
        select(Minutes.meeting_id).where(Minutes.stage == "draft")
    )
    return _mine(actor, tuple(hands), drafts, by_end=True)


def _mine(
    actor: Actor, roles: tuple[str, ...], which: ColumnElement[bool], *, by_end: bool
) -> list[Mine]:
    held: dict[int, list[Sentence]] = {}
    for grant in sorted(actor.grants, key=lambda grant: grant.role):
        if grant.meeting_id is not None and grant.role in roles:
            held.setdefault(grant.meeting_id, []).append(ROLES[grant.role])
    order = Meeting.ends_at.desc() if by_end else Meeting.starts_at
    rows = db.session.execute(
        select(Meeting, Venue.name, Minutes)
        .join(Venue, Venue.id == Meeting.venue_id)
        .outerjoin(Minutes, Minutes.meeting_id == Meeting.id)
        .where(Meeting.id.in_(list(held)), which)
        .order_by(order, Meeting.id)
        .limit(MOST)
    )
    return [
        Mine(
            row.id,
            row.number,
            row.title,
            row.starts_at,
            venue,
            LIFECYCLE.stages[row.stage],
            row.stage == "open",
            held[row.id],
            paper,
        )
        for row, venue, paper in rows
    ]
