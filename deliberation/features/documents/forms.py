"""Input parsing of documents."""

from wtforms import HiddenField

from deliberation.domain import bounds
from deliberation.domain.minutes.outline import MAX_TEXT
from deliberation.features.documents.queries import Words
from deliberation.shell.forms import Form, line, passage
from deliberation.shell.words import lazy as _l


class EditForm(Form):
    """The words of the minutes, and the revision they were written upon."""

    base = HiddenField()
    title = line(_l("标题"), bounds.TITLE, hint=_l("写明事由，例如：关于某某事项的协商纪要"))
    text = passage(_l("正文"), MAX_TEXT)
    copy_to = line(
        _l("抄送"), required=False, hint=_l("用顿号分开，例如：街道办事处、物业服务中心")
    )

    def words(self) -> Words:
        """Return what was typed as the verbs take it."""
        return Words(self.title.data, self.text.data, self.copy_to.data or "")

    @property
    def revision(self) -> int:
        """The revision that the writer began at; 0, which never is current, when unreadable."""
        return _whole(self.base.data)


class ApprovalForm(Form):
    """Which revision the facilitator has read."""

    revision = HiddenField()

    @property
    def read(self) -> int:
        """The revision that was read; 0, which never is current, when unreadable."""
        return _whole(self.revision.data)


class RevisionForm(Form):
    """Why approved minutes are opened again."""

    reason = line(_l("为什么要改"), bounds.LINE)


def _whole(typed: str | None) -> int:
    plain = (typed or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < bounds.PHONE else 0
