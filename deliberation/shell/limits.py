"""Rate limits that a whole hall behind one address can live with: per session first."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import request, session
from flask_limiter import Limit, Limiter

from deliberation.shell.commands import new_command_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

HALL = "1200 per minute"
PERSON = "90 per minute"
SIGN_IN = "30 per minute"
STRANGERS = "600 per minute"


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


def guessed(view: Callable[..., Any]) -> Callable[..., Any]:
    """Limit how often `view` is asked for a code that does not exist.

    A browser that guesses is refused alone. All of an address together may guess twenty times as
    often, so that one person in the hall does not shut the door on who has a right code; against
    thirty-one to the eighth that is nothing.
    """
    alone = limiter.limit(SIGN_IN, exempt_when=_unknown, deduct_when=_missed)
    together = limiter.limit(STRANGERS, key_func=address, deduct_when=_missed)
    limited: Callable[..., Any] = together(alone(view))
    return limited


def _unknown() -> bool:
    return "visitor" not in session


def _missed(response: Response) -> bool:
    return response.status_code == HTTPStatus.NOT_FOUND


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
