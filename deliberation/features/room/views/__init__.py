"""The HTTP edge of the room: by form posts; a page open elsewhere is right when loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.features.room.views import decisions, speaking, stages
from deliberation.features.room.views.shared import blueprint

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["decisions", "init_app", "speaking", "stages"]


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
