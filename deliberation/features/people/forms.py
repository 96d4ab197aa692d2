"""What people type at the door, on their own page, at set-up, and about others."""

from deliberation.domain import bounds
from deliberation.shell.forms import Form, line, secret
from deliberation.shell.words import lazy as _l


class SignInForm(Form):
    """Login and password."""

    login = line(_l("登录名"), bounds.NAME)
    password = secret(_l("密码"))


class PasswordForm(Form):
    """One's own new password, with the present one."""

    current_password = secret(_l("现在的密码"))
    password = secret(_l("新密码"), hint=_l("至少 8 个字。三个不相干的词连起来，好记又难猜。"))
    again = secret(_l("再输一次新密码"))
