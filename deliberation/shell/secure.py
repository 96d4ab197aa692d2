"""Two doors, one house: cookies over TLS and without it, and which pages need TLS.

The process listens on HTTP for public pages and on HTTPS for staff. A browser does not let a
plain page replace a Secure cookie of the same name; hence each door has a cookie of its own name,
and a worker's tablet can open a public page, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import current_app, redirect, request, url_for
from flask.sessions import SecureCookieSessionInterface

from deliberation.domain.roles import ANYONE, OWNERS, PERMISSIONS
from deliberation.shell.addresses import for_url, hall_addresses, is_loopback
from deliberation.shell.installation import settings

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug import Response

# Open to anyone, and yet a password is typed there, or a role is given to whoever has a code.
SECRETS_TYPED: Final = frozenset({"session.open", "installation.begin", "role.take"})
# A phone's seat is bound by its cookie of the plain door; it has no certificate of ours.
WITHOUT_TLS: Final = frozenset({ANYONE, "seat"})


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


def secure_url(endpoint: str, **arguments: Any) -> str:
    """Return a page's whole address behind the second door, where there is one."""
    port = current_app.config["TLS_PORT"]
    if port is None or request.is_secure or is_loopback(asked_host()):
        return url_for(endpoint, _external=True, **arguments)
    return f"https://{for_url(asked_host())}:{port}{url_for(endpoint, **arguments)}"


def front_door() -> str:
    """Return where phones come in: the open door, and not by this machine's name for itself."""
    host, ours = asked_host(), settings()
    if is_loopback(host) and not is_loopback(ours.host):
        host = next(iter(hall_addresses()), host)
    elif not (request.is_secure and current_app.config["TLS_PORT"]):
        return request.url_root.rstrip("/")
    return f"http://{for_url(host)}:{ours.port}"


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
    # Nor has a phone that opened a link 交办码; what staff may do, too, needs TLS all the same.
    holders = PERMISSIONS[permission]
    return permission in SECRETS_TYPED or not (holders & WITHOUT_TLS or holders <= OWNERS)
