"""The reference pages of the data files: procedures, rule sets, supervision rules, calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain import agenda
from deliberation.domain.calendar import zh_date
from deliberation.domain.roles import ROLES
from deliberation.domain.ruleset import BASES
from deliberation.domain.topic import SIZES
from deliberation.store import library
from tools.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deliberation.domain.procedure import Procedure, Speaking
    from deliberation.domain.ruleset import Rule
    from deliberation.domain.supervision import Rules

SECOND_MS: Final = 1000
AT_ONCE: Final = {"at_once": "现场交办的事"}


def data_pages() -> dict[str, list[str]]:
    """Return the lines of each page by its file name."""
    return {
        "procedures.md": procedures(),
        "rulesets.md": rulesets(),
        "supervision.md": supervision(),
        "calendars.md": calendars(),
    }


# ---------------------------------------------------------------- procedures


def procedures() -> list[str]:
    """Return the page of all procedures."""
    lines = [
        "# 议事程序",
        "",
        "筹备会议时在“怎么议？”里选的，就是这些。",
        "每一种是 `deliberation/procedures/` 里的一个文件；",
        "社区可以[自己加](../how-to/add-a-procedure.md)。",
    ]
    for code, one in sorted(library.procedures().items()):
        lines += ["", f"## {one.title}（`{code}`）", "", *_procedure(one)]
    return lines


def _procedure(one: Procedure) -> Iterator[str]:
    rule = library.find_ruleset(one.ruleset)
    yield from (one.summary, "")
    yield f"- 来源：{one.source}"
    yield f"- 表决规则：[{rule.title}](rulesets.md)（`{one.ruleset}`）"
    yield f"- 提前{one.notice_days}个工作日发通知；签到以外一共{one.minutes}分钟"
    yield from (f"- {_speaking(one.speaking)}", "")
    words = {phase.key: phase.word for phase in one.phases}
    yield from table(
        ("环节", "代码", "分钟", "由谁主持", "阶段", "做什么", "留下什么"),
        (
            (
                stage.title,
                f"`{stage.key}`",
                stage.planned_minutes,
                ROLES[stage.lead],
                words[stage.phase],
                _kind(stage.kind, stage.round),
                stage.output,
            )
            for stage in one.stages
        ),
    )


def _speaking(one: Speaking) -> str:
    seconds = {name: getattr(one, f"{name}_ms") // SECOND_MS for name in ("speech", "reply")}
    more = {name: getattr(one, f"{name}_ms") // SECOND_MS for name in ("elder", "yellow", "grace")}
    return (
        f"每人每个议题说{one.turns}次，一次{seconds['speech']}秒，长者加{more['elder']}秒，"
        f"回答提问{seconds['reply']}秒；剩{more['yellow']}秒举黄牌，到点举红牌，"
        f"再过{more['grace']}秒请停"
    )


def _kind(code: str, number: int) -> str:
    return f"{agenda.KINDS[code]}，第{number}轮" if number else str(agenda.KINDS[code])


# ---------------------------------------------------------------- rule sets


def rulesets() -> list[str]:
    """Return the page of all rule sets."""
    return [
        "# 表决规则",
        "",
        "每一套是 `deliberation/rulesets/` 里的一个文件：",
        "谁来表决，多少人到会，多少算通过，出自哪里。",
        "每次计票把当时的规则一起存下，以后改文件不改旧的结果。",
        "“没有核对原文”的，用以前请向街道核实，再把文件里的 `verified` 改成 `true`。",
        "",
        *table(
            ("规则", "代码", "谁来表决", "到会", "通过", "协商一致", "核对", "生效", "来源"),
            (_rule(code, one) for code, one in sorted(library.rulesets().items())),
        ),
    ]


def _rule(code: str, one: Rule) -> tuple[object, ...]:
    attendance = str(one.attendance.words()) if one.attendance else "不限"
    base = str(BASES[one.base])
    return (
        one.title,
        f"`{code}`",
        one.body,
        attendance,
        f"{base}的{one.threshold.words()}" if one.threshold else base,
        "可以不表决" if one.consensus else "要表决",
        "已核对原文" if one.verified else "没有核对原文",
        _span(one),
        f"{one.source}。{one.note}" if one.note else one.source,
    )


def _span(one: Rule) -> str:
    begun = zh_date(one.effective_from) if one.effective_from else ""
    return f"{begun}至{zh_date(one.superseded_on)}" if one.superseded_on else begun


# ---------------------------------------------------------------- supervision


def supervision() -> list[str]:
    """Return the page of the supervision rules."""
    rules = library.supervision_rules()
    return [
        "# 督办规则：期限和颜色",
        "",
        "没有人填颜色：每次打开页面，都按日期、进度和下面的规则现算。",
        f"规则是 `deliberation/supervision/{rules.code}.toml`，",
        "社区在安装文件夹的 `supervision/` 里放同名文件就能替换。",
        "",
        f"来源：{rules.source}。"
        + ("" if rules.verified else "（没有核对原文，用以前请向街道核实。）"),
        "",
        "## 期限",
        "",
        *table(("做什么", "多久"), _terms(rules)),
        "",
        "## 颜色",
        "",
        *table(("颜色", "什么时候"), _colours(rules)),
    ]


def _terms(rules: Rules) -> Iterable[tuple[str, str]]:
    words = {**AT_ONCE, **{code: str(word) for code, word in SIZES.items()}}
    yield "首次答复（响应率按它算）", f"{rules.reply_working_days}个工作日"
    yield "签收", f"交办后{rules.sign_working_days}个工作日"
    for code, days in rules.deadlines.items():
        yield f"办结：{words.get(code, code)}", f"{days}个工作日"
    yield "开始公示结果", f"会后{rules.notice_start_working_days}个工作日"
    yield "公示", f"{rules.notice_days}天，首日不计，末日逢休顺延"
    yield "等提出人评价", f"{rules.answer_days}天"
    yield "交办码有效", f"{rules.link_days}天"


def _colours(rules: Rules) -> Iterable[tuple[str, str]]:
    red = ["逾期", f"办结反馈被退回{rules.red_sent_back}次"]
    red += ["提出人说没有解决"] if rules.red_unsolved else []
    yellow = [
        f"剩下不多于{rules.yellow_left}个工作日，或者不多于期限的{rules.yellow_share}%",
        f"进度落后时间{rules.yellow_behind}个百分点",
        f"办结反馈被退回{rules.yellow_sent_back}次",
    ]
    yellow += ["过了签收的期限"] if rules.yellow_unsigned else []
    yield "红", "；".join(red)
    yield "黄", "；".join(yellow)
    yield "绿", "正常办理"
    yield "灰", "经批准挂账，写明哪天复查"
    yield "蓝", "已销号"
    yield "待算", "那一年的调休日历还没有导入，算不出剩几天"


# ---------------------------------------------------------------- calendars


def calendars() -> list[str]:
    """Return the page of the calendars."""
    years = library.calendar().years
    return [
        "# 调休日历",
        "",
        "所有“几个工作日”都按它算。没有公布的年份不猜：页面写“日历未导入”，由人填日子并写明理由。",
        "怎样加一年，见[加一年的调休日历](../how-to/add-a-calendar-year.md)。",
        "",
        *table(
            ("年", "放假", "调休上班", "来源"),
            (
                (
                    number,
                    f"{len(year.holidays)}天",
                    "、".join(f"{day.month}月{day.day}日" for day in sorted(year.make_up)),
                    year.source if year.official else f"{year.source}（没有正式公布，不用来计算）",
                )
                for number, year in sorted(years.items())
            ),
        ),
    ]
