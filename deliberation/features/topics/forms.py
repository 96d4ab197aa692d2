"""Input of topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import HiddenField

from deliberation.domain import bounds
from deliberation.domain import topic as rules
from deliberation.domain.opinion import CATEGORIES
from deliberation.features.topics.actions import COLUMNS, Draft
from deliberation.shell.forms import Form, choice, choices, day, line, passage, whole
from deliberation.shell.words import lazy as _l
from deliberation.store.models import Publicity

if TYPE_CHECKING:
    from wtforms import Field

    from deliberation.store.models import Topic

ROUTES = [
    (code, _l("%(word)s：%(basis)s", word=_l(route.word.text), basis=_l(route.basis.text)))
    for code, route in rules.ROUTES.items()
]


def _points(code: str) -> Field:
    part = rules.SCORES[code]
    hint = _l("0到%(most)s分", most=part.most)
    return whole(_l(part.word.text), 0, part.most, required=False, hint=hint)


class NewForm(Form):
    """A topic to be formed: its title; the rest is written next."""

    title = line(
        _l("议题标题"),
        bounds.TITLE,
        hint=_l("一句话说清要议什么，例如“停车收费管理与公共收益公示”。"),
    )
    category = choice(_l("类别"), choices(CATEGORIES), required=False)
    summary = passage(
        _l("摘要"),
        required=False,
        hint=_l("发生了什么、涉及多少户、大家想要什么。可以现在写，也可以成题后再写。"),
    )

    def draft(self) -> Draft:
        """Return what was typed."""
        return Draft(self.title.data, self.summary.data, category=self.category.data or "")


class DraftForm(Form):
    """Everything that is written of a topic; `edited` tells which text was edited."""

    edited = HiddenField()
    title = line(_l("议题标题"), bounds.TITLE)
    category = choice(_l("类别"), choices(CATEGORIES), required=False)
    summary = passage(
        _l("摘要"),
        required=False,
        hint=_l("发生了什么、涉及多少户、大家想要什么。只写事，不写人名。"),
    )
    proposal = passage(
        _l("拟议方案"),
        required=False,
        hint=_l("准备拿到会上商量的办法，一行一点。没有可以先空着。"),
    )
    size = choice(
        _l("定级"),
        choices(rules.SIZES),
        required=False,
        radio=True,
        hint=_l("小问题和重点问题会前公示3个工作日，难点问题5个工作日。"),
    )
    route = choice(
        _l("由谁决定"),
        ROUTES,
        required=False,
        radio=True,
        hint=_l("协商不等于决定：要由别的机构决定的，会上只形成建议。"),
    )
    route_basis = line(
        _l("依据"),
        bounds.LINE,
        required=False,
        hint=_l("适用的法律条文，例如《山东省物业管理条例》第四十三条。"),
    )
    households_score = _points("households")
    urgency_score = _points("urgency")
    repetition_score = _points("repetition")
    feasibility_score = _points("feasibility")
    funding_score = _points("funding")

    @classmethod
    def of(cls, topic: Topic) -> DraftForm:
        """Return the form filled with what is kept."""
        form: DraftForm = cls(obj=topic)
        return form

    def draft(self) -> Draft:
        """Return what was typed; an empty score is 0."""
        given = {name: getattr(self, name).data for name in COLUMNS}
        return Draft(**{name: value for name, value in given.items() if value is not None})

    def base(self) -> int:
        """Return which edit the typed text began from; -1 when that cannot be told."""
        given = self.edited.data or ""
        return int(given) if given.isdecimal() else -1

    def scores(self) -> list[Field]:
        """Return the fields of the score, in their order."""
        return [self[part.column] for part in rules.SCORES.values()]


class PartyForm(Form):
    """One party with a stake."""

    name = line(_l("利益相关方"), bounds.NAME, hint=_l("例如：有车户、无车户、业委会、物业。"))


class ApproveForm(Form):
    """The reviewer's consent."""

    note = passage(_l("审核意见"), bounds.NOTE, required=False, hint=_l("可以不写。会记在议题里。"))


class ReasonForm(Form):
    """A change that needs its reason."""

    reason = passage(_l("理由"), bounds.NOTE)


class ReplyForm(Form):
    """What every sender reads when a topic ends without a meeting."""

    reply = passage(_l("给提出人的答复"), hint=_l("办了什么，或者转给了谁、多久会答复。"))


class PublicityForm(Form):
    """A publicity period with its text."""

    starts_on = day(_l("公示第一天"))
    ends_on = day(_l("公示最后一天"))
    text = passage(
        _l("公示内容"), bounds.TEXT * 4, hint=_l("会原样张贴在公示页上。不要写姓名、电话和门牌。")
    )

    def notice(self) -> Publicity:
        """Return the notice that was typed."""
        return Publicity(
            starts_on=self.starts_on.data, ends_on=self.ends_on.data, text=self.text.data
        )
