"""Planning a meeting, changing the plan, calling it off and taking it up again."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from deliberation.domain import bounds, meeting
from deliberation.domain.calendar import today, zh_span
from deliberation.domain.errors import Invalid, say
from deliberation.domain.roles import demand
from deliberation.features.meetings.actions.topics import remove_topic, schedule_topic
from deliberation.features.meetings.queries.venues import taken_by
from deliberation.store import live, moves
from deliberation.store.db import db
from deliberation.store.models import AgendaItem, Community, Meeting, Venue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from deliberation.domain.procedure import Procedure, StageSpec
    from deliberation.domain.roles import Actor
    from deliberation.domain.ruleset import Rule
    from deliberation.store.models import Topic

MINUTE_MS: Final = 60_000
LONGEST: Final = timedelta(hours=12)
MOST_DAYS: Final = 60
MOST_MEMBERS: Final = 1_000
_NUMBER_WIDTH: Final = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """When, where and how a meeting is meant to be; empty values are filled from the procedure.

    `members` 应到 is a whole number of people; 0 follows the invited seats with a vote.
    """

    venue_id: int
    starts_at: datetime
    ends_at: datetime | None = None
    title: str = ""
    arrangements: str = ""
    members: int = 0
    notice_days: int | None = None
    issue: int | None = None

    def ends(self, minutes: int) -> datetime:
        """Return the end, by default after the procedure's `minutes`."""
        return self.ends_at or self.starts_at + timedelta(minutes=minutes)


def plan(
    community: Community,
    procedure: Procedure,
    rule: Rule,
    plan: Plan,
    topics: Iterable[Topic] = (),
    *,
    actor: Actor,
    now: datetime,
) -> Meeting:
    """Plan a meeting under `procedure`, whose stages become its agenda.

    Raises:
        Forbidden: the actor does not plan meetings in this community.
        Invalid: the time or the venue is not right, or the venue is taken.
        IllegalMove: one of the topics cannot be scheduled.
    """
    demand(actor, "meeting.plan", moves.place_of(community))
    _locked(community)
    ends_at = plan.ends(procedure.minutes)
    _check(community.id, plan, ends_at, rule, now)
    number = moves.next_number(community.id, f"HY-{today(plan.starts_at)}", _NUMBER_WIDTH)
    issue = plan.issue or next_issue(community.id)
    row = Meeting(
        community_id=community.id,
        number=number,
        issue=issue,
        title=plan.title or default_title(issue, procedure),
        procedure=procedure.code,
        ruleset=rule.code,
        venue_id=plan.venue_id,
        starts_at=plan.starts_at,
        ends_at=ends_at,
        arrangements=plan.arrangements,
        members=plan.members,
        notice_days=_days(plan, procedure),
        agenda=[_item(position, stage) for position, stage in enumerate(procedure.stages)],
    )
    details = {"number": number, "title": row.title, "procedure": procedure.code}
    moves.begin(meeting.LIFECYCLE, row, "plan", actor=actor, now=now, **details)
    for topic in topics:
        schedule_topic(row, topic, actor=actor, now=now)
    return row


def next_issue(community_id: int) -> int:
    """Return the number of the community's next meeting, 第N期."""
    rows = select(func.max(Meeting.issue)).where(Meeting.community_id == community_id)
    return (db.session.scalar(rows) or 0) + 1


def default_title(issue: int, procedure: Procedure) -> str:
    """Return the usual title, as it is printed: 第14期红茶议事会."""
    return f"第{issue}期{procedure.title}"


def _days(plan: Plan, procedure: Procedure) -> int:
    return procedure.notice_days if plan.notice_days is None else plan.notice_days


def _item(position: int, stage: StageSpec) -> AgendaItem:
    return AgendaItem(
        position=position,
        key=stage.key,
        title=stage.title,
        phase=stage.phase,
        kind=stage.kind,
        lead=stage.lead,
        round=stage.round,
        planned_minutes=stage.planned_minutes,
        allotted_ms=stage.planned_minutes * MINUTE_MS,
    )


def _locked(community: Community) -> None:
    # Two who plan at once must see each other's venue and issue number.
    db.session.get(Community, community.id, with_for_update=True)


