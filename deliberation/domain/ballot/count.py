"""The result of a count, on its base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from deliberation.domain.ballot.turnout import quorum
from deliberation.domain.errors import IllegalMove, Invalid, Sentence, say
from deliberation.domain.ruleset import BASES, Rule

METHODS: Final[dict[str, Sentence]] = {
    "hands": say("举手表决"),
    "votes": say("逐席表决"),
    "consensus": say("协商一致"),
}
# What the recorder sees and writes down at once; the third comes out of a poll.
AT_SIGHT: Final = {code: METHODS[code] for code in ("hands", "consensus")}

OUTCOMES: Final[dict[str, Sentence]] = {
    "passed": say("通过"),
    "failed": say("未通过"),
    "no_quorum": say("到会人数不足"),
    "consensus": say("达成共识"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """The result, the base it was counted on, and the yes votes that were needed."""

    outcome: str
    base: int
    base_words: Sentence
    needed: int
    sentence: Sentence


def check_votes(present: int, proxies: int, yes: int, no: int, abstain: int) -> None:
    """Let a count pass.

    Raises:
        Invalid: for a negative number, or more votes than hands that can be raised.
    """
    for field, votes in (("yes", yes), ("no", no), ("abstain", abstain)):
        if votes < 0:
            raise Invalid(say("票数不能是负数。"), field)
    cast, hands = yes + no + abstain, present + proxies
    if cast > hands:
        sentence = say(
            "赞成、反对、弃权合计%(cast)s票，超过有表决权的到会%(hands)s人（含委托），请重新清点。",
            cast=cast,
            hands=hands,
        )
        raise Invalid(sentence, "yes")


def tally(
    rule: Rule, members: int, present: int, proxies: int, *, yes: int, no: int, abstain: int
) -> Count:
    """Return the result of a count by raised hands.

    Raises:
        Invalid: when the numbers contradict each other, or the rule is counted by area.
    """
    if rule.base == "owners":
        raise Invalid(say("业主大会按面积和人数双重计算，不能用举手的人数。"), "method")
    check_votes(present, proxies, yes, no, abstain)
    people = quorum(rule, members, present, proxies)
    base, needed = _base(rule, members, present + proxies, yes, no)
    words = BASES[rule.base]
    if not people.met:
        return Count("no_quorum", base, words, needed, people.sentence)
    outcome = "passed" if yes >= needed else "failed"
    sentence = _counted(rule, (outcome, base, needed), yes, no, abstain)
    return Count(outcome, base, words, needed, sentence)


def _base(rule: Rule, members: int, here: int, yes: int, no: int) -> tuple[int, int]:
    if rule.threshold is None:
        return yes + no, no + 1
    base = members if rule.base == "members" else here
    return base, max(rule.threshold.least(base), 1)


def _counted(rule: Rule, count: tuple[str, int, int], yes: int, no: int, abstain: int) -> Sentence:
    outcome, base, needed = count
    plain = say(
        "赞成%(yes)s票，反对%(no)s票，弃权%(abstain)s票；%(words)s：%(outcome)s。",
        yes=yes,
        no=no,
        abstain=abstain,
        words=BASES[rule.base],
        outcome=OUTCOMES[outcome],
    )
    if rule.threshold is None:
        return plain
    return say(
        "赞成%(yes)s票，反对%(no)s票，弃权%(abstain)s票；以%(words)s%(base)s为基数，"
        "要%(share)s（%(needed)s票）：%(outcome)s。",
        **plain.values,
        base=base,
        share=rule.threshold.words(),
        needed=needed,
    )


def agree(rule: Rule, members: int, present: int, proxies: int, dissenting: int = 0) -> Count:
    """Return a consensus 协商一致 that the facilitator has found; dissent is kept beside it.

    Raises:
        IllegalMove: when the rule knows no consensus.
        Invalid: when the numbers contradict each other.
    """
    if not rule.consensus:
        raise IllegalMove(say("“%(rule)s”要表决，不能以协商一致代替。", rule=rule.title))
    check_votes(present, proxies, 0, dissenting, 0)
    people = quorum(rule, members, present, proxies)
    words = METHODS["consensus"]
    if not people.met:
        return Count("no_quorum", people.attending, words, people.needed, people.sentence)
    sentence = say(
        "到会%(here)s人（含委托）协商一致，%(n)s人保留不同意见。",
        here=people.attending,
        n=dissenting,
    )
    return Count("consensus", people.attending, words, people.needed, sentence)
