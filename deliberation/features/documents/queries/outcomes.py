"""What came out of a meeting: resolutions, commitments, counts and views that were not taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from deliberation.domain import ballot
from deliberation.domain import resolution as rules
from deliberation.domain.minutes import (
    Dissent,
    Item,
    Rejected,
    Task,
    Vote,
    paper_date,
    parse,
)
from deliberation.domain.resolution import NOT_ADOPTED
from deliberation.domain.ruleset import parse as parse_rule
from deliberation.domain.topic.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliberation.domain.ruleset import Rule
    from deliberation.store.models import Ballot, Commitment, Meeting, Resolution

SETTLED: Final = frozenset({"adopted", "consensus", "proposal", "trial"})
FIRST_LEVEL: Final = 1
PEOPLE: Final = re.compile(r"[、，,；;\s]+")
NOTE: Final = re.compile(r"[（(]([^（）()]*)[）)]")
REASON: Final = re.compile(r"[，,；;。：:\s]*(?:不采纳|未采纳)?的?理由(?:是|为)?[：:，,\s]*")
QUOTES: Final = '“”"「」 '
TOLD: Final = re.compile(r"“(.+)”，理由：(.+)")
STOPS: Final = "。；，、 "


def standing(meeting: Meeting) -> list[Resolution]:
    """Return the resolutions that were not withdrawn."""
    return [row for row in meeting.resolutions if row.withdrawn_at is None]


def foreign_body(resolutions: Sequence[Resolution]) -> str:
    """Return the one body that everything is put to, empty when there is none or several."""
    bodies = {row.body.strip() if row.outcome == "proposal" else "" for row in resolutions}
    return bodies.pop() if len(bodies) == 1 else ""


def lead(resolutions: Sequence[Resolution]) -> str:
    """Return how the outcome opens where 会议议定 would not be true, else nothing."""
    settled = [row for row in resolutions if row.outcome in SETTLED]
    if len(settled) > 1 and not foreign_body(settled):
        return "会议形成以下结果"
    if len(settled) == 1 and settled[0].outcome == "trial":
        day = settled[0].review_on
        return "会议商定先行试行，" + (f"{paper_date(day)}前复议" if day else "到期复议")
    return ""


def items(resolutions: Sequence[Resolution]) -> tuple[Item, ...]:
    """Return the points of what was settled; several topics are told one by one."""
    settled = [row for row in resolutions if row.outcome in SETTLED]
    if len(settled) == 1:
        return points(settled[0].text)
    return tuple(
        Item(_headline(row), tuple(_flat(point) for point in points(row.text))) for row in settled
    )


def _headline(row: Resolution) -> str:
    told = {
        "adopted": "经表决议定",
        "consensus": "达成共识",
        "proposal": f"形成建议，提请{row.body.strip()}决定",
        "trial": "先行试行，到期复议",
    }
    return f"关于“{row.topic.title}”，{told[row.outcome]}"


def points(text: str) -> tuple[Item, ...]:
    """Read the wording of a resolution: every line a point, deeper numbers its parts."""
    found: list[tuple[str, list[str]]] = []
    for block in parse(text):
        if block.level <= FIRST_LEVEL or not found:
            found.append((block.text, []))
        else:
            found[-1][1].append(block.text)
    return tuple(Item(head, tuple(parts)) for head, parts in found)


def _flat(item: Item) -> str:
    return "，".join([item.text.strip(STOPS + "："), *(part.strip(STOPS) for part in item.points)])


def agreed(row: Resolution) -> bool:
    """Say whether a resolution rests on consensus rather than on a count."""
    if row.outcome == "consensus":
        return True
    count = ballot.standing(row.motion.ballots) if row.motion else None
    return count is not None and count.outcome == "consensus"


def next_steps(resolutions: Sequence[Resolution]) -> str:
    """Return what was agreed about topics that stay open."""
    open_rows = [row for row in resolutions if row.outcome not in SETTLED]
    told = [str(rules.wording(row.outcome, row.body, row.text)).strip(STOPS) for row in open_rows]
    return "；".join(" ".join(text.split()) for text in told)


def tasks(resolutions: Iterable[Resolution]) -> tuple[Task, ...]:
    """Return the commitments in the order in which they were given."""
    rows = [row for one in resolutions for row in one.commitments]
    return tuple(_task(row) for row in sorted(rows, key=lambda row: row.id))


def _task(row: Commitment) -> Task:
    post = NOTE.sub(r"、\1", row.post.strip().removeprefix(row.owner.strip()))
    if row.due_on is None:
        message = f"commitment {row.number} has no date"
        raise ValueError(message)
    return Task(
        text=row.text,
        owner=f"{row.owner.strip()}（{post}）" if post else row.owner.strip(),
        due=row.due_on,
        helpers=names(row.co_owners),
        publicity=f"公开方式：{row.disclosure.strip()}" if row.disclosure.strip() else "",
        undecided=row.dated == "undecided",
    )


def names(text: str) -> tuple[str, ...]:
    """Split 社区居委会、物业 into its names, each once."""
    return tuple(dict.fromkeys(name for name in PEOPLE.split(text) if name))


def votes(meeting: Meeting) -> tuple[Vote, ...]:
    """Return the confirmed counts in numbers, the last of each motion."""
    return tuple(_vote(row) for row in last_ballots(meeting) if row.method != "consensus")


def last_ballots(meeting: Meeting) -> list[Ballot]:
    """Return each motion's last standing count that had its quorum."""
    counts = [
        [row for row in motion.ballots if row.confirmed_at and not row.withdrawn_at]
        for motion in meeting.motions
    ]
    return [rows[-1] for rows in counts if rows and rows[-1].outcome != "no_quorum"]


