"""The HTTP edge of documents: minutes, their approval, approved papers, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import say
from deliberation.features.documents import actions
from deliberation.features.documents.views import approval, editing, minutes, notices, papers
from deliberation.features.documents.views.shared import blueprint
from deliberation.shell.pages import NavigationItem, add_navigation

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["approval", "editing", "init_app", "minutes", "notices", "papers"]


def init_app(app: Flask) -> None:
    """Attach the feature to `app`; a meeting that closes gets its draft at once."""
    app.register_blueprint(blueprint)
    app.extensions.setdefault("after_close", []).append(actions.draft)
    add_navigation(app, NavigationItem(50, say("纪要"), "documents.index", "minutes.read", "paper"))
