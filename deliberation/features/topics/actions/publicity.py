"""Publicity 公示 of a topic: posted for days that the calendar allows, and withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import topic as rules
from deliberation.domain.calendar import CalendarMissing, today, zh_date
from deliberation.domain.errors import Invalid, say
from deliberation.domain.privacy import KINDS, blocking
from deliberation.store import moves

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.calendar import Calendar
    from deliberation.domain.errors import Sentence
    from deliberation.domain.roles import Actor
    from deliberation.store.models import Publicity, Topic


def publicise(
    topic: Topic,
    notice: Publicity,
    calendar: Calendar,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Post `notice` (its text, first and last day) for the topic.

    Raises:
        Invalid: the days are too few or gone, or the text holds personal data.
        IllegalMove: there is no consent yet.
    """
    if not notice.text.strip():
        raise Invalid(say("请填写公示的内容。"), "text")
    _check_days(topic, notice.starts_on, notice.ends_on, calendar, today(now))
    if found := hits(notice.text):
        sentence = say(
            "公示里不能有个人信息：%(first)s。请删去，或者按“遮住个人信息”。", first=found[0]
        )
        raise Invalid(sentence, "text")
    moves.apply(
        rules.LIFECYCLE,
        topic,
        "publicise",
        actor=actor,
        now=now,
        starts_on=notice.starts_on,
        ends_on=notice.ends_on,
        text=notice.text,
    )
    notice.posted_at, notice.posted_by_id = now, actor.account_id
    topic.publicities.append(notice)


def _check_days(topic: Topic, starts: date, ends: date, calendar: Calendar, first: date) -> None:
    if starts < first:
        raise Invalid(say("公示不能从过去的日子开始。"), "starts_on")
    days = rules.publicity_days(topic.size)
    try:
        least = calendar.add_working_days(starts, days)
    except CalendarMissing as error:
        raise Invalid(error.sentence, "starts_on") from error
    if ends < least:
        sentence = say("至少公示%(days)s个工作日，最早到%(date)s。", days=days, date=zh_date(least))
        raise Invalid(sentence, "ends_on")


def hits(text: str) -> list[Sentence]:
    """Return what personal data blocks the publication of `text`, and where each stands."""
    return [
        say(
            "第%(line)s行有%(kind)s“%(found)s”",
            line=text.count("\n", 0, hit.start) + 1,
            kind=KINDS[hit.kind],
            found=hit.text,
        )
        for hit in blocking(text)
    ]


def withdraw(topic: Topic, reason: str, *, actor: Actor, now: datetime) -> None:
    """Withdraw the publicity; the reason stays readable where the notice was.

    Raises:
        Invalid: there is no reason.
        IllegalMove: the topic is not being publicised.
    """
    if not reason.strip():
        raise Invalid(say("请写明撤下公示的理由。"), "reason")
    moves.apply(rules.LIFECYCLE, topic, "withdraw", actor=actor, now=now, reason=reason)
    for notice in topic.publicities:
        if notice.withdrawn_at is None:
            notice.withdrawn_at, notice.withdrawn_reason = now, reason
