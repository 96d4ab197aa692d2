"""What is still missing before a commitment is closed 销号; all of it depends on the day.

`domain.md` H: `verified→closed` needs evaluation asked at least three days ago and all sources
answered; E1: the result published, whoever verified is not the owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deliberation.domain.calendar import zh_date
from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from deliberation.domain.supervision import Rules


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What closing looks at: days of the newest publicity and asking, senders not answered."""

    published_until: date | None
    asked_on: date | None
    unanswered: int


def lacks_to_close(facts: ClosingFacts, today: date, rules: Rules) -> tuple[Sentence, ...]:
    """Return everything that is still missing on `today`; empty when it can be closed."""
    return tuple(
        lack
        for lack in (_publicity(facts, today), _evaluation(facts, today, rules), _senders(facts))
        if lack is not None
    )


def answers_until(asked_on: date, rules: Rules) -> date:
    """Return the last day on which proposers are waited for; silence counts after it."""
    return asked_on + timedelta(days=rules.answer_days)


def _publicity(facts: ClosingFacts, today: date) -> Sentence | None:
    if facts.published_until is None:
        return say("办理结果还没有公示。")
    if today <= facts.published_until:
        return say("办理结果公示到%(day)s，期满才能销号。", day=zh_date(facts.published_until))
    return None


def _evaluation(facts: ClosingFacts, today: date, rules: Rules) -> Sentence | None:
    if facts.asked_on is None:
        return say("还没有请提出人评价。")
    until = answers_until(facts.asked_on, rules)
    if today < until:
        return say(
            "请提出人评价还不满%(n)s天，要等到%(day)s。", n=rules.answer_days, day=zh_date(until)
        )
    return None


def _senders(facts: ClosingFacts) -> Sentence | None:
    if facts.unanswered:
        return say("还有%(n)s位提出人没有得到办理结果的答复。", n=facts.unanswered)
    return None
