"""What is promised: who does what by when. A meeting does not close while it is incomplete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.errors import Invalid, Sentence, say

if TYPE_CHECKING:
    from datetime import date

    from deliberation.domain.calendar import Calendar

DATED: Final[dict[str, Sentence]] = {
    "fixed": say("固定日期"),
    "working_days": say("工作日数"),
    "undecided": say("待定"),
}


class PromiseFacts(Protocol):
    """What the rules need to know of a commitment."""

    text: str
    owner: str
    dated: str
    due_on: date | None
    working_days: int | None


def _has_text(commitment: PromiseFacts) -> Sentence | None:
    return None if commitment.text.strip() else say("请写清要做的事项。")


def _has_owner(commitment: PromiseFacts) -> Sentence | None:
    if commitment.owner.strip():
        return None
    return say("“%(what)s”还没有责任单位。", what=commitment.text)


def _has_date(commitment: PromiseFacts) -> Sentence | None:
    if commitment.dated in DATED and commitment.due_on is not None:
        return None
    if commitment.dated == "undecided":
        return say("“%(what)s”期限待定，请写明哪一天之前定下来。", what=commitment.text)
    return say("“%(what)s”还没有办结期限。", what=commitment.text)


def _has_days(commitment: PromiseFacts) -> Sentence | None:
    if commitment.dated != "working_days" or (commitment.working_days or 0) > 0:
        return None
    return say("“%(what)s”请写明几个工作日办结。", what=commitment.text)


_COMPLETE: Final = (_has_text, _has_owner, _has_days, _has_date)


def lacks(commitment: PromiseFacts) -> tuple[Sentence, ...]:
    """Return everything a commitment still lacks (an owner, a date)."""
    return tuple(lack for rule in _COMPLETE if (lack := rule(commitment)))


def complete(commitment: PromiseFacts) -> Sentence | None:
    """Return the first thing a commitment still lacks, or None."""
    return next(iter(lacks(commitment)), None)


def due_on(
    dated: str, agreed_on: date, named: date | None, working_days: int | None, calendar: Calendar
) -> date | None:
    """Return the day a commitment falls due; working days do not count the day it was agreed.

    Raises:
        CalendarMissing: when a year it runs through has no published calendar.
        Invalid: for a kind of date that there is not, or a day before it was agreed.
    """
    if dated not in DATED:
        raise Invalid(say("请选择期限的写法。"), "dated")
    if dated == "working_days":
        if working_days is None or working_days < 1:
            raise Invalid(say("工作日数至少是1。"), "working_days")
        return calendar.add_working_days(agreed_on, working_days)
    if named is not None and named < agreed_on:
        raise Invalid(say("期限不能早于商定的日子。"), "due_on")
    return named
