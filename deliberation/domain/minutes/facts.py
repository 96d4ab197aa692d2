"""What a draft of the minutes is made from: display strings and numbers out of the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Share:
    """One role of the meeting and its holder: `verb` is 主理, 计时, 记录, 报告, 观察."""

    verb: str
    name: str


@dataclass(frozen=True, slots=True)
class Headcount:
    """People by kind; proxies are counted apart from those in the hall."""

    expected: int
    present: int
    proxies: int = 0
    excused: int = 0
    observers: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One point of the resolution; `refer_to` names the body that decides it instead."""

    text: str
    points: tuple[str, ...] = ()
    refer_to: str = ""
    by: str = ""
    before: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One commitment: nobody may leave without an owner and a date.

    `undecided`: the date is 待定, and `due` is the day by which it is settled.
    """

    text: str
    owner: str
    due: date
    helpers: tuple[str, ...] = ()
    publicity: str = ""
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """One count. `base` says what the share is taken of, e.g. 到会18人（含委托1人）.

    `verdict` tells the outcome where 表决通过 would claim a decision, e.g. 达到规定比例.
    """

    rule: str
    base: str
    in_favour: int
    against: int
    abstained: int
    carried: bool
    manner: str = "举手表决"
    threshold: str = ""
    motion: str = ""
    unit: str = "人"
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Dissent:
    """A differing view kept as spoken: how many held it, what, and why."""

    text: str
    people: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A proposal that was not adopted, with the reason that is owed to its sender."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One meeting. Names are already masked; times are aware.

    `refer_to` names the body that the whole topic belongs to (业主大会, 居民会议); empty when
    the meeting itself decides. `next_step` is told when nothing was agreed; `lead` opens the
    outcome in other words than 会议议定, e.g. where something is only tried out.
    """

    community: str
    meeting: str
    place: str
    topic: str
    starts: datetime
    ends: datetime
    shares: tuple[Share, ...]
    headcount: Headcount
    report: str = ""
    discussion: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    tasks: tuple[Task, ...] = ()
    votes: tuple[Vote, ...] = ()
    consensus: bool = False
    refer_to: str = ""
    dissents: tuple[Dissent, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    next_step: str = ""
    lead: str = ""
