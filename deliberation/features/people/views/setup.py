"""The first page of an empty installation, reached by a one-time link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, flash, request
from flask_babel import gettext as _

from deliberation.domain.errors import Missing, say
from deliberation.features.people.actions import doors as door_actions
from deliberation.features.people.actions import setup as actions
from deliberation.features.people.forms import SetUpForm
from deliberation.features.people.queries import doors
from deliberation.features.people.queries import setup as queries
from deliberation.features.people.views.edge import blueprint
from deliberation.shell import clock, commands, limits, passwords
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.shell.sessions import open_session
from deliberation.store.db import db, writing

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from deliberation.store.models import Account


@blueprint.route("/setup", methods=["GET", "POST"])
@requires("installation.begin", once=False)
@limits.limiter.limit(limits.SIGN_IN, key_func=limits.address, methods=["POST"])
def setup() -> ResponseReturnValue:
    """Ask for the community and its first account, and begin."""
    token, form = _token(), SetUpForm()
    hashes: list[str] = []
    if request.method == "POST" and form.attempt(lambda: hashes.append(_hash(form))):
        begun: list[Account] = []
        if form.attempt(lambda: _begin(token, form, hashes[0], begun)):
            return _welcome(begun)
    status = 422 if request.method == "POST" else 200
    demo = "demo_loader" in current_app.extensions
    return page("people/setup.html", status, form=form, token=token, demo=demo)


@blueprint.post("/setup/demo")
@requires("installation.begin", once=False)
def load_demo() -> ResponseReturnValue:
    """Fill the empty installation with the demo community."""
    token = _token()
    loader = current_app.extensions.get("demo_loader")
    if loader is None:
        raise Missing(say("这里没有带示范社区。请按上面的表格开始。"))
    with writing():
        actions.use(token, now=clock.now())
    loader()
    flash(_("示范社区已装好。登录用的账号显示在启动程序的窗口里。"), "good")
    return moved("board.home")


def _token() -> str:
    token = request.args.get("token", "")
    if doors.anybody() or queries.invitation(token) is None:
        raise Missing(say("这个设置链接已经用过，或者不完整。请用启动时最后显示的那个链接。"))
    return token


def _hash(form: SetUpForm) -> str:
    door_actions.checked(form.password.data, form.again.data, form.login.data)
    db.session.rollback()
    return passwords.hashed(form.password.data)


def _begin(token: str, form: SetUpForm, password_hash: str, begun: list[Account]) -> None:
    values = actions.Beginning(
        form.community.data, form.street.data, form.phone.data, form.name.data, form.login.data
    )

    def run() -> Response:
        begun.append(actions.begin(token, values, password_hash, now=clock.now()))
        return moved("people.desk")

    commands.run(run)


def _welcome(begun: list[Account]) -> Response:
    for account in begun:
        open_session(account)
    flash(_("已经开好了。下一步：添加同事的账号，再添加议事的场所。"), "good")
    return moved("people.desk")
