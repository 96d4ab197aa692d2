"""The HTTP edge of board: what everybody may read, without an account and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from deliberation.features.board.views import home, notices, small
from deliberation.features.board.views.edge import blueprint

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["home", "init_app", "notices", "small"]


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        home_url=lambda: url_for("board.home"),
        privacy_url=lambda: url_for("board.privacy"),
        languages=small.language_choices,
    )
