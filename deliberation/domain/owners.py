"""Votes of flat owners 业主大会: by area and by heads, in two steps (民法典 278)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain.errors import Invalid, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliberation.domain.ruleset import Rule, Share

# Areas are whole hundredths of a square metre: registers give two decimals, floats would fail.
HUNDREDTHS: Final = 100


@dataclass(frozen=True, slots=True)
class Holding:
    """So many people and so much area (hundredths of ㎡)."""

    people: int
    area: int

    def within(self, other: Holding) -> bool:
        """Say whether this is a part of `other`."""
        return 0 <= self.people <= other.people and 0 <= self.area <= other.area


@dataclass(frozen=True, slots=True)
class Unit:
    """One flat: who owns it and its area; unsold flats carry the developer as owner."""

    owner: str
    area: int


@dataclass(frozen=True, slots=True)
class OwnersCount:
    """The result of a vote of owners, and what is missing to the next step."""

    outcome: str
    participants_needed: Holding
    yes_needed: Holding
    short: Holding
    sentence: Sentence


def holding(units: Iterable[Unit]) -> Holding:
    """Count heads and area: several flats of one owner are one person, the area counts in full."""
    flats = tuple(units)
    return Holding(len({flat.owner for flat in flats}), sum(flat.area for flat in flats))


def area_words(area: int) -> str:
    """Write an area in ㎡ with at most two decimals."""
    whole, rest = divmod(area, HUNDREDTHS)
    decimals = f".{rest:02d}".rstrip("0") if rest else ""
    return f"{whole}{decimals}"


def _least(share: Share, of: Holding) -> Holding:
    return Holding(max(share.least(of.people), 1), max(share.least(of.area), 1))


def _short(have: Holding, needed: Holding) -> Holding:
    return Holding(max(needed.people - have.people, 0), max(needed.area - have.area, 0))


def tally(rule: Rule, everyone: Holding, participants: Holding, yes: Holding) -> OwnersCount:
    """Return the result: enough participate by both measures, then enough of them agree by both.

    Raises:
        Invalid: when a part is larger than the whole, or the rule is not one of owners.
    """
    if rule.base != "owners" or rule.attendance is None or rule.threshold is None:
        raise Invalid(say("这套规则不是业主大会的规则。"), "ruleset")
    if not participants.within(everyone) or not yes.within(participants):
        raise Invalid(say("参与的不能超过全体，赞成的不能超过参与的，请核对户数和面积。"), "yes")
    wanted = _least(rule.attendance, everyone)
    needed = _least(rule.threshold, participants)
    missing = _short(participants, wanted)
    if missing != _NOTHING:
        sentence = say("参与人数或者面积不足，%(short)s。", short=_short_words(missing))
        return OwnersCount("no_quorum", wanted, needed, missing, sentence)
    missing = _short(yes, needed)
    if missing != _NOTHING:
        sentence = say("赞成的人数或者面积不足，%(short)s。", short=_short_words(missing))
        return OwnersCount("failed", wanted, needed, missing, sentence)
    passed = say(
        "参与%(people)s户、%(area)s㎡，赞成%(yes)s户、%(yes_area)s㎡，达到规定比例。",
        people=participants.people,
        area=area_words(participants.area),
        yes=yes.people,
        yes_area=area_words(yes.area),
    )
    return OwnersCount("passed", wanted, needed, _NOTHING, passed)


_NOTHING: Final = Holding(0, 0)


def _short_words(short: Holding) -> Sentence:
    if not short.area:
        return say("还差%(people)s户", people=short.people)
    if not short.people:
        return say("还差%(area)s㎡", area=area_words(short.area))
    return say("还差%(people)s户、%(area)s㎡", people=short.people, area=area_words(short.area))
