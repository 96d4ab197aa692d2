"""What whoever owes a commitment types on a phone, and to whom a link is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_wtf.file import MultipleFileField

from deliberation.domain import bounds
from deliberation.domain.errors import Invalid
from deliberation.domain.money import read_yuan
from deliberation.features.followthrough.actions.doing import Arrival, Done
from deliberation.features.followthrough.forms.keyed import Keyed
from deliberation.shell.forms import choice, line, passage
from deliberation.shell.words import lazy as _l
from deliberation.shell.words import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wtforms import Field

STEPS: Final = (
    ("10", _l("刚开始（一成）")),
    ("25", _l("做了一小半（四分之一）")),
    ("50", _l("做了一半")),
    ("75", _l("做了一大半（四分之三）")),
    ("90", _l("快做完了（九成）")),
)


class SignForm(Keyed):
    """Signing for a hand-over by name."""

    name = line(_l("签收人姓名"), bounds.NAME)


class ProgressForm(Keyed):
    """How far it is."""

    percent = choice(_l("做到哪里了？"), STEPS, radio=True)
    text = passage(_l("说一句现在的情况"), bounds.NOTE, hint=_l("例如：线已经划好，明天清车。"))


class ReportForm(Keyed):
    """What was done (form D11)."""

    text = passage(
        _l("做了什么，结果怎样？"), hint=_l("例如：10月9日划完线，10月12日把占道的车都清走了。")
    )
    after = MultipleFileField(
        _l("办完后的照片"),
        description=_l("拍清楚现在是什么样。照片里的拍摄地点等会自动去掉。"),
        render_kw={"accept": "image/*"},
    )
    before = MultipleFileField(
        _l("办之前的照片"),
        description=_l("有就传，没有不传。和办完后的加起来最多 6 张，每张不超过 10 MB。"),
        render_kw={"accept": "image/*"},
    )
    no_photo_reason = line(_l("没有照片的，写明为什么"), required=False)
    cost = line(
        _l("花了多少钱（元）"), bounds.PHONE, required=False, hint=_l("没花钱可以不填。例如：1860")
    )
    funding = line(_l("钱从哪里出"), required=False, hint=_l("例如：公共收益"))
    unfinished = passage(_l("还有什么没做完"), bounds.NOTE, required=False)

    def validate_cost(self, field: Field) -> None:
        """Refuse what is no amount."""
        try:
            read_yuan(field.data or "", "cost")
        except Invalid as error:
            field.errors = [*field.errors, translate(error.sentence)]

    def done(self, arrivals: Sequence[Arrival]) -> Done:
        """Return what was typed as the verb takes it."""
        return Done(
            text=self.text.data,
            unfinished=self.unfinished.data,
            cost_fen=read_yuan(self.cost.data or ""),
            funding=self.funding.data,
            no_photo_reason=self.no_photo_reason.data,
            photos=tuple(arrivals),
        )


class SheetAnswerForm(Keyed):
    """The owner's answer to a supervision sheet."""

    text = passage(_l("回复"), bounds.NOTE, hint=_l("写明办到哪一步、什么时候办完、为什么晚了。"))


class LinkForm(Keyed):
    """To whom a link 交办码 is given."""

    holder = line(_l("交办码给谁用"), bounds.NAME, hint=_l("写清单位和人，例如：物业 王经理"))
