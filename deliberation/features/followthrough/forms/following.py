"""What staff type on a commitment's page: checks, questions, sheets, and its end."""

from __future__ import annotations

from deliberation.domain import bounds
from deliberation.features.followthrough.actions.ending import MOST_DAYS, Again
from deliberation.features.followthrough.actions.urging import Sheet
from deliberation.features.followthrough.forms.keyed import Keyed
from deliberation.shell.forms import day, line, passage, whole
from deliberation.shell.words import lazy as _l


class VerifyForm(Keyed):
    """What the checker saw."""

    note = passage(
        _l("核验的情况"),
        bounds.NOTE,
        required=False,
        hint=_l("去现场看过最好。例如：现场看过，全线划完，没有车占道。"),
    )


class ReturnForm(Keyed):
    """What is not done yet."""

    reason = passage(_l("哪里没办好，要补什么？"), bounds.NOTE)


class AskForm(Keyed):
    """What everybody who proposed it is told."""

    text = passage(
        _l("告诉提出人的话"),
        hint=_l("每位提出人的回执上都会出现，也请他们说一说解决了没有。用大白话写。"),
    )


class ParkForm(Keyed):
    """Why it is set aside, and until when."""

    reason = line(_l("为什么挂账？"), hint=_l("例如：要等明年的维修资金。"))
    review_on = day(_l("哪一天复查？"))


class ReopenForm(Keyed):
    """Why it is taken up again, and by when."""

    reason = line(_l("为什么重新办理？"))
    working_days = whole(_l("几个工作日办结"), 1, MOST_DAYS, required=False)
    due_on = day(_l("或者固定在哪一天"), required=False)

    def again(self) -> Again:
        """Return what was typed as the verb takes it."""
        return Again(self.reason.data, self.due_on.data, self.working_days.data)


class SheetForm(Keyed):
    """A supervision sheet (form D10)."""

    situation = passage(_l("现状"), bounds.NOTE, hint=_l("看到的事实。例如：脚手架还没有进场。"))
    demand = passage(_l("要求"), bounds.NOTE, hint=_l("谁、在哪一天前、做到什么样。"))
    new_due_on = day(
        _l("要求哪一天前办完"), required=False, hint=_l("原来的期限和逾期天数照旧记着。")
    )
    explain_by = day(_l("哪一天前书面说明原因"), required=False)
    copied_to = line(_l("抄送"), required=False, hint=_l("例如：业委会、居务监督委员会。"))

    def sheet(self) -> Sheet:
        """Return what was typed as the verb takes it."""
        return Sheet(
            self.situation.data,
            self.demand.data,
            self.new_due_on.data,
            self.explain_by.data,
            self.copied_to.data or "",
        )


class ReviewForm(Keyed):
    """What a joint review said."""

    text = passage(_l("会审的意见"), bounds.NOTE, hint=_l("周会、月会上怎么说的，谁接着做什么。"))
