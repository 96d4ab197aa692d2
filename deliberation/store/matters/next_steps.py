"""What happens next to a commitment, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from deliberation.domain import calendar
from deliberation.domain.calendar import zh_date
from deliberation.domain.commitment import answers_until
from deliberation.domain.errors import Sentence, say
from deliberation.store.matters.following import newest_asking, rules_of, until_public

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from deliberation.store.models import Commitment


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next, as a whole sentence, and its day; `done` when nothing comes any more."""

    sentence: Sentence
    by: date | None = None
    done: bool = False


def next_step(commitment: Commitment, today: date) -> Next:
    """Return what happens next to a commitment on `today`."""
    return _STAGES[commitment.stage](commitment, today)


def _agreed(commitment: Commitment, today: date) -> Next:
    del today
    if commitment.published:
        return Next(say("接着交办给承办单位。"))
    return Next(say("接着公示会议结果，再交办给承办单位。"))


def _assigned(commitment: Commitment, today: date) -> Next:
    by = commitment.sign_by
    if by is None:
        return Next(say("已经交办，等承办单位签收。"))
    if by < today:
        return Next(say("已经交办，最晚%(day)s签收，承办单位还没有签收。", day=zh_date(by)), by)
    return Next(say("已经交办，承办单位最晚%(day)s签收。", day=zh_date(by)), by)


def _accepted(commitment: Commitment, today: date) -> Next:
    by = commitment.due_on
    if by is None:
        return Next(say("承办单位正在办理。"))
    if commitment.dated == "undecided":
        return Next(say("承办单位正在办理，期限最晚%(day)s定下来。", day=zh_date(by)), by)
    if by < today:
        return Next(say("承办单位正在办理，期限是%(day)s，已经过了。", day=zh_date(by)), by)
    return Next(say("承办单位正在办理，期限是%(day)s。", day=zh_date(by)), by)


def _reported(_commitment: Commitment, _today: date) -> Next:
    return Next(say("承办单位说办完了，等社区核验。"))


def _verified(commitment: Commitment, today: date) -> Next:
    until = until_public(commitment)
    if until is None:
        return Next(say("已经核验，接着公示办理结果。"))
    if until < today:
        return Next(say("办理结果已经公示，接着请提出人评价。"))
    return Next(say("办理结果公示到%(day)s，并请提出人评价。", day=zh_date(until)), until)


def _asked(commitment: Commitment, today: date) -> Next:
    first = _first_closing_day(commitment)
    if first is None or first <= today:
        return Next(say("公示和评价都已满期，接着由督导组销号。"))
    return Next(say("请提出人评价，最早%(day)s销号。", day=zh_date(first)), first)


def _first_closing_day(commitment: Commitment) -> date | None:
    """Return the day after publicity has run and answers were waited for (see `closing`)."""
    asking, until = newest_asking(commitment), until_public(commitment)
    days = [until + timedelta(days=1)] if until else []
    if asking is not None:
        days.append(answers_until(calendar.today(asking.asked_at), rules_of(commitment)))
    return max(days, default=None)


def _parked(commitment: Commitment, today: date) -> Next:
    del today
    if commitment.review_on is None:
        return Next(say("经批准挂账，条件成熟了再办。"))
    day = commitment.review_on
    return Next(say("经批准挂账，%(day)s复查。", day=zh_date(day)), day)


def _closed(_commitment: Commitment, _today: date) -> Next:
    return Next(say("已经办结销号。"), done=True)


def _dropped(_commitment: Commitment, _today: date) -> Next:
    return Next(say("这件事已经去掉。"), done=True)


_STAGES: Final[dict[str, Callable[[Commitment, date], Next]]] = {
    "agreed": _agreed,
    "assigned": _assigned,
    "accepted": _accepted,
    "reported": _reported,
    "verified": _verified,
    "asked": _asked,
    "parked": _parked,
    "closed": _closed,
    "dropped": _dropped,
}
