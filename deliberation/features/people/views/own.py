"""One's own account: who I am here, what I may do, my password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash
from flask_babel import gettext as _

from deliberation.domain.errors import Invalid, say
from deliberation.features.people.actions import doors as actions
from deliberation.features.people.forms import PasswordForm
from deliberation.features.people.queries import doors, grants
from deliberation.features.people.views.edge import blueprint
from deliberation.shell import access, clock, commands, limits, passwords
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.shell.sessions import open_session
from deliberation.store.db import db
from deliberation.store.models import Account

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue


@blueprint.get("/account")
@requires("account.own")
def own() -> ResponseReturnValue:
    """Show my name, my roles, and the way to a new password."""
    return _page(PasswordForm())


@blueprint.post("/account/password")
@requires("account.own", once=False)
@limits.limiter.limit(limits.SIGN_IN, methods=["POST"])
def change_password() -> ResponseReturnValue:
    """Set my new password; my sessions on other devices end."""
    form, account_id = PasswordForm(), _own_id()
    hashes: list[str] = []
    if not form.attempt(lambda: hashes.append(_new_hash(form))):
        return _page(form, 422)

    def change() -> Response:
        account = doors.locked_account(account_id)
        actions.change_password(account, hashes[0], actor=access.current_actor(), now=clock.now())
        return moved("people.own")

    response = commands.run(change)
    open_session(db.session.get_one(Account, account_id))
    flash(_("密码已更改。您在别的设备上的登录都已结束。"), "good")
    return response


def _new_hash(form: PasswordForm) -> str:
    """Return the hash of the new password once the present one is right; holds no transaction."""
    account = db.session.get_one(Account, _own_id())
    login, stored = account.login, account.password_hash
    actions.checked(form.password.data, form.again.data, login)
    db.session.rollback()
    if not passwords.matches(stored, form.current_password.data):
        raise Invalid(say("现在的密码不对。"), "current_password")
    return passwords.hashed(form.password.data)


def _own_id() -> int:
    account_id = access.current_actor().account_id
    return 0 if account_id is None else account_id


def _page(form: PasswordForm, status: int = 200) -> Response:
    account = db.session.get_one(Account, _own_id())
    return page(
        "people/own.html",
        status,
        account=account,
        form=form,
        held=grants.held([account.id]).get(account.id, []),
        meetings=grants.in_meetings(account.id),
    )
