"""Sentences of the demo's papers that the data leaves to the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain.calendar import today, zh_date
from deliberation.domain.meeting import seats as seating

if TYPE_CHECKING:
    from datetime import date

    from deliberation.store.models import Commitment, Resolution

OBJECTIONS: Final = "有不同意见的，请在公示期内到社区服务大厅说明，也可以投意见箱。"


def decision(resolution: Resolution, starts: date, ends: date) -> str:
    """Return the publicity of what a meeting came to (form D8); people are counted, not named."""
    meeting, topic = resolution.meeting, resolution.topic
    count, where = seating.turnout(meeting.seats), meeting.venue.name
    came = f"参会{count.present}人，列席{count.attending}人。"
    lines = [
        f"关于{meeting.title}协商结果的公示",
        "",
        f"{zh_date(today(meeting.starts_at))}，在{where}就“{topic.title}”进行协商。{came}",
        f"结果：{resolution.text}",
        *(
            f"责任单位：{row.owner}，{row.text}，期限{zh_date(row.due_on)}。"
            for row in resolution.commitments
            if row.due_on is not None
        ),
        f"公示期：{zh_date(starts)}至{zh_date(ends)}。{OBJECTIONS}",
    ]
    return "\n".join(lines)


def completion(commitment: Commitment, starts: date, ends: date) -> str:
    """Return the publicity of what was done about a commitment."""
    lines = [
        f"关于“{commitment.text}”办理结果的公示",
        "",
        f"办理结果：{commitment.reports[-1].text}",
        f"责任单位：{commitment.owner}。社区已经核验属实。",
        f"公示期：{zh_date(starts)}至{zh_date(ends)}。{OBJECTIONS}",
    ]
    return "\n".join(lines)


def asking(commitment: Commitment) -> str:
    """Return what the proposers are told and asked 二次答复."""
    return (
        f"您反映的“{commitment.topic.title}”，“{commitment.text}”已经办完："
        f"{commitment.reports[-1].text}请您评价：解决了没有。"
    )
