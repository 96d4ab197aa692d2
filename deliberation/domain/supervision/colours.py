"""The colour of a commitment, computed from dates and progress, with the rule that fired.

`domain.md` E3. Nobody types a colour; how often a matter was urged 督办次数 is a fact of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain.calendar import Calendar, CalendarMissing, zh_date
from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from datetime import date

    from deliberation.domain.supervision.rules import Rules

_ALL: Final = 100
# The owner has nothing to do while others verify, publish and ask.
_HANDED_IN: Final = frozenset({"reported", "verified", "asked"})


@dataclass(frozen=True, slots=True)
class Colour:
    """A state's word and tone on screen, and its shape's name for those who see no colour."""

    word: Sentence
    tone: str
    shape: str


COLOURS: Final[dict[str, Colour]] = {
    "red": Colour(say("红"), "bad", "square"),
    "yellow": Colour(say("黄"), "warn", "triangle"),
    "unknown": Colour(say("待算"), "neutral", "question"),
    "green": Colour(say("绿"), "good", "circle"),
    "grey": Colour(say("灰"), "neutral", "pause"),
    "blue": Colour(say("蓝"), "done", "check"),
}


@dataclass(frozen=True, slots=True)
class Followed:
    """What the colour looks at. `finished_on` is the day the newest report came in."""

    stage: str
    due_on: date | None
    assigned_on: date | None = None
    sign_by: date | None = None
    finished_on: date | None = None
    percent: int = 0
    sent_back: int = 0
    unsolved: bool = False
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a commitment stands: colour, why, and working days left (or overdue, or None).

    `overdue` is positive from the first overdue day; `left` counts from today to the deadline.
    `missing` is the year whose calendar is not there.
    """

    colour: str
    why: Sentence
    left: int | None = None
    overdue: int | None = None
    missing: int | None = None

    @property
    def shown(self) -> Colour:
        """The word, tone and shape."""
        return COLOURS[self.colour]


def standing(facts: Followed, today: date, calendar: Calendar, rules: Rules) -> Standing:
    """Return how a commitment stands on `today`."""
    days = _Days(facts, today, calendar)
    for rule in (_ended, _red, _unknown, _yellow):
        if found := rule(facts, days, rules):
            return found
    return days.tell("green", _calm(facts, days))


class _Days:
    """The working days that the rules ask for, each counted once; None where no calendar is."""

    def __init__(self, facts: Followed, today: date, calendar: Calendar) -> None:
        self.facts, self.today, self.calendar = facts, today, calendar
        self.missing: int | None = None
        done = facts.finished_on if facts.stage in {*_HANDED_IN, "closed"} else None
        self.until = done or today
        self.late = facts.due_on is not None and self.until > facts.due_on
        self.left = self._between(self.until, facts.due_on)
        self.whole = self._between(facts.assigned_on, facts.due_on)
        self.spent = self._between(facts.assigned_on, self.until)

    def _between(self, start: date | None, end: date | None) -> int | None:
        if start is None or end is None:
            return None
        try:
            return self.calendar.working_days_between(start, end)
        except CalendarMissing as missing:
            self.missing = missing.year
            return None

    def tell(self, colour: str, why: Sentence) -> Standing:
        """Return the standing with the counted days."""
        overdue = -self.left if self.late and self.left is not None else None
        left = None if self.late else self.left
        return Standing(colour, why, left, overdue, self.missing)


def _ended(facts: Followed, days: _Days, rules: Rules) -> Standing | None:
    del rules
    if facts.stage == "closed":
        if days.late and days.left:
            return days.tell("blue", say("已销号，逾期%(n)s个工作日办结。", n=-days.left))
        return days.tell("blue", say("已销号。"))
    if facts.stage == "parked":
        if facts.review_on is None:
            return Standing("grey", say("经批准挂账。"))
        return Standing("grey", say("经批准挂账，%(day)s复查。", day=zh_date(facts.review_on)))
    return None


def _red(facts: Followed, days: _Days, rules: Rules) -> Standing | None:
    if days.late:
        return days.tell("red", _lateness(facts, days))
    if facts.unsolved and rules.red_unsolved:
        return days.tell("red", say("提出人评价没解决，重新办理。"))
    if facts.sent_back >= rules.red_sent_back:
        return days.tell("red", say("办结反馈被退回%(n)s次。", n=facts.sent_back))
    return None


def _lateness(facts: Followed, days: _Days) -> Sentence:
    if days.left is None:
        return say("已过期限，逾期几个工作日算不出（日历未导入）。")
    if days.left == 0:  # the deadline was the last working day before days off
        return say("期限已过，中间没有工作日。")
    if facts.stage in _HANDED_IN:
        return say("逾期%(n)s个工作日才报办结。", n=-days.left)
    return say("逾期%(n)s个工作日。", n=-days.left)


def _unknown(facts: Followed, days: _Days, rules: Rules) -> Standing | None:
    del rules
    if facts.stage in _HANDED_IN or days.missing is None:
        return None
    return days.tell(
        "unknown", say("%(year)s年的日历未导入，算不出剩几个工作日。", year=days.missing)
    )


def _yellow(facts: Followed, days: _Days, rules: Rules) -> Standing | None:
    if facts.sent_back >= rules.yellow_sent_back:
        return days.tell("yellow", say("办结反馈被退回%(n)s次。", n=facts.sent_back))
    if facts.stage in _HANDED_IN:
        return None
    if facts.stage == "assigned" and rules.yellow_unsigned and _unsigned(facts, days):
        return days.tell("yellow", say("过了签收时限还没有签收。"))
    if days.left is not None and (near := _near(days, rules)):
        return days.tell("yellow", near)
    behind = _behind(facts, days)
    if behind is not None and behind >= rules.yellow_behind:
        return days.tell("yellow", say("进度落后时间%(n)s个百分点。", n=behind))
    return None


def _unsigned(facts: Followed, days: _Days) -> bool:
    return facts.sign_by is not None and days.today > facts.sign_by


def _near(days: _Days, rules: Rules) -> Sentence | None:
    left, whole = days.left or 0, days.whole or 0
    if left <= rules.yellow_left:
        return say("只剩%(n)s个工作日。", n=left)
    if left * _ALL <= whole * rules.yellow_share:
        return say("只剩%(n)s个工作日，不多于期限的%(share)s%%。", n=left, share=rules.yellow_share)
    return None


def _behind(facts: Followed, days: _Days) -> int | None:
    """Return by how many points progress is behind the time that has passed."""
    if not days.whole or days.spent is None or days.whole < 0:
        return None
    return days.spent * _ALL // days.whole - facts.percent


def _calm(facts: Followed, days: _Days) -> Sentence:
    if facts.stage == "agreed":
        return say("还没有交办。")
    if facts.stage == "reported":
        return say("已报办结，等核验。")
    if facts.stage in _HANDED_IN:
        return say("已核验，等公示和评价。")
    if days.left is None:
        return say("期限内。")
    return say("期限内，还有%(n)s个工作日。", n=days.left)
