"""Input parsing of resolutions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from wtforms import HiddenField

from deliberation.domain import bounds
from deliberation.domain.commitment import DATED
from deliberation.domain.resolution import OUTCOMES, VIEWS
from deliberation.features.resolutions.actions import Promise, Result
from deliberation.features.resolutions.actions.promising import MOST_DAYS
from deliberation.shell.forms import Form, choice, choices, day, line, passage, whole
from deliberation.shell.words import lazy as _l

if TYPE_CHECKING:
    from deliberation.domain.errors import Invalid
    from deliberation.store.models import Commitment, Resolution

MOST_SEATS = 10_000


class Keyed(Form):
    """A form of which several stand on one page."""

    def named(self, key: str) -> Self:
        """Give its fields ids of their own; the names that are posted stay."""
        for field in self:
            field.id = f"{key}-{field.short_name}"
        return self


class Edited(Keyed):
    """A form on something kept; `edited` tells which text was edited."""

    edited = HiddenField()

    def base(self) -> int:
        """Return which edit the typed text began from; -1 when that cannot be told."""
        given = self.edited.data or ""
        return int(given) if given.isascii() and given.isdecimal() else -1


class ResultForm(Edited):
    """A result: outcome, its text, whom it is put to, when it is taken up again."""

    outcome = choice(
        _l("结果"), choices({code: one.word for code, one in OUTCOMES.items()}), radio=True
    )
    body = line(_l("提请哪个机构决定"), required=False)
    text = passage(
        _l("结果的文字"), hint=_l("照动议的原文写；前面的“通过”“形成建议”等字由系统加。")
    )
    review_on = day(_l("哪一天复议"), required=False, hint=_l("试行必填；继续协商的可以先定日子。"))

    @classmethod
    def of(cls, row: Resolution) -> ResultForm:
        """Return the form filled with what is kept."""
        return cls(obj=row)

    def result(self) -> Result:
        """Return what was typed."""
        return Result(self.outcome.data, self.text.data, self.body.data or "", self.review_on.data)


class WithdrawalForm(Keyed):
    """Why a result is taken back."""

    reason = line(_l("撤回的原因"), bounds.LINE)


class PromiseForm(Edited):
    """Who does what by when; owner and date may follow while the meeting goes on."""

    text = passage(_l("要做的事项"), bounds.NOTE, hint=_l("一项一件事。"))
    standard = passage(
        _l("何为办成"), bounds.NOTE, required=False, hint=_l("做到什么样算办成，要不要照片。")
    )
    owner = line(_l("责任单位"), required=False, hint=_l("散会前一定要写明。"))
    post = line(_l("责任人岗位"), required=False, hint=_l("写岗位，不写姓名。例如：物业经理。"))
    co_owners = line(_l("协办单位"), required=False, hint=_l("几个单位用顿号隔开。"))
    dated = choice(_l("期限"), choices(DATED), required=False, radio=True)
    due_on = day(_l("哪一天办结"), required=False)
    due_reason = line(_l("为什么定在这一天"), required=False)
    working_days = whole(_l("几个工作日"), 1, MOST_DAYS, required=False)
    counted_from = day(_l("从哪天起算（当天不算）"), required=False)
    decide_on = day(_l("哪一天前把期限定下来"), required=False)
    disclosure = line(_l("公开方式"), required=False, hint=_l("例如：公示栏、单元门口、议事群。"))

    @classmethod
    def of(cls, row: Commitment) -> PromiseForm:
        """Return the form filled with what is kept."""
        return cls(obj=row, decide_on=row.due_on if row.dated == "undecided" else None)

    def promise(self) -> Promise:
        """Return what was typed; of the dates, what its kind of date needs."""
        dated = self.dated.data or ""
        named = self.decide_on.data if dated == "undecided" else self.due_on.data
        names = ("text", "standard", "owner", "post", "co_owners", "due_reason", "disclosure")
        lines = {name: self[name].data or "" for name in names}
        return Promise(
            dated=dated,
            due_on=None if dated == "working_days" else named,
            working_days=self.working_days.data if dated in {"", "working_days"} else None,
            counted_from=self.counted_from.data if dated == "working_days" else None,
            **lines,
        )

    def refuse(self, error: Invalid) -> None:
        """Put a sentence on the day beside the day that was asked for."""
        if error.field == "due_on" and self.dated.data == "undecided":
            error.field = "decide_on"
        super().refuse(error)


class ViewForm(Keyed):
    """A differing view, or what was not adopted and why."""

    stance = choice(_l("哪一种意见"), choices(VIEWS), radio=True)
    seat = whole(_l("谁的意见"), 1, MOST_SEATS, required=False)
    point = passage(_l("没有采纳的意见"), bounds.NOTE, required=False)
    reason = passage(_l("理由"), hint=_l("照原话记，不评价。"))
