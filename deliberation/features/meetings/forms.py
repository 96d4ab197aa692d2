"""Input parsing of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import Field, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from deliberation.domain import bounds, meeting
from deliberation.domain.calendar import SHANGHAI
from deliberation.domain.roles import KEY_ROLES, MEETING_ROLES, ROLES
from deliberation.features.meetings.actions import Guest, Plan
from deliberation.features.meetings.actions.agenda import MOST_MINUTES
from deliberation.features.meetings.actions.planning import MOST_DAYS, MOST_MEMBERS
from deliberation.shell.forms import Form, choice, choices, line, moment, passage, whole, yes
from deliberation.shell.words import lazy as _l

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from deliberation.store.models import Account, Meeting


def _several(label: str, hint: str = "") -> Field:
    """Return a group of checkboxes; what is not offered is refused by the verb."""
    return SelectMultipleField(
        label,
        description=hint,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def offer(field: Field, options: Iterable[tuple[str, str]]) -> None:
    """Set what can be chosen in a field."""
    field.choices = list(options)  # type: ignore[attr-defined]  # every choice field has them


def _there(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=SHANGHAI) if at else None


class PlanForm(Form):
    """When, where and how; what is left empty is filled from the procedure."""

    starts_at = moment(_l("几点开会？"))
    ends_at = moment(_l("几点散会？"), required=False, hint=_l("不填，就按议事程序的总时长。"))
    venue = choice(_l("在哪里开？"), radio=True)
    title = line(_l("会议名称"), bounds.TITLE, required=False)
    ruleset = choice(_l("表决规则"), radio=True)
    members = whole(
        _l("应到人数"),
        0,
        MOST_MEMBERS,
        required=False,
        hint=_l("议事会成员的总数，算到会够不够用。不填，就按有表决权的席位数。"),
    )
    notice_days = whole(
        _l("提前几个工作日通知"),
        0,
        MOST_DAYS,
        required=False,
        hint=_l("一般3个；有难点问题的会自动按5个算。"),
    )
    arrangements = passage(
        _l("为参会人做的安排"),
        bounds.NOTE,
        required=False,
        hint=_l("会印在通知上，例如：大字材料、助听扩音、轮椅通道、可以带书面意见。"),
    )

    def offer(self, venues: Iterable[tuple[int, str]], rules: Iterable[tuple[str, str]]) -> None:
        """Set what can be chosen here."""
        offer(self.venue, ((str(key), word) for key, word in venues))
        offer(self.ruleset, rules)

    def show(self, row: Meeting) -> None:
        """Fill in what is planned."""
        self.starts_at.data = row.starts_at.astimezone(SHANGHAI)
        self.ends_at.data = row.ends_at.astimezone(SHANGHAI)
        self.venue.data, self.ruleset.data = str(row.venue_id), row.ruleset
        for name in ("title", "members", "notice_days", "arrangements"):
            getattr(self, name).data = getattr(row, name)

    def plan(self) -> Plan:
        """Return what was typed as the verbs take it."""
        starts_at = _there(self.starts_at.data)
        if starts_at is None:
            message = "read before it was validated"
            raise ValueError(message)
        return Plan(
            venue_id=int(self.venue.data),
            starts_at=starts_at,
            ends_at=_there(self.ends_at.data),
            title=self.title.data,
            arrangements=self.arrangements.data,
            members=self.members.data or 0,
            notice_days=self.notice_days.data,
        )


class NewForm(PlanForm):
    """A first plan: the procedure and the topics beside time and place."""

    procedure = choice(_l("怎么议？"), radio=True)
    topics = _several(_l("议什么？"), _l("只列出已经同意上会的。一次最好只议一件。"))


class TopicsForm(Form):
    """Topics to be scheduled."""

    topics = _several(_l("可以排入的议题"))


def agenda_form(row: Meeting) -> Form:
    """Return a form with one field of minutes for each stage, `minutes-<id>`."""
    fields: dict[str, Any] = {
        f"minutes-{item.id}": whole(_l("“%(stage)s”的分钟数", stage=item.title), 1, MOST_MINUTES)
        for item in row.agenda
    }
    kind = type("AgendaForm", (Form,), fields)
    form: Form = kind(data={f"minutes-{item.id}": item.planned_minutes for item in row.agenda})
    return form


def agenda_minutes(form: Form) -> dict[int, int]:
    """Return the minutes typed, by the stage's id."""
    return {
        int(field.name.partition("-")[2]): field.data
        for field in form
        if field.name.startswith("minutes-")
    }


