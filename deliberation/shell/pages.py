"""One render path: what every template can ask, the headers, and how a redirect is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import current_app, g, make_response, redirect, render_template, request, url_for

from deliberation.domain import roles
from deliberation.shell import access, clock, languages
from deliberation.shell.commands import new_command_id
from deliberation.shell.words import translate
from deliberation.store.moves import place_of

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask, Response

    from deliberation.domain.errors import Sentence
    from deliberation.domain.roles import Actor
    from deliberation.store.models import Account, Community

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'{sockets}; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


# A name or an IPv4 address, or an IPv6 address, and perhaps a port: what fits into the policy.
HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One place in the desk's navigation, shown to those who carry `permission`."""

    order: int
    label: Sentence
    endpoint: str
    permission: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Current:
    """What a page may know of this request."""

    actor: Actor
    account: Account | None
    community: Community | None
    demo: bool
    now: datetime

    @property
    def language(self) -> str:
        """The language of the page, as HTML names it."""
        return languages.tag()


def init_app(app: Flask) -> None:
    """Give every template its globals and every answer its headers."""
    app.extensions["navigation"] = []
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["role_word"] = lambda role: translate(roles.ROLES[role])
    app.jinja_env.filters["epoch_ms"] = clock.epoch_ms
    app.jinja_env.globals.update(can=can, new_command_id=new_command_id, navigation=navigation)
    app.context_processor(lambda: {"current": _current()})
    app.after_request(_headers)


def add_navigation(app: Flask, item: NavigationItem) -> None:
    """Add a place to the desk's navigation."""
    app.extensions["navigation"].append(item)


def navigation() -> list[tuple[Sentence, str, bool, str]]:
    """Return label, address, whether it is the open one, and icon, for the actor's places."""
    actor = access.current_actor()
    items = sorted(current_app.extensions["navigation"], key=lambda item: item.order)
    return [
        (item.label, url_for(item.endpoint), _is_open(item, items), item.icon)
        for item in items
        if roles.can(actor, item.permission)
    ]


def _is_open(item: NavigationItem, items: list[NavigationItem]) -> bool:
    """Say whether the page belongs to `item`: by feature, and by address where one has several."""
    feature = f"{request.blueprint}."
    if not item.endpoint.startswith(feature):
        return False
    alone = sum(other.endpoint.startswith(feature) for other in items) == 1
    return alone or f"{request.path}/".startswith(f"{url_for(item.endpoint)}/")


def can(permission: str, subject: object = None) -> bool:
    """Say whether the current actor has `permission` at the place of `subject`."""
    place = place_of(subject) if subject is not None else None
    return roles.can(access.current_actor(), permission, place)


def page(template: str, status: int = 200, /, **context: object) -> Response:
    """Render `template`; a form after an error is the same page with status 422."""
    return make_response(render_template(template, **context), status)


def moved(endpoint: str, **arguments: Any) -> Response:
    """Answer a command that succeeded: see the page at `endpoint` (303)."""
    return make_response(redirect(url_for(endpoint, **arguments), 303))


def on_this_site(place: str) -> bool:
    """Say whether a wish to go to `place` can be followed: it is an address of our own."""
    plain = place.isprintable() and "\\" not in place
    return plain and place.startswith("/") and not place.startswith("//")


def _current() -> Current:
    if "current" not in g:
        community = access.current_community(_staff_permission()) or access.current_community()
        g.current = Current(
            access.current_actor(),
            access.current_account(),
            community,
            bool(community and community.demo_at),
            clock.now(),
        )
    current: Current = g.current
    return current


def _staff_permission() -> str | None:
    """Return what the open page asks for, so that a desk never names a community not one's own."""
    view = current_app.view_functions.get(request.endpoint or "")
    permission: str | None = getattr(view, "permission", None)
    shown_to = roles.PERMISSIONS.get(permission or "", frozenset({roles.ANYONE}))
    return None if roles.ANYONE in shown_to else permission


def _headers(response: Response) -> Response:
    policy = POLICY.format(sockets=_sockets())
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Frame-Options"] = "DENY"
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    if request.headers.get("HX-Request") and response.status_code == HTTPStatus.SEE_OTHER:
        response.headers["HX-Location"] = response.headers.pop("Location")
        response.status_code = 200
    return response


def _sockets() -> str:
    """Return where sockets may go: to older browsers a page's own host is not `'self'` for them."""
    if not HOST.fullmatch(request.host):
        return ""
    return f" {'wss' if request.is_secure else 'ws'}://{request.host}"
