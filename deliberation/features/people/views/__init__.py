"""The HTTP edge of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from deliberation.domain.errors import say
from deliberation.features.people.views import desk, doors, own
from deliberation.features.people.views.edge import blueprint

if TYPE_CHECKING:
    from flask import Flask

    from deliberation.domain.errors import Sentence

__all__ = ["desk", "doors", "own"]


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        desk_url=lambda: url_for("people.desk"),
        logout_url=lambda: url_for("people.sign_out"),
        account_links=_account_links,
    )


def _account_links() -> list[tuple[Sentence, str]]:
    return [(say("我的账号"), url_for("people.own"))]
