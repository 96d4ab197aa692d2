"""Moving the one clock from a browser test, so that no test sleeps. Present in tests only."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, request

from deliberation.shell import clock
from deliberation.shell.access import requires

if TYPE_CHECKING:
    from flask import Flask
    from flask_wtf import CSRFProtect

blueprint = Blueprint("moving", __name__)


def init_app(app: Flask, protection: CSRFProtect) -> None:
    """Attach the edge to `app` if it serves a test."""
    if app.extensions["settings"].testing:
        app.register_blueprint(blueprint)
        protection.exempt(blueprint)


@blueprint.post("/-/clock")
@requires("board.read", once=False)
def move() -> str:
    """Let `ms` milliseconds pass."""
    ms = request.form.get("ms", 0, type=int)
    clock.set_offset(clock.offset() + timedelta(milliseconds=ms))
    return clock.now().isoformat()
