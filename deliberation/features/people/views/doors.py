"""The door: signing in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from deliberation.domain.errors import Invalid
from deliberation.features.people.actions import doors as actions
from deliberation.features.people.forms import SignInForm
from deliberation.features.people.queries import doors as queries
from deliberation.features.people.views.edge import blueprint
from deliberation.shell import access, channel, clock, limits, passwords, sessions
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, on_this_site, page
from deliberation.store.db import db, writing
from deliberation.store.models import Account

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.route("/sign-in", methods=["GET", "POST"])
@requires("session.open", once=False)
@limits.limiter.limit(limits.SIGN_IN, key_func=limits.address, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    """Open a session.

    The password is checked outside the write transaction. This post keeps no answer by command
    id: the same try again is checked again, and a password's digest is not stored.
    """
    if request.method == "GET" and access.current_account():
        return redirect(_next(), 303)
    form = SignInForm()
    if request.method == "POST" and form.attempt(lambda: _try(form)):
        return redirect(_next(), 303)
    status = 422 if request.method == "POST" else 200
    return page("people/sign_in.html", status, form=form, next=request.args.get("next", ""))


def _try(form: SignInForm) -> None:
    found = queries.door(form.login.data)
    db.session.rollback()
    account_id, stored = found or (0, "")
    right = passwords.matches(stored, form.password.data)
    if found is None:
        raise Invalid(actions.WRONG, "password")
    with writing():
        refusal = actions.sign_in(account_id, stored, right=right, now=clock.now())
    if refusal:
        raise Invalid(refusal, "password")
    sessions.open_session(db.session.get_one(Account, account_id))


def _next() -> str:
    """Return where the person wanted to go, if that is a place on this site."""
    wanted = request.args.get("next", "")
    return wanted if on_this_site(wanted) else url_for("people.desk")


@blueprint.post("/sign-out")
@requires("session.close")
def sign_out() -> ResponseReturnValue:
    """Close the session; without one it is closed already. Its other screens load anew."""
    if account := access.current_account():
        channel.announce_after_answer("account", account.id)
        actions.sign_out(account, actor=access.current_actor(), now=clock.now())
    sessions.close_session()
    flash(_("您已退出登录。"), "good")
    return moved("board.home")
