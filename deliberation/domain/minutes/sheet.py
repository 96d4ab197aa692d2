"""What stands on a printed paper. Every name is a display string, masked by the caller."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain.minutes.numbers import paper_date
from deliberation.domain.minutes.title import title_lines

if TYPE_CHECKING:
    from datetime import date

    from deliberation.domain.minutes.outline import Block

# 李** and 欧阳**: the mask is part of the name.
MASKED = re.compile(r"([^\W\d_]{1,2}\*\*)")
STAND_IN = "字体为开放字体代用：思源宋体代仿宋、楷体、小标宋，思源黑体代黑体。"


@dataclass(frozen=True, slots=True)
class Attendee:
    """One name on the paper, with the party it speaks for."""

    name: str
    party: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """出席, 请假, 列席 in the order of GB/T 9704-2012, 10.3."""

    present: tuple[Attendee, ...]
    excused: tuple[Attendee, ...] = ()
    observers: tuple[Attendee, ...] = ()

    @staticmethod
    def by_party(people: tuple[Attendee, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Group names under their party, both in the order in which they first appear."""
        groups: dict[str, list[str]] = {}
        for person in people:
            groups.setdefault(person.party, []).append(person.name)
        return tuple((party, tuple(names)) for party, names in groups.items())


class Paper:
    """What every paper knows about its own setting."""

    __slots__ = ()
    title: str
    issued_on: date

    @property
    def title_lines(self) -> tuple[str, ...]:
        """Return the title in balanced lines."""
        return title_lines(self.title)

    @property
    def issued(self) -> str:
        """Return the date of the paper as it is printed."""
        return paper_date(self.issued_on)

    @staticmethod
    def runs(text: str) -> tuple[tuple[str, bool], ...]:
        """Split a text into (part, whole): a masked name such as 李** stays on one line."""
        parts = MASKED.split(text)
        return tuple((part, bool(at % 2)) for at, part in enumerate(parts) if part)


@dataclass(frozen=True, slots=True)
class MinutesSheet(Paper):
    """One edition of the minutes, ready for paper or page.

    Unapproved sheets carry 草稿 across every page. `heading` is the red mark, e.g.
    红茶议事会纪要; `issue_no` 第14期; `copy_to` the 抄送 list; `printed_by` the 印发机关.
    """

    community: str
    heading: str
    issue_no: str
    organ: str
    issued_on: date
    title: str
    blocks: tuple[Block, ...]
    attendance: Attendance
    number: str
    printed_by: str
    printed_on: date
    copy_to: tuple[str, ...] = ()
    recorded_by: str = ""
    approved_by: str = ""
    approved: bool = False
    edition: int = 1
    standin_note: str = STAND_IN

    @property
    def printed(self) -> str:
        """Return the 印发日期."""
        return paper_date(self.printed_on)


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled line of a notice: 地点, 材料, 请假."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class NoticeSheet(Paper):
    """会议通知: who is called, when, where, what about, and how to send word.

    `rows` follow in the order given: 时间, 地点, 议题, 材料, 角色, 请假, 委托, 无障碍, 联系.
    With `slip`, a tear-off 回执 is printed at the foot.
    """

    number: str
    heading: str
    title: str
    salutation: str
    opening: str
    rows: tuple[Row, ...]
    organ: str
    issued_on: date
    slip: bool = True
    standin_note: str = STAND_IN


@dataclass(frozen=True, slots=True)
class TopicNoticeSheet(Paper):
    """议题公示: a topic before its meeting, with the days on which objections are heard."""

    number: str
    heading: str
    title: str
    topic: str
    background: str
    points: tuple[str, ...]
    rows: tuple[Row, ...]
    starts_on: date
    ends_on: date
    organ: str
    issued_on: date
    standin_note: str = STAND_IN

    @property
    def period(self) -> str:
        """Return the publicity period, both days included."""
        return f"{paper_date(self.starts_on)}至{paper_date(self.ends_on)}"
