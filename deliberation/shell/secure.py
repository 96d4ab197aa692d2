"""Two doors, one house: cookies over TLS and without it, and which pages need TLS.

The process listens on HTTP for public pages and on HTTPS for staff. A browser does not let a
plain page replace a Secure cookie of the same name; hence each door has a cookie of its own name,
and a worker's tablet can open a public page, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import current_app, redirect, request
from flask.sessions import SecureCookieSessionInterface

from deliberation.domain.roles import ANYONE, PERMISSIONS
from deliberation.shell.addresses import for_url, is_loopback

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug import Response

# Open to anyone, and yet a password is typed there.
SECRETS_TYPED: Final = frozenset({"session.open", "installation.begin"})


class TwoDoors(SecureCookieSessionInterface):
    """Session cookies that are Secure exactly over TLS."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Say whether this answer's cookie is only for TLS."""
        del app
        return request.is_secure

    def get_cookie_name(self, app: Flask) -> str:
        """Return the door's own name; `__Host-` lets no other host and no plain page set it."""
        name = str(app.config["SESSION_COOKIE_NAME"])
        return f"__Host-{name}" if request.is_secure else name


def init_app(app: Flask) -> None:
    """Give `app` its two doors; `serve` sets `TLS_PORT` when the second one is open."""
    app.session_interface = TwoDoors()
    app.config.setdefault("TLS_PORT", None)
    app.before_request(_to_tls)


def _to_tls() -> Response | None:
    port = current_app.config["TLS_PORT"]
    host = asked_host()
    if port is None or request.is_secure or is_loopback(host) or not _needs_tls():
        return None
    return redirect(f"https://{for_url(host)}:{port}{request.full_path.rstrip('?')}", 307)


def asked_host() -> str:
    """Return the host that the browser asked for, without its port."""
    if request.host.startswith("["):
        return request.host.partition("]")[0][1:]
    return request.host.partition(":")[0]


def _needs_tls() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    permission = getattr(view, "permission", None)
    if permission is None:
        return False
    return permission in SECRETS_TYPED or ANYONE not in PERMISSIONS[permission]
