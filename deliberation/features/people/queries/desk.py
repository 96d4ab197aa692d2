"""What waits for a person, by the permissions that the person holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from deliberation.domain.errors import Sentence, say
from deliberation.domain.meeting import AHEAD, LIFECYCLE
from deliberation.domain.roles import MEETING_ROLES, PERMISSIONS, ROLES, Actor, can
from deliberation.store.db import db
from deliberation.store.models import Account, Community, Meeting, Minutes, Opinion, Topic, Venue

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from deliberation.domain.lifecycle import Stage

Staged = type[Opinion] | type[Topic] | type[Meeting]
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """Some rows at one stage that wait for whoever carries `permission`."""

    word: Sentence
    hint: Sentence
    permission: str
    model: Staged
    stage: str
    endpoint: str


QUEUES: Final = (
    Waiting(
        say("%(n)s 条意见等筛选"),
        say("过八道门，定去向，给第一次答复"),
        "opinion.triage",
        Opinion,
        "submitted",
        "intake.desk",
    ),
    Waiting(
        say("%(n)s 条意见等归并"),
        say("并入相近的议题，或者新立一个"),
        "topic.merge",
        Opinion,
        "admitted",
        "intake.desk",
    ),
    Waiting(
        say("%(n)s 个议题等审核"),
        say("同意上会，或者退回修改"),
        "topic.approve",
        Topic,
        "proposed",
        "topics.index",
    ),
    Waiting(
        say("%(n)s 个议题还在起草"),
        say("补齐摘要、各方和由谁决定，再提交审核"),
        "topic.edit",
        Topic,
        "drafted",
        "topics.index",
    ),
    Waiting(
        say("%(n)s 个议题等公示"),
        say("已同意上会，先公示，再排会"),
        "topic.publicise",
        Topic,
        "approved",
        "topics.index",
    ),
    Waiting(
        say("%(n)s 个议题等排会"),
        say("公示期满以后开会，把它排进一次会议"),
        "meeting.plan",
        Topic,
        "publicised",
        "topics.index",
    ),
    Waiting(
        say("%(n)s 场会等发通知"),
        say("排好议程、席位和角色，再发通知"),
        "meeting.announce",
        Meeting,
        "planned",
        "meetings.index",
    ),
)


@dataclass(frozen=True, slots=True)
class Task:
    """How many rows of a queue wait in one community."""

    queue: Waiting
    count: int
    community_id: int
    community: str


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


def waiting(actor: Actor) -> list[Task]:
    """Return what waits in each of my communities, in the order a matter travels."""
    return [task for queue in QUEUES for task in _tasks(actor, queue)]


def _tasks(actor: Actor, queue: Waiting) -> list[Task]:
    mine = actor.communities(queue.permission)
    if not mine:
        return []
    model = queue.model
    rows = db.session.execute(
        select(Community.id, Community.name, func.count(model.id))
        .join(model, model.community_id == Community.id)
        .where(
            model.stage == queue.stage,
            Community.id.in_(list(mine)),
            Community.retired_at.is_(None),
        )
        .group_by(Community.id, Community.name)
        .order_by(Community.id)
    )
    return [Task(queue, count, number, name) for number, name, count in rows]


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
