"""One meeting in preparation: the steps to its notice, each done or with what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from deliberation.domain import agenda as agenda_rules
from deliberation.domain import meeting as rules
from deliberation.domain.calendar import today, zh_date, zh_span
from deliberation.domain.errors import Sentence, say
from deliberation.features.meetings.queries import notice
from deliberation.features.meetings.queries.listing import whole
from deliberation.store.db import db
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from deliberation.domain.calendar import Calendar
    from deliberation.store.models import Seat


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do before the notice: where, whether it is done, and how it stands.

    `warns` are told and do not hold the notice back.
    """

    endpoint: str
    title: Sentence
    done: bool
    says: Sentence
    action: Sentence
    warns: Sequence[Sentence] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda with its planned times, and whether it fits."""

    slots: Sequence[agenda_rules.Slot[agenda_rules.Planned]]
    minutes: int
    available: int
    over: int

    @property
    def spare(self) -> int:
        """Minutes left over."""
        return max(self.available - self.minutes, 0)


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything the preparation page shows of a meeting."""

    meeting: Meeting
    span: str
    steps: Sequence[Step]
    obstacles: Sequence[Sentence]
    missing: Sequence[str]

    @property
    def now(self) -> int:
        """Which step comes next; their number when all are done."""
        return next((n for n, step in enumerate(self.steps) if not step.done), len(self.steps))


def load(meeting_id: int) -> Meeting:
    """Return a meeting with its parts, in a fixed number of reads."""
    return db.session.scalars(
        select(Meeting).where(Meeting.id == meeting_id).options(*whole())
    ).one()


def preparation(row: Meeting, calendar: Calendar, now: datetime) -> Preparation:
    """Return how far a meeting's preparation is."""
    obstacles = notice.obstacles(row, calendar, now)
    steps = (
        _when(row, now),
        _topics(row, calendar),
        _agenda(row),
        _seats(row),
        _roles(row),
        _announce(row, calendar, obstacles),
    )
    missing = rules.missing_parties(row.topics, row.seats)
    return Preparation(row, zh_span(row.starts_at, row.ends_at), steps, obstacles, missing)


def agenda(row: Meeting) -> Agenda:
    """Return the agenda as planned."""
    available = int((row.ends_at - row.starts_at).total_seconds()) // 60
    items = row.agenda
    return Agenda(
        agenda_rules.timetable(items, row.starts_at),
        agenda_rules.minutes(items),
        available,
        agenda_rules.over(items, row.starts_at, row.ends_at),
    )


def by_party(seats: Iterable[Seat]) -> dict[str, list[Seat]]:
    """Return the standing seats grouped by party, in order of their first seat."""
    groups: dict[str, list[Seat]] = {}
    for seat in rules.seated(seats):
        groups.setdefault(seat.party, []).append(seat)
    return groups


def _when(row: Meeting, now: datetime) -> Step:
    trouble = notice.clash(row) if row.stage == "planned" else None
    if row.stage == "planned" and row.starts_at <= now:
        trouble = say("开会时间已经过了，请改到以后的时间。")
    stands = say(
        "%(span)s，%(venue)s", span=zh_span(row.starts_at, row.ends_at), venue=row.venue.name
    )
    return Step("meetings.plan", say("时间和地点"), trouble is None, trouble or stands, say("修改"))


def _topics(row: Meeting, calendar: Calendar) -> Step:
    titles = "；".join(topic.title for topic in row.topics)
    stands = say("%(titles)s", titles=titles) if titles else say("还没有排入议题。")
    warns = notice.unpublicised(row, calendar) if row.stage == "planned" else []
    return Step("meetings.topics", say("议题"), bool(titles), stands, say("选议题"), warns)


def _agenda(row: Meeting) -> Step:
    items, facts = row.agenda, agenda(row)
    refusal = agenda_rules.fits(items, row.starts_at, row.ends_at)
    stands = say(
        "%(n)s个环节，共%(minutes)s分钟，排得下（会议%(available)s分钟）。",
        n=len(items),
        minutes=facts.minutes,
        available=facts.available,
    )
    done = refusal is None and bool(items)
    return Step("meetings.agenda", say("议程"), done, refusal or stands, say("调议程"))


def _seats(row: Meeting) -> Step:
    seats = rules.seated(row.seats)
    stands = say(
        "%(n)s个席位，%(parties)s方，有表决权%(votes)s人。",
        n=len(seats),
        parties=len(by_party(seats)),
        votes=sum(seat.vote for seat in seats),
    )
    warns = [
        say("“%(party)s”还没有席位。", party=name)
        for name in rules.missing_parties(row.topics, row.seats)
    ]
    if len(seats) > row.venue.capacity:
        warns.append(
            say(
                "“%(venue)s”只能坐%(most)s人，已经邀请%(n)s人。",
                venue=row.venue.name,
                most=row.venue.capacity,
                n=len(seats),
            )
        )
    says = stands if seats else say("还没有邀请参会人。")
    return Step("meetings.seats", say("席位"), bool(seats), says, say("邀请参会"), warns)


def _roles(row: Meeting) -> Step:
    refusal = rules.unassigned(row.roles) or rules.distinct_roles(row.roles)
    held = tuple(duty.account.name for duty in rules.standing(row.roles))
    stands = say("%(names)s", names=held)
    return Step(
        "meetings.roles", say("四个角色"), refusal is None, refusal or stands, say("指定角色")
    )


def _announce(row: Meeting, calendar: Calendar, obstacles: Sequence[Sentence]) -> Step:
    if row.announced_at is not None:
        says, action = say("已在%(day)s发出。", day=zh_date_of(row.announced_at)), say("看通知")
        return Step("meetings.notice", say("会议通知"), done=True, says=says, action=action)
    says = say("前面的事做完就可以发。") if obstacles else say("都准备好了，可以发通知。")
    if last := notice.last_day(row, calendar):
        days = notice.required_days(row)
        says = say(
            "%(says)s要提前%(days)s个工作日，最晚%(day)s发出。",
            says=says,
            days=days,
            day=zh_date(last),
        )
    return Step("meetings.notice", say("会议通知"), done=False, says=says, action=say("去发通知"))


def zh_date_of(moment: datetime) -> str:
    """Write the day of a moment in Asia/Shanghai."""
    return zh_date(today(moment))
