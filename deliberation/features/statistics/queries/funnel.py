"""From opinions to what was closed: how many of each step began in a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from deliberation.domain import opinion as opinions
from deliberation.domain.errors import Sentence, say
from deliberation.domain.rates import hidden, percent
from deliberation.domain.resolution import OUTCOMES
from deliberation.store.db import db
from deliberation.store.models import Commitment, Meeting, Opinion, Resolution, Topic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

    from deliberation.features.statistics.queries.period import Moment, Period

# A topic's stage tells which way it went; where it is still being prepared, none yet.
WAYS: Final[dict[str, tuple[Sentence, frozenset[str]]]] = {
    "at_once": (say("现场办"), frozenset({"handling", "settled"})),
    "referred": (say("转办"), frozenset({"referred"})),
    "meeting": (say("上会"), frozenset({"scheduled", "resolved", "unresolved"})),
    "preparing": (
        say("还在准备"),
        frozenset({"drafted", "proposed", "approved", "publicised"}),
    ),
}
_SETTLES: Final = frozenset(code for code, outcome in OUTCOMES.items() if outcome.settles)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: how many, of which kinds, and which of these are `few` people."""

    word: Sentence
    number: int
    parts: tuple[tuple[Sentence, int], ...] = ()
    few: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Funnel:
    """The steps, and how many opinions it takes for a topic."""

    steps: tuple[Step, ...]

    @property
    def most(self) -> int:
        """The largest step, which the picture's full width stands for."""
        return max(step.number for step in self.steps)

    @property
    def became_topics(self) -> str:
        """议题转化率: topics to opinions, of the same period."""
        return percent(min(self.steps[1].number, self.steps[0].number), self.steps[0].number)


def funnel(places: Sequence[int], period: Period) -> Funnel:
    """Return the steps of these communities; each counts by its own day."""
    channels = _counted(Opinion.channel, Opinion.submitted_at, places, period)
    topics = _counted(Topic.stage, Topic.created_at, places, period)
    held = Meeting.stage.in_(("open", "closed"))
    meetings = _counted(Meeting.stage, Meeting.opened_at, places, period, held)
    standing = Resolution.withdrawn_at.is_(None)
    results = _counted(Resolution.outcome, Resolution.adopted_at, places, period, standing)
    kept = Commitment.stage != "dropped"
    agreed = _counted(Commitment.stage, Commitment.agreed_at, places, period, kept)
    shut = Commitment.stage == "closed"
    closed = _counted(Commitment.stage, Commitment.closed_at, places, period, shut)
    settled = sum(n for code, n in results.items() if code in _SETTLES)
    parts = tuple((word, channels.get(code, 0)) for code, word in opinions.CHANNELS.items())
    few = hidden([number for _word, number in parts])
    return Funnel(
        (
            Step(say("意见"), sum(channels.values()), parts, few),
            Step(say("议题"), sum(topics.values()), _ways(topics)),
            Step(say("开过的会"), sum(meetings.values())),
            Step(say("会议结果"), sum(results.values()), _outcomes(results, settled)),
            Step(say("承诺事项"), sum(agreed.values())),
            Step(say("已销号"), sum(closed.values())),
        )
    )


def _counted(
    kind: InstrumentedAttribute[str],
    moment: Moment,
    places: Sequence[int],
    period: Period,
    *more: ColumnElement[bool],
) -> dict[str, int]:
    """Count the rows of the kind's table in a period, by kind."""
    here = kind.class_.community_id.in_(places)
    rows = select(kind, func.count()).where(here, period.holds(moment), *more).group_by(kind)
    return dict(db.session.execute(rows).all())


def _ways(topics: Mapping[str, int]) -> tuple[tuple[Sentence, int], ...]:
    return tuple(
        (word, sum(topics.get(stage, 0) for stage in stages)) for word, stages in WAYS.values()
    )


def _outcomes(results: Mapping[str, int], settled: int) -> tuple[tuple[Sentence, int], ...]:
    return (say("议定的"), settled), (say("没有议定的"), sum(results.values()) - settled)
