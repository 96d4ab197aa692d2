"""Ending: closing 销号, parking 挂账, and taking up again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Final

from deliberation.domain import topic as topics
from deliberation.domain.calendar import CalendarMissing, today
from deliberation.domain.commitment import LIFECYCLE, due_on, lacks_to_close
from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.domain.supervision import standing
from deliberation.features.followthrough.actions.steps import may, required_line
from deliberation.store import moves
from deliberation.store.matters import closing_facts, followed

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.calendar import Calendar
    from deliberation.domain.errors import Sentence
    from deliberation.domain.roles import Actor
    from deliberation.domain.supervision import Rules
    from deliberation.store.models import Commitment

MOST_DAYS: Final = 250  # working days of a year


@dataclass(frozen=True, slots=True)
class Again:
    """Why it is taken up again, and by when: a day, or working days from today on."""

    reason: str
    due_on: date | None = None
    working_days: int | None = None


def close(
    commitment: Commitment, calendar: Calendar, rules: Rules, *, actor: Actor, now: datetime
) -> None:
    """Close a commitment; a topic that was handed over at once is settled with its last one.

    Raises:
        Forbidden: the actor does not close here.
        IllegalMove: naming everything that is still missing.
    """
    may(commitment, "close", actor)
    day = today(now)
    if lacks := lacks_to_close(closing_facts(commitment), day, rules):
        raise IllegalMove(_together((say("还不能销号。"), *lacks)))
    late = standing(followed(commitment), day, calendar, rules).overdue
    commitment.closed_at, commitment.closed_by_id = now, actor.account_id
    moves.apply(LIFECYCLE, commitment, "close", actor=actor, now=now, overdue=late)
    topic = commitment.topic
    if topic.stage == "handling" and all(row.stage == "closed" for row in topic.commitments):
        moves.apply(topics.LIFECYCLE, topic, "finish", actor=actor, now=now)


def park(
    commitment: Commitment, reason: str, review_on: date | None, *, actor: Actor, now: datetime
) -> None:
    """Set a commitment aside until a day on which it is looked at again.

    Raises:
        Forbidden: the actor does not approve of that here.
        IllegalMove: it is closed, or set aside already.
        Invalid: there is no reason, or the day is not ahead.
    """
    may(commitment, "park", actor)
    kept = required_line(reason, "reason", say("请写明为什么挂账。"))
    if review_on is None or review_on <= today(now):
        raise Invalid(say("复查的日子要在今天以后。"), "review_on")
    commitment.parked_at, commitment.parked_reason = now, kept
    commitment.review_on = review_on
    details = {"reason": kept, "review_on": review_on}
    moves.apply(LIFECYCLE, commitment, "park", actor=actor, now=now, **details)


def reopen(
    commitment: Commitment, again: Again, calendar: Calendar, *, actor: Actor, now: datetime
) -> None:
    """Take up again what was closed or set aside, with a new deadline.

    Raises:
        Forbidden: the actor does not reopen here.
        IllegalMove: it is under way.
        Invalid: naming the field.
    """
    may(commitment, "reopen", actor)
    reason = required_line(again.reason, "reason", say("请写明为什么重新办理。"))
    day = today(now)
    due = _due(again, calendar, day)
    counted = again.due_on is None
    commitment.dated = "working_days" if counted else "fixed"
    commitment.working_days = again.working_days if counted else None
    commitment.counted_from = day if counted else None
    commitment.due_on, commitment.due_reason = due, "" if counted else reason
    commitment.closed_at = commitment.closed_by_id = None
    commitment.parked_at = commitment.review_on = None
    commitment.parked_reason = ""
    moves.apply(LIFECYCLE, commitment, "reopen", actor=actor, now=now, reason=reason, due_on=due)
    topic = commitment.topic
    if commitment.resolution is None and topic.stage == "settled":
        moves.apply(topics.LIFECYCLE, topic, "resume", actor=actor, now=now, reason=reason)


def _due(again: Again, calendar: Calendar, day: date) -> date | None:
    if again.due_on is not None:
        if again.due_on < day:
            raise Invalid(say("期限不能早于今天。"), "due_on")
        return again.due_on
    if again.working_days is None:
        raise Invalid(say("请写明新的期限：几个工作日，或者哪一天。"), "working_days")
    if again.working_days > MOST_DAYS:
        raise Invalid(say("最多%(most)s个工作日。", most=MOST_DAYS), "working_days")
    try:
        return due_on("working_days", day, None, again.working_days, calendar)
    except CalendarMissing as missing:
        sentence = say("%(year)s年的日历未导入，算不出工作日。请改填固定日期。", year=missing.year)
        raise Invalid(sentence, "working_days") from missing


def _together(sentences: tuple[Sentence, ...]) -> Sentence:
    return reduce(lambda one, other: say("%(one)s%(other)s", one=one, other=other), sentences)
