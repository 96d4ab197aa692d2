"""Draft the body of the minutes from the facts of the meeting, in official wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.minutes.numbers import paper_date, paper_span
from deliberation.domain.minutes.outline import Block, renumber, write
from deliberation.domain.minutes.wording import advice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliberation.domain.minutes.facts import Headcount, Item, MeetingFacts, Task, Vote

STOPS = "。；，、：！？.;, "
VERBS = ("认为", "担心", "不同意", "不赞成", "反对", "主张", "建议", "要求", "希望", "提出")


def draft(facts: MeetingFacts) -> str:
    """Write the text that the recorder starts from; `outline.parse` reads it."""
    blocks = (*opening(facts), *outcome(facts), *ballots(facts), *differences(facts))
    return write(renumber(blocks))


def paragraph(text: str) -> Block:
    """Make an unnumbered line."""
    return Block(0, "", text)


def sentence(text: str) -> str:
    """End a text with exactly one full stop."""
    return text.rstrip(STOPS) + "。"


def opening(facts: MeetingFacts) -> Iterator[Block]:
    """Tell when, where, who led, what about, and how many came."""
    when = paper_span(facts.starts, facts.ends)
    shares = "，".join(f"{share.name}{share.verb}" for share in facts.shares)
    led = f"会议由{shares}。" if shares else ""
    yield paragraph(
        f"{when}，{facts.community}在{facts.place}召开{facts.meeting}，"
        f"专题协商“{facts.topic.strip(STOPS)}”。{led}{attendance(facts.headcount)}现纪要如下。"
    )
    if facts.report:
        yield paragraph(sentence(f"会议听取了{facts.report}"))
    for text in facts.discussion:
        yield paragraph(sentence(text))


def attendance(count: Headcount) -> str:
    """Print the counts that are not zero; 应到 and 实到 are always told."""
    optional = (("委托", count.proxies), ("请假", count.excused), ("列席", count.observers))
    parts = [f"应到{count.expected}人", f"实到{count.present}人"]
    parts += [f"{word}{number}人" for word, number in optional if number]
    return "，".join(parts) + "。"


def outcome(facts: MeetingFacts) -> Iterator[Block]:
    """Tell what came out, who does it by when; or that nothing was agreed, and what next."""
    if facts.items:
        yield paragraph(outcome_lead(facts))
        for item in facts.items:
            yield from resolution(item)
    else:
        step = facts.next_step.strip(STOPS)
        yield paragraph(sentence("会议未形成一致意见" + (f"，下一步：{step}" if step else "")))
    if facts.tasks:
        yield Block(1, "", "分工和期限：")
        yield from listed([duty(task) for task in facts.tasks])


def outcome_lead(facts: MeetingFacts) -> str:
    """Open the outcome: 形成建议 when another body decides, 议定 when the meeting does."""
    if facts.lead:
        return f"{facts.lead.strip(STOPS)}："
    agreed = "经协商一致，" if facts.consensus else ""
    outcome_words = advice(facts.refer_to) if facts.refer_to else "议定"
    return f"{agreed}会议{outcome_words}："


def resolution(item: Item) -> Iterator[Block]:
    """Write one point with its parts, and the way to the body that decides it."""
    text = item.text.strip(STOPS)
    if item.refer_to:
        text += referral(item)
    if not item.points:
        yield Block(1, "", sentence(text))
        return
    yield Block(1, "", f"{text}：")
    yield from listed(item.points)


def referral(item: Item) -> str:
    """Write 由业委会于2026年12月15日前提请业主大会决定."""
    by = f"由{item.by}" if item.by else "，"
    before = f"于{paper_date(item.before)}前" if item.before else ""
    return f"{by}{before}提请{item.refer_to}决定"


def listed(texts: Sequence[str]) -> Iterator[Block]:
    """Write a second level: ； between its parts and 。 at the end."""
    for position, text in enumerate(texts, start=1):
        stop = "。" if position == len(texts) else "；"
        yield Block(2, "", text.strip(STOPS) + stop)


def duty(task: Task) -> str:
    """Write one commitment: what, who with whom, by when, made public where."""
    helpers = f"，{'、'.join(task.helpers)}协办" if task.helpers else ""
    shown = f"，{task.publicity.strip(STOPS)}" if task.publicity else ""
    day = paper_date(task.due)
    due = f"期限待定，{day}前确定" if task.undecided else f"{day}前办结"
    return f"{task.text.strip(STOPS)}，由{task.owner}主办{helpers}，{due}{shown}"


def ballots(facts: MeetingFacts) -> Iterator[Block]:
    """Write every count with its rule and base; one count means nothing without them."""
    for vote in facts.votes:
        yield paragraph("表决情况：" + ballot(vote, facts.refer_to))


def ballot(vote: Vote, refer_to: str) -> str:
    """Write one count and its outcome."""
    motion = f"对“{vote.motion.strip(STOPS)}”，" if vote.motion else ""
    bar = f"，{vote.threshold.strip(STOPS)}" if vote.threshold else ""
    unit = vote.unit
    counts = f"赞成{vote.in_favour}{unit}，反对{vote.against}{unit}，弃权{vote.abstained}{unit}"
    return (
        f"{motion}按“{vote.rule}”规则{vote.manner}，以{vote.base}为基数{bar}。"
        f"{counts}，{verdict(vote, refer_to)}。"
    )


def verdict(vote: Vote, refer_to: str) -> str:
    """Name the outcome; 通过 is never said about another body's matter."""
    if vote.verdict:
        return vote.verdict
    if refer_to:
        return advice(refer_to) if vote.carried else "未形成建议"
    return "表决通过" if vote.carried else "未获通过"


def thinks(text: str) -> str:
    """Return 认为, unless the view begins with a verb of its own."""
    return "" if text.startswith(VERBS) else "认为"


def differences(facts: MeetingFacts) -> Iterator[Block]:
    """Keep what was said against, and answer what was not adopted."""
    if facts.dissents:
        views = "；".join(
            f"{view.people}人{thinks(view.text)}{view.text.strip(STOPS)}"
            + (f"，理由是{view.reason.strip(STOPS)}" if view.reason else "")
            for view in facts.dissents
        )
        yield paragraph(f"不同意见：{views}。")
    if facts.rejected:
        views = "；".join(
            f"“{view.text.strip(STOPS)}”"
            + (f"，理由是{view.reason.strip(STOPS)}" if view.reason else "")
            for view in facts.rejected
        )
        yield paragraph(f"未采纳意见：{views}。")
