"""Publicity of a result: its days and its text; and why it is taken down."""

from __future__ import annotations

from deliberation.features.followthrough.actions.telling import Notice
from deliberation.features.followthrough.forms.keyed import Keyed
from deliberation.shell.forms import day, line, passage
from deliberation.shell.words import lazy as _l


class NoticeForm(Keyed):
    """The first and last day, and the text as it is put up."""

    starts_on = day(_l("公示从哪天开始"))
    ends_on = day(_l("公示到哪天为止"))
    text = passage(_l("公示的内容"), hint=_l("写人数和各方，不写姓名、电话、门牌。"))

    def notice(self) -> Notice:
        """Return what was typed as the verb takes it."""
        return Notice(self.starts_on.data, self.ends_on.data, self.text.data)


class TakeDownForm(Keyed):
    """Why a publicity is taken down."""

    reason = line(_l("撤下的理由"), hint=_l("公示页上会写明。例如：内容有误，改后重新公示。"))