class GuestForm(Form):
    """One person to be invited."""

    name = line(_l("姓名"), bounds.NAME)
    party = line(_l("代表哪一方"), bounds.NAME, hint=_l("和议题的利益相关方写成一样的名字。"))
    kind = choice(_l("身份"), choices({k: kind.word for k, kind in meeting.KINDS.items()}))
    building = line(_l("楼栋或者单位"), required=False)
    rights = choice(
        _l("发言和表决"),
        [
            ("", _l("按身份的惯例")),
            ("both", _l("能发言、能表决")),
            ("voice", _l("能发言、不表决（列席）")),
            ("none", _l("只旁听")),
        ],
        required=False,
        blank=_l("按身份的惯例"),
    )
    elder = yes(_l("需要照顾（高龄、方言、行动不便），发言多给一分钟"))

    def guest(self) -> Guest:
        """Return who was typed as the verbs take it."""
        voice, vote = _RIGHTS[self.rights.data or ""]
        return Guest(
            name=self.name.data,
            party=self.party.data,
            kind=self.kind.data,
            building=self.building.data,
            elder=self.elder.data,
            voice=voice,
            vote=vote,
        )


_RIGHTS: dict[str, tuple[bool | None, bool | None]] = {
    "": (None, None),
    "both": (True, True),
    "voice": (True, False),
    "none": (False, False),
}


class GuestsForm(Form):
    """A pasted list of people."""

    lines = passage(_l("名单"), hint=_l("一行一个人：姓名，代表方，身份，楼栋"))


class ReasonForm(Form):
    """A step that has to be explained."""

    reason = passage(_l("理由"), bounds.NOTE)


class RolesForm(Form):
    """Who holds which role; an empty choice frees it."""

    def offer(self, accounts: Iterable[Account], held: dict[str, int]) -> None:
        """Set who can be chosen, and who holds what now."""
        people = [(str(row.id), _person(row)) for row in accounts]
        for role in MEETING_ROLES:
            field = self[role]
            offer(field, [("", _l("还没有定")), *people])
            # Not asked for in one go, but without it there is no notice.
            field.flags.required = role in KEY_ROLES
            if not self.is_submitted():
                field.data = str(held.get(role, ""))

    def chosen(self) -> dict[str, int | None]:
        """Return the account chosen for each role."""
        typed = {role: self[role].data or "" for role in MEETING_ROLES}
        return {role: int(value) if value.isdecimal() else None for role, value in typed.items()}


def _person(row: Account) -> str:
    if not row.post:
        return row.name
    return _l("%(name)s（%(post)s）", name=row.name, post=row.post)


for _role in MEETING_ROLES:
    _label = _l(ROLES[_role].text)
    setattr(RolesForm, _role, choice(_label, required=False, blank=_l("还没有定")))


class AnnounceForm(Form):
    """The last look before the notice goes out."""

    acknowledged = _several(_l("我知道这几方没有席位"))
    reason = passage(_l("为什么缺了还要发"), bounds.NOTE, required=False)

    def offer(self, parties: Iterable[str]) -> None:
        """Set which parties have to be acknowledged."""
        names = list(parties)
        offer(
            self.acknowledged, [(name, _l("知道“%(party)s”没有席位", party=name)) for name in names]
        )
        for field in (self.acknowledged, self.reason):
            field.flags.required = bool(names)
