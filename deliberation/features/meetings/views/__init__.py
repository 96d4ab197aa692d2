"""The HTTP edge of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import say
from deliberation.features.meetings.views import (
    agenda,
    attendance,
    notice,
    planning,
    preparation,
    roles,
    seats,
    topics,
)
from deliberation.features.meetings.views.edge import blueprint
from deliberation.shell.pages import NavigationItem, add_navigation

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "agenda",
    "attendance",
    "init_app",
    "notice",
    "planning",
    "preparation",
    "roles",
    "seats",
    "topics",
]


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
    place = NavigationItem(30, say("会议"), "meetings.index", "meeting.read", "calendar")
    add_navigation(app, place)
