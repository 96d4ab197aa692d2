"""The HTTP edge of board: what everybody may read, without an account and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for

from deliberation.shell.access import requires
from deliberation.shell.pages import page
from deliberation.store.db import db

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("board", __name__)


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        home_url=lambda: url_for("board.home"),
        privacy_url=lambda: url_for("board.privacy"),
    )


@blueprint.get("/")
@requires("board.read")
def home() -> ResponseReturnValue:
    """Show the community's board."""
    return page("board/home.html")


@blueprint.get("/privacy")
@requires("board.read")
def privacy() -> ResponseReturnValue:
    """Tell how personal information is used."""
    return page("board/privacy.html")


@blueprint.get("/healthz")
@requires("board.read")
def healthz() -> ResponseReturnValue:
    """Answer a watcher: the process and its database are there."""
    db.session.execute(db.text("SELECT 1"))
    return {"status": "ok"}
