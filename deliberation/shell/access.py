"""Who is asking, and the one decorator that lets a request reach a view."""

from __future__ import annotations

import secrets
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user

from deliberation.domain.errors import Forbidden, Missing, say
from deliberation.domain.roles import NOBODY, OWNERS, PERMISSIONS, ROLES, Actor, can, demand
from deliberation.shell import clock, commands, subjects
from deliberation.shell.commands import DEVICE
from deliberation.store import links
from deliberation.store.db import Model, db
from deliberation.store.models import Account, Commitment, Community, Meeting, Seat, TaskLink
from deliberation.store.moves import commitment_of, meeting_of, place_of
from deliberation.store.people import (
    active_account,
    actor_for,
    links_held,
    seats_held,
    successor,
    with_links,
    with_seats,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.typing import ResponseReturnValue

M = TypeVar("M", bound=Model)

LINKS = "task_links"
MOST_LINKS = 20  # a cookie has an end

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
    account = active_account(int(number), key, clock.now()) if number.isdigit() else None
    return SignedIn(account) if account else None


def current_account() -> Account | None:
    """Return the signed-in account, or None."""
    user = cast("SignedIn", current_user)
    return db.session.get(Account, user.account_id) if user.is_authenticated else None


def current_actor() -> Actor:
    """Return who acts in this request; loaded once, NOBODY without an account or a seat."""
    if "actor" not in g:
        account = current_account()
        actor = actor_for(account) if account else NOBODY
        g.actor = with_links(with_seats(actor, claimed_seats()), opened_links())
    found: Actor = g.actor
    return found


def claimed_seats() -> list[Seat]:
    """Return the seats that this browser has claimed, as far as the claims still hold."""
    key = session.get(DEVICE)
    return seats_held(key) if key else []


def opened_links() -> list[TaskLink]:
    """Return the links 交办码 that this browser opened, as far as they are still valid."""
    return links_held(session.get(LINKS, []), clock.now())


def open_link(link: TaskLink) -> None:
    """Let this browser act for the commitment that a valid link names."""
    others = [number for number in session.get(LINKS, []) if number != link.id]
    session[LINKS] = [*others, link.id][-MOST_LINKS:]
    session.permanent = True
    g.pop("actor", None)


def current_seat(meeting: Meeting) -> Seat | None:
    """Return this browser's seat at `meeting`."""
    return next((seat for seat in claimed_seats() if seat.meeting_id == meeting.id), None)


def device() -> str:
    """Return this browser's key, with which it claims a seat; given before it asks for one.

    A claim whose answer got lost can therefore be sent again: the browser holds its key already.
    """
    if DEVICE not in session:
        session[DEVICE] = secrets.token_hex(16)
        session.permanent = True
    key: str = session[DEVICE]
    return key


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
    # A phone with a seat is nobody elsewhere; what only a seat may do, no account helps with.
    nobody = actor.account_id is None and PERMISSIONS[permission] != {"seat"}
    if nobody and not can(actor, permission):
        return _at_the_door(permission)
    subject = subjects.load(model, arguments) if model else None
    let_pass(current_actor(), permission, subject)  # asked anew once the meeting is locked
    if subject is not None and model is not None:
        arguments[model.__tablename__] = subject
    return None


def _at_the_door(permission: str) -> ResponseReturnValue:
    """Ask who it is: for an account, or for the link 交办码 where that is enough."""
    if not PERMISSIONS[permission] <= OWNERS:
        return redirect(url_for("people.sign_in", next=request.full_path), 303)
    _tell_of_lost_link(permission)
    return redirect(url_for("followthrough.rescan", next=request.full_path), 303)


def _tell_of_lost_link(permission: str, part: Commitment | None = None) -> None:
    """Say why the link that was opened here opens nothing any more: no bare refusal."""
    if "task" in PERMISSIONS[permission]:
        sentence = links.lost(session.get(LINKS, []), clock.now(), part)
        if sentence is not None:
            raise Forbidden(sentence)


def let_pass(actor: Actor, permission: str, subject: Model | None) -> None:
    """Let the actor pass, here or in the live room.

    Raises:
        Forbidden: naming the roles that carry the permission, or whom the actor's was given to.
    """
    try:
        demand(actor, permission, place_of(subject) if subject is not None else None)
    except Forbidden:
        meeting, part = meeting_of(subject), commitment_of(subject)
        if part is not None:
            _tell_of_lost_link(permission, part)
        if meeting is None or actor.account_id is None:
            raise
        now = successor(actor.account_id, meeting, PERMISSIONS[permission])
        if now is None:
            raise
        role, name = ROLES[now.role], now.account.name
        sentence = say("%(role)s已经交给%(name)s，这一步由%(name)s来做。", role=role, name=name)
        raise Forbidden(sentence) from None
