"""The HTTP edge of the room: pages, and every press as a form's post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.features.room.views import (
    audience,
    decisions,
    handovers,
    polls,
    seat,
    speaking,
    stages,
    undo,
)
from deliberation.features.room.views.shared import blueprint

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "audience",
    "decisions",
    "handovers",
    "init_app",
    "polls",
    "seat",
    "speaking",
    "stages",
    "undo",
]


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
