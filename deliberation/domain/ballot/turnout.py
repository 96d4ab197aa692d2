"""Whether enough people are there to vote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain.errors import Invalid, Sentence, say

if TYPE_CHECKING:
    from deliberation.domain.ruleset import Rule


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether enough people are there: how many are needed and how many came, proxies included."""

    met: bool
    needed: int
    attending: int
    sentence: Sentence


def check_people(members: int, present: int, proxies: int) -> None:
    """Let the turnout pass.

    Raises:
        Invalid: for a negative number, or more people than there are members.
    """
    if min(members, present, proxies) < 0:
        raise Invalid(say("人数不能是负数。"), "present")
    if present + proxies > members:
        sentence = say(
            "到会%(here)s人（含委托），超过应到%(members)s人，请先核对应到人数。",
            here=present + proxies,
            members=members,
        )
        raise Invalid(sentence, "members")


def quorum(rule: Rule, members: int, present: int, proxies: int) -> Quorum:
    """Say whether the meeting may vote.

    Raises:
        Invalid: when the numbers contradict each other.
    """
    check_people(members, present, proxies)
    here = present + proxies
    if rule.attendance is None:
        return Quorum(here > 0, 1, here, say("到会%(here)s人，不设到会下限。", here=here))
    needed = max(rule.attendance.least(members), 1)
    met = say(
        "应到%(members)s人，到会%(here)s人（含委托），达到%(share)s（%(needed)s人），可以表决。",
        members=members,
        here=here,
        share=rule.attendance.words(),
        needed=needed,
    )
    short = say(
        "应到%(members)s人，到会%(here)s人（含委托），要%(share)s（%(needed)s人），还差%(short)s人。",
        **met.values,
        short=needed - here,
    )
    return Quorum(here >= needed, needed, here, met if here >= needed else short)
