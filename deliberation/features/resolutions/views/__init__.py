"""The HTTP edge of resolutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.features.resolutions.views import commitments, results
from deliberation.features.resolutions.views.shared import blueprint

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["commitments", "init_app", "results"]


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
