"""The queues: what waits at which stage, for whoever carries which permission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from deliberation.domain.errors import Sentence, say
from deliberation.domain.roles import PERMISSIONS
from deliberation.store.db import db
from deliberation.store.models import Commitment, Community, Meeting, Opinion, Topic

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement

    from deliberation.domain.roles import Actor

Staged = type[Opinion] | type[Topic] | type[Meeting] | type[Commitment]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Some rows at one stage that wait for whoever carries `permission`."""

    word: Sentence
    hint: Sentence
    permission: str
    model: Staged
    stage: str
    endpoint: str
    late: bool = False  # past its date and not done, whatever `stage` says
    own: bool = False  # mine to do, not merely in my community


DOING: Final = ("assigned", "accepted")
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
    Waiting(
        say("%(n)s 件承诺事项等交办"),
        say("公示会议结果以后，交给承办单位"),
        "commitment.assign",
        Commitment,
        "agreed",
        "followthrough.supervision",
    ),
    Waiting(
        say("%(n)s 件交办等您办"),
        say("签收，报进度，办完了报办结"),
        "commitment.act",
        Commitment,
        "accepted",
        "followthrough.tasks",
        own=True,
    ),
    Waiting(
        say("%(n)s 件承诺事项已逾期"),
        say("看看晚在哪里，要不要发督办单"),
        "commitment.urge",
        Commitment,
        "accepted",
        "followthrough.supervision",
        late=True,
    ),
    Waiting(
        say("%(n)s 件办结等核验"),
        say("到现场看过，再核验或者退回重办"),
        "commitment.verify",
        Commitment,
        "reported",
        "followthrough.supervision",
    ),
    Waiting(
        say("%(n)s 件等请提出人评价"),
        say("先公示办理结果，再请提出人评价"),
        "commitment.ask",
        Commitment,
        "verified",
        "followthrough.supervision",
    ),
    Waiting(
        say("%(n)s 件正在请提出人评价"),
        say("公示和评价都满期的，可以销号"),
        "commitment.close",
        Commitment,
        "asked",
        "followthrough.supervision",
    ),
)


@dataclass(frozen=True, slots=True)
class Task:
    """How many rows of a queue wait in one community."""

    queue: Waiting
    count: int
    community_id: int
    community: str


def waiting(actor: Actor, day: date) -> list[Task]:
    """Return what waits in each of my communities, in the order a matter travels."""
    return [task for queue in QUEUES for task in _tasks(actor, queue, day)]


def _tasks(actor: Actor, queue: Waiting, day: date) -> list[Task]:
    mine = actor.communities(queue.permission)
    holders = PERMISSIONS[queue.permission]
    streets = [grant.street_id for grant in actor.grants if grant.role in holders]
    if not mine and not any(streets):
        return []
    here = Community.id.in_(list(mine)) | Community.street_id.in_([n for n in streets if n])
    model = queue.model
    rows = db.session.execute(
        select(Community.id, Community.name, func.count(model.id))
        .join(model, model.community_id == Community.id)
        .where(
            *_which(actor, queue, day),
            here,
            Community.retired_at.is_(None),
        )
        .group_by(Community.id, Community.name)
        .order_by(Community.id)
    )
    return [Task(queue, count, number, name) for number, name, count in rows]


def _which(actor: Actor, queue: Waiting, day: date) -> list[ColumnElement[bool]]:
    if queue.own:
        mine = Commitment.owner_account_id == actor.account_id
        return [mine, Commitment.stage.in_(DOING)]
    if queue.late:
        return [Commitment.due_on < day, Commitment.stage.in_(DOING)]
    return [queue.model.stage == queue.stage]
