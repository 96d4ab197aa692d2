"""The development page /style: every component in every state, made from real fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from flask import Blueprint, Flask
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (  # type: ignore[attr-defined]  # the stubs lack SelectChoice
    MultipleFileField,
    SelectChoice,
    SelectMultipleField,
    TimeField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from deliberation.shell import clock, forms, pages
from deliberation.shell.access import requires
from deliberation.shell.words import lazy as _l

if TYPE_CHECKING:
    from flask import Response

WAYS = (("tel", _l("电话")), ("sms", _l("短信")), ("board", _l("公示栏")))
KINDS = (("parking", _l("停车")), ("repair", _l("维修")), ("noise", _l("噪声")))
ATTEND = (("yes", _l("愿意")), ("no", _l("不方便到会")), ("later", _l("看时间")))

blueprint = Blueprint("style", __name__)


class SampleForm(forms.Form):
    """One field of every kind."""

    words = forms.passage(_l("什么事"), 500, hint=_l("看到了什么，影响到谁，希望怎么办"))
    place = forms.line(_l("在哪里"), 100, hint=_l("写到楼栋就够，不用写门牌"))
    kind = forms.choice(_l("类别"), KINDS, blank=_l("请选择"))
    households = forms.whole(_l("大约涉及多少户"), 1, 99999, required=False)
    attend = forms.choice(_l("愿意到会上说一说吗"), ATTEND, radio=True)
    ways = SelectMultipleField(
        _l("希望怎样答复"),
        choices=[SelectChoice(*row) for row in WAYS],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    photos = MultipleFileField(
        _l("照片"),
        description=_l("最多 6 张，每张不超过 10 MB"),
        render_kw={"accept": "image/*", "multiple": True},
    )
    day = forms.day(_l("哪一天"), required=False)
    hour = TimeField(_l("几点"))
    password = forms.secret(_l("密码"))
    notice = forms.yes(_l("我已看过个人信息怎样使用(第 3 版)"))


def init_app(app: Flask) -> None:
    """Attach the page; production does without it."""
    app.register_blueprint(blueprint)


@blueprint.get("/style")
@requires("board.read")
def page() -> Response:
    """Show every component."""
    wrong = SampleForm(
        MultiDict({"wrong-place": "7号楼西侧", "wrong-households": "很多", "wrong-kind": "other"}),
        prefix="wrong-",
    )
    wrong.validate()
    code = segno.make("https://example.test/r/7Q4K-2M9X", error="m")
    return pages.page(
        "style/page.html",
        form=SampleForm(None),
        wrong=wrong,
        code=Markup(code.svg_inline(omitsize=True, border=2)),  # noqa: S704 - made by segno
        moment=clock.now(),
    )
