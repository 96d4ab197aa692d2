"""What people type at the door, on their own page, at set-up, and about others."""

from typing import TYPE_CHECKING, Final, cast

from deliberation.domain import bounds
from deliberation.domain.errors import Sentence
from deliberation.domain.roles import COMMUNITY_ROLES, ROLES, STREET_ROLES
from deliberation.domain.venue import CAPACITY, KINDS
from deliberation.shell.forms import Form, choice, choices, line, secret, whole, yes
from deliberation.shell.words import lazy as _l
from deliberation.shell.words import translate

if TYPE_CHECKING:
    from wtforms import SelectField

WIDE: Final = (*STREET_ROLES, "admin")


class SignInForm(Form):
    """Login and password."""

    login = line(_l("登录名"), bounds.NAME)
    password = secret(_l("密码"))


class PasswordForm(Form):
    """One's own new password, with the present one."""

    current_password = secret(_l("现在的密码"))
    password = secret(_l("新密码"), hint=_l("至少 8 个字。三个不相干的词连起来，好记又难猜。"))
    again = secret(_l("再输一次新密码"))


class SetUpForm(Form):
    """The first page of an empty installation."""

    community = line(_l("社区名称"), bounds.TITLE, hint=_l("例如：新都花园社区"))
    street = line(_l("所属街道（镇）"), bounds.TITLE, hint=_l("例如：凤林街道"))
    phone = line(
        _l("办公电话"),
        bounds.PHONE,
        required=False,
        hint=_l("写在公示和通知上，请填办公室的，不要填个人手机。"),
    )
    name = line(_l("您的姓名"), bounds.NAME)
    login = line(_l("登录名"), bounds.NAME, hint=_l("汉字、字母、数字都行，以后用它登录。"))
    password = secret(_l("密码"), hint=_l("至少 8 个字。三个不相干的词连起来，好记又难猜。"))
    again = secret(_l("再输一次密码"))


class RoleForm(Form):
    """A role and the place where it is held; the choices depend on who gives it."""

    role = choice(_l("角色"), choices(ROLES))
    place = choice(_l("在哪里任职"))

    def offer(self, places: list[tuple[str, str | Sentence]], *, admin: bool) -> "RoleForm":
        """Offer what the actor may give; the only place is chosen already."""
        codes = [role for role in ROLES if role in COMMUNITY_ROLES or (admin and role in WIDE)]
        role, place = cast("SelectField", self.role), cast("SelectField", self.place)
        role.choices = choices({code: ROLES[code] for code in codes})
        place.choices = [(code, translate(name)) for code, name in places]
        return self


class AccountForm(RoleForm):
    """A new account with its first role."""

    name = line(_l("姓名"), bounds.NAME)
    login = line(_l("登录名"), bounds.NAME, hint=_l("汉字、字母、数字都行，例如姓名的拼音。"))
    post = line(_l("职务"), required=False, hint=_l("例如：第三网格网格员"))


class PersonForm(Form):
    """What may be changed of an account."""

    name = line(_l("姓名"), bounds.NAME)
    post = line(_l("职务"), required=False, hint=_l("例如：第三网格网格员"))


class VenueForm(Form):
    """One of the 1+N places."""

    name = line(_l("名称"), bounds.TITLE, hint=_l("居民平时怎么叫，就怎么写。"))
    kind = choice(_l("是什么样的地方"), choices(KINDS))
    address = line(_l("怎么找到"), required=False, hint=_l("例如：6 号楼底商，门外是 3 号意见箱"))
    capacity = whole(_l("坐得下多少人"), 1, CAPACITY)
    step_free = yes(_l("轮椅、婴儿车能直接进"))
    projector = yes(_l("有投影或者大屏"))
    network = yes(_l("有网络"))
    note = line(_l("还要说明的"), required=False, hint=_l("例如：晚上八点锁门；下雨改到驿站"))


class CommunityForm(Form):
    """A community under a street."""

    street = line(_l("所属街道（镇）"), bounds.TITLE, hint=_l("没有的街道会一起新建。"))
    name = line(_l("社区名称"), bounds.TITLE)
    phone = line(_l("办公电话"), bounds.PHONE, required=False, hint=_l("写在公示和通知上。"))


class CommunityChangeForm(Form):
    """What may be changed of a community."""

    name = line(_l("社区名称"), bounds.TITLE)
    phone = line(_l("办公电话"), bounds.PHONE, required=False, hint=_l("写在公示和通知上。"))


class StreetForm(Form):
    """A street's name."""

    name = line(_l("街道（镇）名称"), bounds.TITLE)