def _vote(row: Ballot) -> Vote:
    rule = parse_rule(row.rule, f"ballot {row.id}")
    wording = next((one.text for one in row.motion.versions if one.version == row.version), "")
    base, bar = _base(rule, row)
    return Vote(
        rule=rule.title,
        base=base,
        in_favour=row.yes,
        against=row.no,
        abstained=row.abstain,
        carried=row.outcome == "passed",
        manner=str(ballot.METHODS[row.method]),
        threshold=bar,
        motion=" ".join(wording.split()),
        verdict=_verdict(row),
    )


def _verdict(row: Ballot) -> str:
    """Return the outcome in words that claim no decision, where the matter is not the meeting's."""
    topic = row.motion.topic
    proposed = any(one.outcome == "proposal" for one in topic.resolutions)
    if proposed or topic.route not in ROUTES or rules.decided_here(topic.route):
        return ""
    return "达到规定人数" if row.outcome == "passed" else "未达到规定人数"


def _base(rule: Rule, row: Ballot) -> tuple[str, str]:
    here = row.present + row.proxies
    proxies = f"（含委托{row.proxies}人）" if row.proxies else ""
    if rule.threshold is None:
        return f"赞成和反对合计{row.yes + row.no}人", "须赞成多于反对"
    total = row.members if rule.base == "members" else here
    base = f"全体成员{total}人" if rule.base == "members" else f"到会{here}人{proxies}"
    return base, f"须{rule.threshold.words()}（{rule.threshold.least(total)}人）赞成"


def dissents(resolutions: Iterable[Resolution]) -> tuple[Dissent, ...]:
    """Return the differing views as they were given, equal ones together."""
    counts: dict[str, int] = {}
    for one in resolutions:
        for row in one.dissents:
            if row.stance != NOT_ADOPTED and row.reason.strip():
                text = _phrase(row.reason)
                counts[text] = counts.get(text, 0) + 1
    return tuple(Dissent(text, people) for text, people in counts.items())


def rejected(resolutions: Iterable[Resolution]) -> tuple[Rejected, ...]:
    """Return what was proposed and not adopted, with its reason: kept as “甲”，理由：乙."""
    rows = [row for one in resolutions for row in one.dissents if row.stance == NOT_ADOPTED]
    return tuple(_rejected(_phrase(row.reason)) for row in rows)


def _phrase(text: str) -> str:
    """Return a text that can stand in a list: one line, without the list's own ；."""
    return " ".join(text.split()).replace("；", "，").strip(STOPS)


def _rejected(text: str) -> Rejected:
    if told := TOLD.fullmatch(text):
        return Rejected(told.group(1), told.group(2))
    parts = REASON.split(text, maxsplit=1)
    reason = parts[1].strip(STOPS) if len(parts) > 1 else ""
    return Rejected(parts[0].strip(QUOTES + STOPS), reason)


def copies(meeting: Meeting) -> str:
    """Return who gets a copy 抄送: the street's group, those who owe something, oversight."""
    owed = [row for one in standing(meeting) for row in one.commitments]
    owners = [name for row in owed for name in (row.owner.strip(), *names(row.co_owners))]
    own = {"社区", "居委会", "社区居委会", f"{meeting.community.name}居民委员会"}
    listed = [
        f"{meeting.community.street.name}转化督导小组",
        *(name for name in owners if name and name not in own),
        "社区居务监督委员会",
    ]
    return "、".join(dict.fromkeys(listed))
