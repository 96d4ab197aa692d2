"""The minutes (会议纪要) as text and as a sheet: drafting, outline, wording and layout facts."""

from __future__ import annotations

from deliberation.domain.minutes.draft import draft
from deliberation.domain.minutes.facts import (
    Dissent,
    Headcount,
    Item,
    MeetingFacts,
    Rejected,
    Share,
    Task,
    Vote,
)
from deliberation.domain.minutes.numbers import numeral, paper_date, paper_span, value
from deliberation.domain.minutes.outline import Block, parse, renumber, write
from deliberation.domain.minutes.sheet import (
    Attendance,
    Attendee,
    MinutesSheet,
    NoticeSheet,
    Row,
    TopicNoticeSheet,
)
from deliberation.domain.minutes.title import title_lines
from deliberation.domain.minutes.wording import check_wording, overreach

__all__ = [
    "Attendance",
    "Attendee",
    "Block",
    "Dissent",
    "Headcount",
    "Item",
    "MeetingFacts",
    "MinutesSheet",
    "NoticeSheet",
    "Rejected",
    "Row",
    "Share",
    "Task",
    "TopicNoticeSheet",
    "Vote",
    "check_wording",
    "draft",
    "numeral",
    "overreach",
    "paper_date",
    "paper_span",
    "parse",
    "renumber",
    "title_lines",
    "value",
    "write",
]