def _check(
    community_id: int,
    plan: Plan,
    ends_at: datetime,
    rule: Rule,
    now: datetime,
    beside: int | None = None,
) -> None:
    if plan.starts_at <= now:
        raise Invalid(say("开会时间已经过了，请选以后的时间。"), "starts_at")
    if ends_at <= plan.starts_at:
        raise Invalid(say("散会时间要在开会时间之后。"), "ends_at")
    if ends_at - plan.starts_at > LONGEST:
        raise Invalid(say("一次会议最长12小时。"), "ends_at")
    if len(plan.title) > bounds.TITLE:
        raise Invalid(say("会议名称最多%(most)s个字。", most=bounds.TITLE), "title")
    if not 0 <= plan.members <= MOST_MEMBERS:
        raise Invalid(say("应到人数要在0到%(most)s之间。", most=MOST_MEMBERS), "members")
    if rule.base == "owners":
        raise Invalid(say("业主大会按面积和人数双重计算，要书面征求，不能在会上举手。"), "ruleset")
    _check_venue(community_id, plan.venue_id, plan.starts_at, ends_at, beside)


def _check_venue(
    community_id: int, venue_id: int, starts_at: datetime, ends_at: datetime, beside: int | None
) -> None:
    venue = db.session.get(Venue, venue_id)
    if venue is None or venue.community_id != community_id or venue.retired_at is not None:
        raise Invalid(say("请选择一个在用的场所。"), "venue")
    other = taken_by(venue_id, starts_at, ends_at, beside=beside)
    if other is not None:
        sentence = say(
            "“%(venue)s”这段时间已经给了“%(other)s”（%(span)s），请换一个时间或者场所。",
            venue=venue.name,
            other=other.title,
            span=zh_span(other.starts_at, other.ends_at),
        )
        raise Invalid(sentence, "venue")


def change(row: Meeting, rule: Rule, plan: Plan, *, actor: Actor, now: datetime) -> None:
    """Change time, venue, rule set, title, arrangements, 应到 or days of notice.

    Raises:
        Invalid: as `plan`.
        IllegalMove: the notice is out; it has to be taken back first.
    """
    meeting.LIFECYCLE.check(row, "change")
    _locked(row.community)
    ends_at = plan.ends_at or plan.starts_at + (row.ends_at - row.starts_at)
    _check(row.community_id, plan, ends_at, rule, now, beside=row.id)
    wanted = {
        **{one.name: getattr(plan, one.name) for one in fields(plan)},
        "ends_at": ends_at,
        "ruleset": rule.code,
        "title": plan.title or row.title,
        "issue": plan.issue or row.issue,
        "members": max(plan.members, meeting.turnout(row.seats).invited),
        "notice_days": row.notice_days if plan.notice_days is None else plan.notice_days,
    }
    changed = {
        name: [getattr(row, name), value]
        for name, value in wanted.items()
        if getattr(row, name) != value
    }
    for name, (_before, after) in changed.items():
        setattr(row, name, after)
    live.touch(row)
    moves.apply(meeting.LIFECYCLE, row, "change", actor=actor, now=now, changed=changed)


def cancel(row: Meeting, reason: str, *, actor: Actor, now: datetime) -> None:
    """Call the meeting off; its topics are free for another one.

    Raises:
        Invalid: there is no reason.
        IllegalMove: it is open, closed or cancelled already.
    """
    if not reason.strip():
        raise Invalid(say("请写明取消的理由，通知过的人会看到。"), "reason")
    moves.apply(meeting.LIFECYCLE, row, "cancel", actor=actor, now=now, reason=reason)
    row.cancelled_reason = reason
    live.touch(row)
    for topic in list(row.topics):
        remove_topic(row, topic, actor=actor, now=now, cancelled=True)


def plan_again(row: Meeting, reason: str = "", *, actor: Actor, now: datetime) -> None:
    """Take the notice back, or take a cancelled meeting up again, to plan it anew.

    Raises:
        Invalid: a notice that people have read is taken back without a reason.
        IllegalMove: it is being planned already, or it has been held.
    """
    move = "plan_again" if row.stage == "cancelled" else "reopen_planning"
    if row.stage == "announced" and not reason.strip():
        raise Invalid(say("请写明收回通知的理由，通知过的人会看到。"), "reason")
    moves.apply(meeting.LIFECYCLE, row, move, actor=actor, now=now, reason=reason)
    row.announced_at, row.cancelled_reason = None, ""
    live.touch(row)
