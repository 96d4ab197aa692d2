"""What a publicity of a result is drafted from, and the days it needs (form D8)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from deliberation.domain import ballot, calendar
from deliberation.domain.calendar import CalendarMissing, zh_date
from deliberation.domain.commitment import due, least_period
from deliberation.domain.errors import Missing, say
from deliberation.domain.meeting import seated
from deliberation.domain.money import yuan
from deliberation.domain.privacy import mask_name, mask_text
from deliberation.domain.resolution import NOT_ADOPTED, wording
from deliberation.store import library
from deliberation.store.db import db
from deliberation.store.models import Account, Assignment, Community, Opinion, Speech

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import ColumnElement

    from deliberation.domain.commitment import Due, Period
    from deliberation.domain.errors import Sentence
    from deliberation.domain.supervision import Rules
    from deliberation.store.models import (
        Ballot,
        Commitment,
        Meeting,
        Report,
        Resolution,
        ResultNotice,
        Seat,
    )

_CAME = frozenset({"present", "attending", "proxy"})
_NAME = 2  # a single character is no name to look for in other words


@dataclass(frozen=True, slots=True)
class Window:
    """From when and how long it goes up at least; `late` where it should have begun earlier."""

    starts_on: date
    least: Period
    days: int
    late: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One duty that the decision names: what, whose, by when."""

    text: str
    owner: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it is put up: numbers and parties, never names."""

    resolution: Resolution
    community: Community
    voting: list[tuple[str, int]]
    proxies: int
    observing: list[tuple[str, int]]
    opinions: int
    speeches: int
    count: Ballot | None
    told: Sentence
    rejected: list[str]
    dissents: int
    tasks: list[Task]


def window(now: datetime, rules: Rules, met_at: datetime | None = None) -> Window:
    """Return the days from today on; `met_at` is when the meeting was that is told of."""
    days, day = library.calendar(), calendar.today(now)
    least = least_period(day, rules.notice_days, days)
    return Window(day, least, rules.notice_days, _late(met_at, day, rules))


def _late(met_at: datetime | None, day: date, rules: Rules) -> Sentence | None:
    if met_at is None:
        return None
    try:
        until = library.calendar().add_working_days(
            calendar.today(met_at), rules.notice_start_working_days
        )
    except CalendarMissing:
        return None
    if day <= until:
        return None
    return say(
        "一般在会后%(n)s个工作日内开始公示，应在%(day)s前。今天公示仍然有效。",
        n=rules.notice_start_working_days,
        day=zh_date(until),
    )


def decision(resolution: Resolution) -> Decision:
    """Return what a decision's publicity says."""
    meeting, masked = resolution.meeting, _Masked(resolution.meeting)
    came = [seat for seat in seated(meeting.seats) if seat.attendance in _CAME]
    voting = [seat for seat in came if seat.vote and seat.attendance != "attending"]
    dissents = [(row.stance == NOT_ADOPTED, row.reason) for row in resolution.dissents]
    return Decision(
        resolution,
        meeting.community,
        _parties(seat for seat in voting if seat.attendance != "proxy"),
        sum(seat.attendance == "proxy" for seat in voting),
        _parties(seat for seat in came if seat not in voting),
        _how_many(Opinion.topic_id == resolution.topic_id),
        _how_many(Speech.meeting_id == meeting.id, Speech.granted_at.is_not(None)),
        _count(resolution),
        wording(resolution.outcome, resolution.body, masked(resolution.text)),
        [masked(reason) for rejected, reason in dissents if rejected],
        sum(not rejected for rejected, _reason in dissents),
        [
            Task(masked(row.text), row.owner, due(row, library.calendar()))
            for row in resolution.commitments
        ],
    )


def _how_many(*where: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).where(*where)) or 0


def _parties(seats: Iterable[Seat]) -> list[tuple[str, int]]:
    return list(Counter(mask_text(seat.party) for seat in seats).items())


def _count(resolution: Resolution) -> Ballot | None:
    if resolution.motion is None:
        return None
    standing = ballot.standing(resolution.motion.ballots)
    return standing if standing and standing.confirmed_at else None


class _Masked:
    """Masks the names of those who were at a meeting, and what reads as personal data."""

    def __init__(self, meeting: Meeting) -> None:
        held = select(Account.name).join(Assignment, Assignment.account_id == Account.id)
        names = {seat.name.strip() for seat in meeting.seats}
        names |= set(db.session.scalars(held.where(Assignment.meeting_id == meeting.id)))
        fit = (name for name in names if len(name) >= _NAME)
        self.names = sorted(fit, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for name in self.names:
            text = text.replace(name, mask_name(name))
        return mask_text(text)


@dataclass(frozen=True, slots=True)
class About:
    """What a publicity tells of, as everybody may read it."""

    title: str
    number: str
    topic_id: int


def about(notice: ResultNotice) -> About:
    """Return what a publicity tells of.

    Raises:
        Missing: it tells of nothing.
    """
    if notice.commitment is not None:
        row = notice.commitment
        return About(mask_text(row.text), row.number, row.topic_id)
    resolution = notice.resolution
    if resolution is None:
        raise Missing(say("没有找到您要的内容，它可能已被移走。"))
    return About(mask_text(resolution.topic.title), resolution.number, resolution.topic_id)


@dataclass(frozen=True, slots=True)
class Completion:
    """What was done about a commitment, as it is put up."""

    commitment: Commitment
    community: Community
    report: Report
    checked_on: date | None
    cost_yuan: str


def completion(commitment: Commitment) -> Completion | None:
    """Return what its publicity says; None while no report passed."""
    report = next((row for row in reversed(commitment.reports) if row.outcome == "passed"), None)
    if report is None:
        return None
    checked = report.checked_at
    return Completion(
        commitment,
        db.session.get_one(Community, commitment.community_id),
        report,
        calendar.today(checked) if checked else None,
        "" if report.cost_fen is None else yuan(report.cost_fen),
    )
