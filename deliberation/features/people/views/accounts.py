"""Accounts: the list, a new one, one's page, and what is done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request, session, url_for
from flask_babel import gettext as _

from deliberation.features.people.actions import accounts as actions
from deliberation.features.people.forms import AccountForm, PersonForm, RoleForm
from deliberation.features.people.queries import accounts, grants, places
from deliberation.features.people.views.edge import blueprint
from deliberation.shell import access, clock, commands, passwords
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store.db import db
from deliberation.store.models import Account, Granted

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from flask.typing import ResponseReturnValue

ISSUED = "issued_password"


@blueprint.get("/accounts")
@requires("people.manage")
def accounts_index() -> ResponseReturnValue:
    """List the accounts."""
    q, retired = (
        request.args.get("q", "")[:80].replace("\0", ""),
        request.args.get("retired") == "1",
    )
    number = request.args.get("page", 1, type=int)
    found = accounts.listed(access.current_actor(), q=q, retired=retired, number=number)

    def page_url(to: int) -> str:
        gone = "1" if retired else None
        return url_for("people.accounts_index", q=q or None, retired=gone, page=to)

    return page("people/accounts.html", found=found, q=q, retired=retired, page_url=page_url)


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@requires("people.manage", once=False)
def add_account() -> ResponseReturnValue:
    """Add an account; its one-time password is shown on the next page."""
    actor, form = access.current_actor(), AccountForm()
    form.offer(places.role_places(actor), admin=accounts.is_admin(actor))
    if request.method == "POST" and form.validate():
        made: list[Account] = []
        password = passwords.one_time()
        db.session.rollback()
        password_hash = passwords.hashed(password)
        if form.attempt(lambda: _add(form, password_hash, made)):
            return _issued(made, password)
    return page("people/account_new.html", 422 if request.method == "POST" else 200, form=form)


def _add(form: AccountForm, password_hash: str, made: list[Account]) -> None:
    def run() -> Response:
        actor = access.current_actor()
        where = actions.office(actor, form.role.data, form.place.data)
        values = (form.name.data, form.login.data, form.post.data)
        made.append(actions.add(values, where, password_hash, actor=actor, now=clock.now()))
        return moved("people.account", account_id=made[0].id)

    commands.run(run)


@blueprint.get("/accounts/<int:account_id>")
@requires("people.manage")
def account(account_id: int) -> ResponseReturnValue:
    """Show one account; a password just made is shown this once."""
    row = accounts.visible(access.current_actor(), account_id)
    issued = session.pop(ISSUED, None)
    return _page(row, password=issued[1] if issued and issued[0] == row.id else None)


@blueprint.post("/accounts/<int:account_id>")
@requires("people.manage")
def change_account(account_id: int) -> ResponseReturnValue:
    """Change name and post."""
    actor, form = access.current_actor(), PersonForm()
    row = accounts.ruled(actor, account_id)
    if form.attempt(
        lambda: actions.change(row, form.name.data, form.post.data, actor=actor, now=clock.now())
    ):
        return _done(row, _("已保存。"))
    return _page(row, 422, person=form)


@blueprint.post("/accounts/<int:account_id>/password")
@requires("people.manage", once=False)
def reset_password(account_id: int) -> ResponseReturnValue:
    """Give an account a new one-time password and end its sessions."""
    accounts.visible(access.current_actor(), account_id)
    db.session.rollback()
    password = passwords.one_time()
    password_hash = passwords.hashed(password)
    made: list[Account] = []

    def run() -> Response:
        actor = access.current_actor()
        row = accounts.ruled(actor, account_id)
        actions.reset_password(row, password_hash, actor=actor, now=clock.now())
        made.append(row)
        return moved("people.account", account_id=row.id)

    answer = commands.run(run)
    return _issued(made, password) if made else answer


@blueprint.post("/accounts/<int:account_id>/retirement")
@requires("people.manage")
def retire_account(account_id: int) -> ResponseReturnValue:
    """Close an account."""
    return _do(account_id, actions.retire, _("账号已停用，不能再登录。可以随时恢复。"))


@blueprint.post("/accounts/<int:account_id>/restoration")
@requires("people.manage")
def restore_account(account_id: int) -> ResponseReturnValue:
    """Bring an account back."""
    return _do(account_id, actions.restore, _("账号已恢复。"))


@blueprint.post("/accounts/<int:account_id>/grants")
@requires("people.manage")
def give_role(account_id: int) -> ResponseReturnValue:
    """Give an account a role."""
    actor = access.current_actor()
    row, form = accounts.visible(actor, account_id, lock=True), _role_form()

    def give() -> None:
        where = actions.office(actor, form.role.data, form.place.data)
        actions.give(row, where, actor=actor, now=clock.now())

    if form.attempt(give):
        return _done(row, _("角色已给出，马上有效。"))
    return _page(row, 422, role=form)


@blueprint.post("/grants/<int:granted_id>/end")
@requires("people.manage", Granted)
def end_role(granted: Granted) -> ResponseReturnValue:
    """End a role."""
    actions.end(granted, actor=access.current_actor(), now=clock.now())
    return _done(granted.account, _("角色已结束。"))


def _do(account_id: int, verb: Callable[..., None], sentence: str) -> Response:
    actor = access.current_actor()
    row = accounts.ruled(actor, account_id)
    verb(row, actor=actor, now=clock.now())
    return _done(row, sentence)


def _done(row: Account, sentence: str) -> Response:
    flash(sentence, "good")
    return moved("people.account", account_id=row.id)


def _issued(made: list[Account], password: str) -> Response:
    for row in made:
        session[ISSUED] = [row.id, password]
        return moved("people.account", account_id=row.id)
    return moved("people.accounts_index")


def _role_form() -> RoleForm:
    actor = access.current_actor()
    return RoleForm().offer(places.role_places(actor), admin=accounts.is_admin(actor))


def _page(
    row: Account,
    status: int = 200,
    *,
    person: PersonForm | None = None,
    role: RoleForm | None = None,
    password: str | None = None,
) -> Response:
    actor = access.current_actor()
    return page(
        "people/account.html",
        status,
        account=row,
        password=password,
        held=grants.held([row.id]).get(row.id, []),
        ruled=accounts.rules_over(actor, row),
        person=person or PersonForm(formdata=None, obj=row),
        role=role or _role_form(),
    )
