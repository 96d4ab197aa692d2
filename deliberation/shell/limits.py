"""Rate limits that a whole hall behind one address can live with: per session first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, session
from flask_limiter import Limit, Limiter

from deliberation.shell.commands import new_command_id

if TYPE_CHECKING:
    from flask import Flask

HALL = "1200 per minute"
PERSON = "90 per minute"
SIGN_IN = "30 per minute"


def who() -> str:
    """Return the key of a person: the session, which a phone keeps, else the address."""
    return str(session.get("visitor") or request.remote_addr or "")


def address() -> str:
    """Return the address, which a whole hall shares."""
    return request.remote_addr or ""


limiter = Limiter(
    key_func=who,
    default_limits=[
        Limit(PERSON, who, methods=("POST",), scope="person"),
        Limit(HALL, address, methods=("POST",), scope="hall"),
    ],
)


def init_app(app: Flask) -> None:
    """Limit posts per session and per address; reading is not limited."""
    settings = app.extensions["settings"]
    app.config.setdefault("RATELIMIT_STORAGE_URI", settings.redis_url or "memory://")
    app.config.setdefault("RATELIMIT_ENABLED", not settings.testing)
    limiter.init_app(app)
    app.before_request(_visitor)


def _visitor() -> None:
    if "visitor" not in session and request.endpoint != "static":
        session["visitor"] = new_command_id()
