"""The notice of a meeting 会议通知 as a sheet (form D4 of the papers)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from deliberation.domain import agenda
from deliberation.domain.calendar import today, zh_moment, zh_time, zh_weekday
from deliberation.domain.meeting import PROXY_RULE, standing
from deliberation.domain.minutes import NoticeSheet, Row, paper_date
from deliberation.domain.privacy import mask_name
from deliberation.domain.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliberation.store.models import Meeting

EXCUSES_UNTIL: Final = "17:00"


def notice_sheet(meeting: Meeting, now: datetime) -> NoticeSheet:
    """Lay the notice out; before it is announced it bears the day of `now`."""
    name = meeting.community.name
    return NoticeSheet(
        number=meeting.number,
        heading="会议通知",
        title=f"关于召开{name}{meeting.title}的通知",
        salutation="各位议事代表",
        opening=f"定于{paper_date(meeting.starts_at)}召开{meeting.title}。现将有关事项通知如下：",
        rows=tuple(rows(meeting)),
        organ=f"{name}居民委员会",
        issued_on=today(meeting.announced_at or now),
    )


def rows(meeting: Meeting) -> Iterator[Row]:
    """Return when, where, what about, who leads, and how to send word."""
    yield Row("时间", when(meeting))
    yield Row("地点", where(meeting))
    if meeting.topics:
        yield Row("议题", "\n".join(topic.title for topic in meeting.topics))
    if meeting.arrangements.strip():
        yield Row("安排", meeting.arrangements.strip())
    if held := roles(meeting):
        yield Row("角色", held)
    if "请假" not in meeting.arrangements:
        yield Row("请假", excuses(meeting))
    yield Row("委托", str(PROXY_RULE).rstrip("。"))
    yield Row("无障碍", access(meeting))
    if meeting.community.phone:
        yield Row("联系", f"{meeting.community.name} {meeting.community.phone}")


def when(meeting: Meeting) -> str:
    """Return 2026年9月17日（周四）15:00—16:30，14:45开始签到."""
    starts, ends = meeting.starts_at, meeting.ends_at
    closing = zh_time(ends) if today(ends) == today(starts) else zh_moment(ends)
    text = f"{paper_date(starts)}（{zh_weekday(today(starts))}）{zh_time(starts)}—{closing}"
    before = sum(item.planned_minutes for item in meeting.agenda if item.kind == agenda.BEFORE)
    door = starts - timedelta(minutes=before)
    return f"{text}，{zh_time(door)}开始签到" if before else text


def where(meeting: Meeting) -> str:
    """Return the venue with its address."""
    address = f"（{meeting.venue.address}）" if meeting.venue.address else ""
    return f"{meeting.community.name}{meeting.venue.name}{address}"


def roles(meeting: Meeting) -> str:
    """Return who leads, keeps time and writes, masked."""
    held = {duty.role: mask_name(duty.account.name) for duty in standing(meeting.roles)}
    return "，".join(f"{word}{held[role]}" for role, word in ROLES.items() if role in held)


def excuses(meeting: Meeting) -> str:
    """Return until when to send excuses: five in the afternoon of the day before."""
    eve = paper_date(today(meeting.starts_at) - timedelta(days=1))
    return f"不能到会的，请于{eve}{EXCUSES_UNTIL}前告知社区，可交书面意见，由联络员代读"


def access(meeting: Meeting) -> str:
    """Return what is done so that everybody can take part."""
    way = "进场无台阶。" if meeting.venue.step_free else ""
    return f"{way}需要大字材料、助听扩音、轮椅位置或者方言转述的，请在回执上勾选"
