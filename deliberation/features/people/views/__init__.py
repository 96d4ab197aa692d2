"""The HTTP edge of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from deliberation.domain.errors import say
from deliberation.features.people.views import (
    accounts,
    communities,
    desk,
    doors,
    own,
    setup,
    venues,
)
from deliberation.features.people.views.edge import blueprint
from deliberation.shell.pages import NavigationItem, add_navigation

if TYPE_CHECKING:
    from flask import Flask

    from deliberation.domain.errors import Sentence

__all__ = ["accounts", "communities", "desk", "doors", "own", "setup", "venues"]

PLACES = (
    NavigationItem(0, say("工作台"), "people.desk", "account.own", "home"),
    NavigationItem(80, say("人员与角色"), "people.accounts_index", "people.manage", "people"),
    NavigationItem(82, say("议事场所"), "people.venues", "venue.manage", "cup"),
    NavigationItem(84, say("街道与社区"), "people.communities", "community.manage", "gear"),
)


def init_app(app: Flask) -> None:
    """Attach the feature to `app`."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        desk_url=lambda: url_for("people.desk"),
        logout_url=lambda: url_for("people.sign_out"),
        account_links=_account_links,
    )
    for item in PLACES:
        add_navigation(app, item)


def _account_links() -> list[tuple[Sentence, str]]:
    return [(say("我的账号"), url_for("people.own"))]
