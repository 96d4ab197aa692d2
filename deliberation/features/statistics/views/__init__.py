"""The HTTP edge of statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import say
from deliberation.features.statistics.views.page import blueprint
from deliberation.shell.pages import NavigationItem, add_navigation

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
    add_navigation(
        app, NavigationItem(60, say("统计"), "statistics.page", "statistics.read", "chart")
    )
