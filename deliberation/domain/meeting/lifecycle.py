"""The way of a meeting: planned, announced, open, closed; and what must be true for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain import agenda
from deliberation.domain.calendar import zh_date
from deliberation.domain.commitment import complete
from deliberation.domain.errors import Sentence, say
from deliberation.domain.lifecycle import Lifecycle, Move, Stage, moves_from
from deliberation.domain.meeting import duties
from deliberation.domain.meeting.seats import seated

if TYPE_CHECKING:
    from datetime import date

    from deliberation.domain.calendar import Calendar
    from deliberation.domain.meeting.facts import MeetingFacts, Span


def clash(one: Span, other: Span) -> bool:
    """Say whether two meetings want the same venue at the same time; touching ends do not."""
    same = one.venue_id == other.venue_id
    return same and one.starts_at < other.ends_at and other.starts_at < one.ends_at


def notice_in_time(meets_on: date, today: date, days: int, calendar: Calendar) -> Sentence | None:
    """Return why it is too late to announce today with `days` working days of notice, or None.

    The day of announcing is not counted (民法典 201).

    Raises:
        CalendarMissing: when a year in between has no published calendar.
    """
    earliest = calendar.add_working_days(today, days)
    if earliest <= meets_on:
        return None
    return say(
        "会议要提前%(days)s个工作日通知，今天通知最早可在%(date)s开会。",
        days=days,
        date=zh_date(earliest),
    )


def _roles_assigned(meeting: MeetingFacts) -> Sentence | None:
    return duties.unassigned(meeting.roles)


def _roles_distinct(meeting: MeetingFacts) -> Sentence | None:
    return duties.distinct_roles(meeting.roles)


def _has_topics(meeting: MeetingFacts) -> Sentence | None:
    return None if meeting.topics else say("还没有排入议题。")


def _has_venue(meeting: MeetingFacts) -> Sentence | None:
    return None if meeting.venue_id else say("还没有选定场所。")


def _has_seats(meeting: MeetingFacts) -> Sentence | None:
    return None if seated(meeting.seats) else say("还没有邀请参会人。")


def _has_time(meeting: MeetingFacts) -> Sentence | None:
    return None if meeting.starts_at < meeting.ends_at else say("散会时间要在开会时间之后。")


def _has_agenda(meeting: MeetingFacts) -> Sentence | None:
    return None if meeting.agenda else say("还没有议程。")


def _agenda_fits(meeting: MeetingFacts) -> Sentence | None:
    return agenda.fits(meeting.agenda, meeting.starts_at, meeting.ends_at)


def _roles_here(meeting: MeetingFacts) -> Sentence | None:
    return duties.not_here(meeting.roles)


def _nobody_speaks(meeting: MeetingFacts) -> Sentence | None:
    speaking = any(
        speech.granted_at is not None and speech.ended_at is None for speech in meeting.speeches
    )
    return say("还有人在发言，请等发言结束。") if speaking else None


def _clocks_stopped(meeting: MeetingFacts) -> Sentence | None:
    clocks = (*meeting.agenda, *meeting.speeches)
    running = any(clock.running_since is not None for clock in clocks)
    return say("计时还在走，请先停下。") if running else None


def _counts_confirmed(meeting: MeetingFacts) -> Sentence | None:
    counts = (ballot for motion in meeting.motions for ballot in motion.ballots)
    for ballot in counts:
        if ballot.withdrawn_at is None and ballot.confirmed_at is None:
            return say("有一次表决的票数还没有经第二个人核对。")
    return None


def _motions_settled(meeting: MeetingFacts) -> Sentence | None:
    settled = {resolution.topic_id for resolution in meeting.resolutions}
    for motion in meeting.motions:
        counted = any(ballot.withdrawn_at is None for ballot in motion.ballots)
        if not counted and motion.topic_id not in settled:
            return say(
                "“%(title)s”的动议还没有表决，也没有写明怎样处理。", title=motion.topic.title
            )
    return None


def _commitments_complete(meeting: MeetingFacts) -> Sentence | None:
    for resolution in meeting.resolutions:
        for commitment in resolution.commitments:
            if lack := complete(commitment):
                return lack
    return None


LIFECYCLE: Final[Lifecycle[MeetingFacts]] = Lifecycle(
    kind="meeting",
    word=say("会议"),
    first="planned",
    stages={
        "planned": Stage(say("筹备")),
        "announced": Stage(say("已通知"), "info"),
        "open": Stage(say("开会中"), "good"),
        "closed": Stage(say("已散会"), "done"),
        "cancelled": Stage(say("已取消"), "bad"),
    },
    moves={
        "announce": Move(
            say("发出通知"),
            moves_from("planned"),
            "announced",
            "meeting.announce",
            (
                _roles_assigned,
                _roles_distinct,
                _has_topics,
                _has_venue,
                _has_seats,
                _has_time,
                _has_agenda,
                _agenda_fits,
            ),
        ),
        "reopen_planning": Move(
            say("收回通知"), moves_from("announced"), "planned", "meeting.plan"
        ),
        "open": Move(
            say("开会"),
            moves_from("announced"),
            "open",
            "room.open",
            (_roles_distinct, _roles_here),
        ),
        "close": Move(
            say("散会"),
            moves_from("open"),
            "closed",
            "room.close",
            (
                _nobody_speaks,
                _clocks_stopped,
                _motions_settled,
                _counts_confirmed,
                _commitments_complete,
            ),
        ),
        "cancel": Move(
            say("取消会议"), moves_from("planned", "announced"), "cancelled", "meeting.plan"
        ),
    },
)
