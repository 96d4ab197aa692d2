"""Who is asking, and the one decorator that lets a request reach a view."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user

from deliberation.domain.errors import Missing, say
from deliberation.domain.roles import NOBODY, Actor, can, demand
from deliberation.shell import commands
from deliberation.store.db import Model, db
from deliberation.store.models import Account, Community, Meeting
from deliberation.store.moves import meeting_of, place_of
from deliberation.store.people import active_account, actor_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.typing import ResponseReturnValue

LAST_ID = 2**31 - 1  # what a key column of PostgreSQL holds; an address may name any number

M = TypeVar("M", bound=Model)

login_manager = LoginManager()


class SignedIn(UserMixin):
    """A session's account, named by id and session key so that a changed key ends it."""

    def __init__(self, account: Account) -> None:
        self.account_id = account.id
        self.session_key = account.session_key

    def get_id(self) -> str:
        """Return what the session cookie carries."""
        return f"{self.account_id}:{self.session_key}"


def init_app(app: Flask) -> None:
    """Attach session loading to `app`."""
    login_manager.init_app(app)


@login_manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no hints
def _load(token: str) -> SignedIn | None:
    number, _, key = token.partition(":")
    account = active_account(int(number), key) if number.isdigit() else None
    return SignedIn(account) if account else None


def current_account() -> Account | None:
    """Return the signed-in account, or None."""
    user = cast("SignedIn", current_user)
    return db.session.get(Account, user.account_id) if user.is_authenticated else None


def current_actor() -> Actor:
    """Return who acts in this request; loaded once, NOBODY without an account."""
    if "actor" not in g:
        account = current_account()
        g.actor = actor_for(account) if account else NOBODY
    actor: Actor = g.actor
    return actor


def current_community(permission: str | None = None) -> Community | None:
    """Return the community in view: the chosen one, else the actor's first, else the first."""
    communities = visible_communities(permission)
    chosen = request.args.get("community", type=int) or session.get("community_id")
    return next((row for row in communities if row.id == chosen), next(iter(communities), None))


def community_in_view(permission: str | None = None) -> Community:
    """Return the community in view; one that was just chosen stays so on the pages that follow.

    Raises:
        Missing: there is none yet, or none that the actor may see.
    """
    community = current_community(permission)
    if community is None:
        raise Missing(say("这里还没有社区。"))
    if request.args.get("community", type=int) == community.id:
        session["community_id"] = community.id
    return community


def visible_communities(permission: str | None = None) -> list[Community]:
    """Return the communities an actor can choose; the public may look at every board."""
    select = db.select(Community).where(Community.retired_at.is_(None)).order_by(Community.id)
    rows = list(db.session.scalars(select))
    if permission is None:
        return rows
    actor = current_actor()
    return [row for row in rows if can(actor, permission, place_of(row))]


def requires(
    permission: str, model: type[M] | None = None, *, once: bool = True
) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Let a request pass only with `permission` at the place of its subject.

    With a `model`, the view's `<model>_id` argument is replaced by the loaded row. A POST runs as
    a command: one write transaction, answered once per `command_id` (`once=False` leaves that to
    the view, for work that must not hold the writer).
    """

    def decorate(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def guarded(**arguments: Any) -> ResponseReturnValue:
            def answer() -> ResponseReturnValue:
                if refused := _check(permission, model, arguments):
                    return refused
                return view(**arguments)

            if request.method == "POST" and once:
                return commands.run(answer)
            return answer()

        guarded.permission = permission  # type: ignore[attr-defined]  # read by tests
        return guarded

    return decorate


def _check(
    permission: str, model: type[M] | None, arguments: dict[str, Any]
) -> ResponseReturnValue | None:
    actor = current_actor()
    if actor is NOBODY and not can(actor, permission):
        return redirect(url_for("people.sign_in", next=request.full_path), 303)
    subject = _load_subject(model, arguments) if model else None
    demand(actor, permission, place_of(subject) if subject is not None else None)
    if subject is not None and model is not None:
        arguments[model.__tablename__] = subject
    return None


def _load_subject(model: type[M], arguments: dict[str, Any]) -> M:
    identity = arguments.pop(f"{model.__tablename__}_id")
    lock = request.method == "POST"
    row = None
    if identity <= LAST_ID:
        if lock:
            _lock_meeting(model, identity)
        row = db.session.get(model, identity, with_for_update=lock or None, populate_existing=lock)
    if row is None:
        raise Missing(say("没有找到您要的内容，它可能已被移走。"))
    return row


def _lock_meeting(model: type[M], identity: int) -> None:
    """Let one command at a time change what belongs to a meeting: its parts decide together.

    Who gives the floor looks at every speech. The meeting comes before its parts, always: two that
    wait for each other's rows would wait for ever.
    """
    row = db.session.get(model, identity)
    meeting = meeting_of(row) if row is not None else None
    if meeting is not None and meeting is not row:
        db.session.get(Meeting, meeting.id, with_for_update=True, populate_existing=True)
