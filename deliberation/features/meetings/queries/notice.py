"""What stands against posting the notice, and by which day it has to be out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from deliberation.domain import meeting as rules
from deliberation.domain import topic as topic_rules
from deliberation.domain.calendar import Calendar, CalendarMissing, today, zh_span
from deliberation.domain.errors import Sentence, say
from deliberation.features.meetings.queries.venues import taken_by

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.store.models import Meeting, Topic

# A hard topic is deliberated in depth 深入议; its notice is out as long as its publicity.
DEEP_DAYS: Final = topic_rules.PUBLICITY_DAYS["hard"]
_DAY: Final = timedelta(days=1)


def required_days(row: Meeting) -> int:
    """Return the working days between the notice and the meeting."""
    deep = any(topic.size == "hard" for topic in row.topics)
    return max(row.notice_days, DEEP_DAYS) if deep else row.notice_days


def late(row: Meeting, calendar: Calendar, now: datetime) -> Sentence | None:
    """Return why the notice cannot be in time any more, or None."""
    if row.starts_at <= now:
        return say("开会时间已经过了，请改到以后的时间。")
    try:
        days = required_days(row)
        return rules.notice_in_time(today(row.starts_at), today(now), days, calendar)
    except CalendarMissing as error:
        return error.sentence


def last_day(row: Meeting, calendar: Calendar) -> date | None:
    """Return the last day on which the notice is in time; None without a published calendar."""
    day, days = today(row.starts_at), required_days(row)
    try:
        while days:
            days -= calendar.is_working_day(day)
            day -= _DAY
    except CalendarMissing:
        return None
    return day


def first_day(calendar: Calendar, now: datetime, days: int) -> date | None:
    """Return the first day to meet on when the notice goes out today, or None as `last_day`."""
    try:
        return calendar.add_working_days(today(now), days)
    except CalendarMissing:
        return None


def clash(row: Meeting) -> Sentence | None:
    """Return who else has the venue in this time, or None."""
    other = taken_by(row.venue_id, row.starts_at, row.ends_at, beside=row.id)
    if other is None:
        return None
    return say(
        "场所和“%(other)s”（%(span)s）冲突，请换一个时间或者场所。",
        other=other.title,
        span=zh_span(other.starts_at, other.ends_at),
    )


def obstacles(row: Meeting, calendar: Calendar, now: datetime) -> list[Sentence]:
    """Return every reason why the notice cannot be posted now; empty when it can."""
    found = list(rules.LIFECYCLE.obstacles(row, "announce"))
    if row.stage != "planned":
        return found
    return [*found, *(reason for reason in (clash(row), late(row, calendar, now)) if reason)]


def unpublicised(row: Meeting, calendar: Calendar) -> list[Sentence]:
    """Return which topics are not publicised long enough before the meeting."""
    return [reason for topic in row.topics if (reason := _publicity(row, topic, calendar))]


def _publicity(row: Meeting, topic: Topic, calendar: Calendar) -> Sentence | None:
    posted = [one for one in topic.publicities if one.withdrawn_at is None]
    if not posted:
        return say("“%(title)s”还没有公示。", title=topic.title)
    try:
        short = topic_rules.publicity_in_time(
            min(one.starts_on for one in posted), today(row.starts_at), topic.size, calendar
        )
    except CalendarMissing as error:
        return error.sentence
    return say("“%(title)s”：%(reason)s", title=topic.title, reason=short) if short else None


def excuse_by(row: Meeting) -> date:
    """Return until when people say that they cannot come: the day before."""
    return today(row.starts_at) - _DAY
