"""The parking matter of the fourteenth red-tea meeting, as facts, sheets and pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import segno
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from deliberation.domain.meeting import PROXY_RULE
from deliberation.domain.minutes import (
    Attendance,
    Attendee,
    Dissent,
    Headcount,
    Item,
    MeetingFacts,
    MinutesSheet,
    NoticeSheet,
    Rejected,
    Row,
    Share,
    Task,
    TopicNoticeSheet,
    Vote,
    draft,
    parse,
)

if TYPE_CHECKING:
    from deliberation.domain.minutes.sheet import Paper

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
FONTS = STATIC / "vendor" / "fonts"
ORGAN = "新都花园社区居民委员会"
NUMBER = "HY-2026-09-17-01"

FACTS = MeetingFacts(
    community="新都花园社区",
    meeting="第14期红茶议事会",
    place="主议事厅",
    topic="停车收费管理与消防通道清障",
    starts=datetime(2026, 9, 17, 7, 0, tzinfo=UTC),
    ends=datetime(2026, 9, 17, 8, 30, tzinfo=UTC),
    shares=(
        Share("主理", "王**"),
        Share("计时", "李**"),
        Share("记录", "赵**"),
        Share("报告", "孙**"),
        Share("观察", "周**"),
    ),
    headcount=Headcount(expected=21, present=17, proxies=1, excused=3, observers=4),
    report="物业关于车位、消防通道和居民意见的报告",
    items=(
        Item("划线停车试行方案", ("西侧路划位24个，消防通道全线禁停", "公共收益按季公示")),
        Item("方案中收费标准", refer_to="业主大会", by="业委会", before=date(2026, 12, 15)),
    ),
    tasks=(
        Task(
            "西侧消防通道划黄线并清障",
            "物业",
            date(2026, 10, 15),
            ("社区居委会",),
            "前后照片在3号公示栏公开",
        ),
        Task("提请业主大会决定收费标准", "业委会", date(2026, 12, 15)),
    ),
    votes=(Vote("议事会到会过半数", "到会18人（含委托1人）", 13, 3, 2, carried=True),),
    dissents=(Dissent("应先核实车库空置，再谈路面划位"),),
    rejected=(Rejected("全小区免费停放", "车位场地使用费须由业主大会定"),),
)


def people(text: str) -> tuple[Attendee, ...]:
    """Read 王**/有车户 李**/租户."""
    return tuple(Attendee(*word.split("/")) for word in text.split())


PRESENT = people(
    "王**/有车户 李**/有车户 张**/无车户 刘**/无车户 陈**/有车户 杨**/无车户 黄**/租户 赵**/有车户"
    " 吴**/无车户 周**/租户 徐**/有车户 孙**/无车户 马**/商户 朱**/业委会 胡**/业委会"
    " 林**/社区居委会 何**/社区居委会"
)


def minutes(body: str = "", *, approved: bool = True, title: str = "") -> MinutesSheet:
    """Make the minutes of the parking matter, or the same sheet with another body."""
    return MinutesSheet(
        community=FACTS.community,
        heading="红茶议事会纪要",
        issue_no="第14期",
        organ=ORGAN,
        issued_on=date(2026, 9, 18),
        title=title or "关于停车收费管理与消防通道清障的会议纪要",
        blocks=parse(body or draft(FACTS)),
        attendance=Attendance(
            PRESENT,
            people("高**/有车户 罗**/租户 郑**/商户"),
            people("欧阳**/物业 谢**/物业 宋**/街道科室 唐**/消防"),
        ),
        number=NUMBER,
        printed_by=ORGAN,
        printed_on=date(2026, 9, 18),
        copy_to=("街道办事处", "新都花园业主委员会", "新都花园物业服务中心", "居务监督委员会"),
        recorded_by="赵**",
        approved_by="王**",
        approved=approved,
    )


def notice() -> NoticeSheet:
    """Make the meeting notice of the parking matter."""
    return NoticeSheet(
        number=NUMBER,
        heading="会议通知",
        title="关于召开新都花园社区红茶议事会第14期会议的通知",
        salutation="各位议事代表",
        opening="定于2026年9月17日召开第14期红茶议事会。现将有关事项通知如下：",
        rows=(
            Row("时间", "2026年9月17日（周四）15:00—16:30，14:45开始签到"),
            Row("地点", "新都花园社区主议事厅"),
            Row("议题", "停车收费管理与消防通道清障"),
            Row(
                "安排",
                "请带附件方案。不能到会的请于9月16日17:00前请假，可交书面意见，由联络员代读。"
                "现场有大字材料和助听扩音，轮椅从一楼电梯上来。",
            ),
            Row("角色", "主理人宫**，计时员隋**，记录员谷**，报告员曲**，观察员侯**"),
            Row("委托", str(PROXY_RULE).rstrip("。")),
            Row(
                "无障碍",
                "进场无台阶。需要大字材料、助听扩音、轮椅位置或者方言转述的，请告诉社区干部",
            ),
            Row("联系", "新都花园社区 0631-0000021"),
        ),
        organ=ORGAN,
        issued_on=date(2026, 9, 11),
    )


def topic_notice() -> TopicNoticeSheet:
    """Make the topic notice of the parking matter."""
    return TopicNoticeSheet(
        number="YT-2026-021",
        heading="议题公示",
        title="关于新都花园社区红茶议事会第14期议题的公示",
        topic="停车收费管理与消防通道清障",
        background="今年7月以来，社区收到停车方面意见52条，约60户受影响。",
        points=("西侧路划位24个，消防通道全线禁停；", "收费标准由业主大会决定；"),
        rows=(Row("意见", "可扫右上角二维码、投3号建议箱，或找网格员代录"),),
        starts_on=date(2026, 9, 10),
        ends_on=date(2026, 9, 16),
        organ=ORGAN,
        issued_on=date(2026, 9, 10),
    )


def page(template: str, sheet: Paper) -> str:
    """Render a paper's template as the application does, with the source language."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = lambda text, **values: text % values if values else text
    code = segno.make(f"https://shequ.example/minutes/{NUMBER}").svg_inline(omitsize=True, border=0)
    return environment.get_template(f"documents/{template}").render(
        sheet=sheet,
        qr=Markup(code),  # noqa: S704  our own picture
    )
