"""The HTTP edge of topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import say
from deliberation.features.topics.views import desk, handling, opinions, publicity, review, topic
from deliberation.features.topics.views.edge import blueprint
from deliberation.shell.pages import NavigationItem, add_navigation

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["desk", "handling", "opinions", "publicity", "review", "topic"]


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
    add_navigation(app, NavigationItem(20, say("议题"), "topics.index", "topic.read", "list"))
