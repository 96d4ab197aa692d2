"""The HTTP edge of the follow-through: one module per part of the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import say
from deliberation.features.followthrough.views import (
    commitments,
    handing,
    links,
    matter,
    notices,
    orders,
    pictures,
    steps,
    supervision,
    tasks,
    verdicts,
)
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.shell.pages import NavigationItem, add_navigation

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "commitments",
    "handing",
    "links",
    "matter",
    "notices",
    "orders",
    "pictures",
    "steps",
    "supervision",
    "tasks",
    "verdicts",
]


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
    verdicts.init_app(app)
    place = "followthrough.supervision"
    add_navigation(app, NavigationItem(40, say("督办"), place, "supervision.read", "check"))
    add_navigation(
        app, NavigationItem(5, say("我的交办"), "followthrough.tasks", "commitment.act", "flag")
    )
