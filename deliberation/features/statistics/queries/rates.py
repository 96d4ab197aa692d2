"""The three rates of a period: together, by month and by what it is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from deliberation.domain import opinion as opinions
from deliberation.domain.calendar import Calendar, CalendarMissing, today
from deliberation.domain.errors import Sentence, say
from deliberation.domain.rates import FEWEST, Rate, Response, Verdicts, hidden, response, verdicts
from deliberation.features.statistics.queries.period import month_of
from deliberation.store.db import db
from deliberation.store.models import Asking, Commitment, Opinion, Reply, Topic, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from deliberation.domain.supervision import Rules
    from deliberation.features.statistics.queries.period import Period

OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Group:
    """The numbers of one month or one kind; `few` names those that a page does not publish."""

    word: Sentence
    opinions: int
    response: Response
    verdicts: Verdicts
    few: frozenset[str] = frozenset()

    @property
    def rates(self) -> dict[str, Rate]:
        """The three rates by name, for their pictures."""
        told = self.verdicts
        return {"response": self.response.rate, "solved": told.solved, "satisfied": told.satisfied}


# How many people stand behind each column of the tables.
COLUMNS: Final[dict[str, Callable[[Group], int]]] = {
    "opinions": lambda group: group.opinions,
    "response": lambda group: group.opinions,
    "solved": lambda group: group.verdicts.solved.of,
    "satisfied": lambda group: group.verdicts.satisfied.of,
    "timely": lambda group: group.verdicts.timely.of,
}


@dataclass(frozen=True, slots=True)
class Rates:
    """Everything together, by month, and by what it is about."""

    all: Group
    months: tuple[Group, ...]
    categories: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _Counted:
    """One opinion or one verdict, with what it is grouped by."""

    month: str
    category: str
    response: Response | None = None
    told: Verdict | None = None


def rates(
    places: Sequence[int], period: Period, rules: Rules, calendar: Calendar, now: datetime
) -> Rates:
    """Return the rates of these communities; opinions count by the day they came in."""
    due = _deadlines(calendar, rules.reply_working_days)
    counted = [*_opinions(places, period, due, today(now)), *_verdicts(places, period)]
    months = {str(one): say("%(n)s月", n=one) for one in period.months}
    return Rates(
        _alone(_group(say("合计"), counted)),
        _grouped(months, counted, lambda one: one.month),
        _grouped(opinions.CATEGORIES, counted, lambda one: one.category),
    )


def _deadlines(calendar: Calendar, days: int) -> Callable[[date], date | None]:
    @cache
    def due(day: date) -> date | None:
        try:
            return calendar.add_working_days(day, days)
        except CalendarMissing:
            return None

    return due


def _opinions(
    places: Sequence[int], period: Period, due: Callable[[date], date | None], day: date
) -> Iterable[_Counted]:
    first = (
        select(Reply.opinion_id, func.min(Reply.at).label("at"))
        .where(Reply.kind == "first")
        .group_by(Reply.opinion_id)
        .subquery()
    )
    rows = (
        select(Opinion.category, Opinion.submitted_at, first.c.at)
        .outerjoin(first, first.c.opinion_id == Opinion.id)
        .where(Opinion.community_id.in_(places), period.holds(Opinion.submitted_at))
    )
    for category, came, replied in db.session.execute(rows):
        until = due(today(came))
        found = response(until, today(replied) if replied else None, day)
        yield _Counted(str(month_of(came)), _known(category), response=found)


def _verdicts(places: Sequence[int], period: Period) -> Iterable[_Counted]:
    """Of one proposer the newest on one commitment, whenever it was said; then the period's."""
    rows = (
        select(Verdict, Asking.commitment_id, Opinion.category, Topic.category)
        .join(Verdict.asking)
        .join(Asking.commitment)
        .join(Commitment.topic)
        .outerjoin(Verdict.opinion)
        .where(Commitment.community_id.in_(places), Commitment.stage != "dropped")
        .order_by(Asking.place, Verdict.id)
    )
    newest: dict[tuple[int, int], tuple[Verdict, str]] = {}
    for told, commitment_id, of_opinion, of_topic in db.session.execute(rows):
        who = told.opinion_id or -told.id
        newest[commitment_id, who] = told, _known(of_opinion or of_topic)
    for told, category in newest.values():
        if period.begins <= told.at < period.ends:
            yield _Counted(str(month_of(told.at)), category, told=told)


def _known(category: str) -> str:
    return category if category in opinions.CATEGORIES else OTHER


def _grouped(
    words: Mapping[str, Sentence], counted: Sequence[_Counted], key: Callable[[_Counted], str]
) -> tuple[Group, ...]:
    found: defaultdict[str, list[_Counted]] = defaultdict(list)
    for one in counted:
        found[key(one)].append(one)
    groups = [_group(word, found[code]) for code, word in words.items()]
    few = {name: hidden([count(group) for group in groups]) for name, count in COLUMNS.items()}
    return tuple(
        replace(group, few=frozenset(name for name in few if place in few[name]))
        for place, group in enumerate(groups)
    )


def _alone(group: Group) -> Group:
    """The same with what a page may not publish of it, where there is no other beside it."""
    few = frozenset(name for name, count in COLUMNS.items() if 0 < count(group) < FEWEST)
    return replace(group, few=few)


def _group(word: Sentence, counted: Sequence[_Counted]) -> Group:
    answers = [one.response for one in counted if one.response is not None]
    told = verdicts(one.told for one in counted if one.told is not None)
    return Group(word, len(answers), sum(answers, Response()), told)
