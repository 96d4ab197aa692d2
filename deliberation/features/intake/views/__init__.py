"""The HTTP edge of intake: the public form, receipts, and the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import say
from deliberation.features.intake.views import desk, receipts, submission
from deliberation.features.intake.views.shared import blueprint
from deliberation.shell.pages import NavigationItem, add_navigation

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["desk", "init_app", "receipts", "submission"]


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
    add_navigation(app, NavigationItem(10, say("意见"), "intake.desk", "opinion.read", "speech"))
