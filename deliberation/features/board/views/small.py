"""The privacy notice, the language, and the answer to a watcher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import redirect, request, url_for

from deliberation.domain.errors import Invalid, say
from deliberation.domain.notice import PRIVACY_VERSION
from deliberation.features.board.views.edge import blueprint
from deliberation.shell import access, languages
from deliberation.shell.access import requires
from deliberation.shell.pages import on_this_site, page
from deliberation.store.db import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

# Each language is named in itself, whatever the page is written in.
NAMES: Final = {"zh_CN": "简体中文", "zh_TW": "繁體中文", "en": "English"}


@blueprint.get("/privacy")
@requires("board.read")
def privacy() -> ResponseReturnValue:
    """Tell who uses personal information, for what, how, which, how long, and one's rights."""
    community = access.current_community()
    return page("board/privacy.html", community=community, version=PRIVACY_VERSION)


@blueprint.post("/language")
@requires("board.read", once=False)
def choose_language() -> ResponseReturnValue:
    """Keep the chosen language, and show the page again.

    Raises:
        Invalid: there is no such language here.
    """
    chosen = request.form.get("language", "")
    if chosen not in languages.offered():
        raise Invalid(say("没有这种语言。"))
    wanted = request.form.get("next", "")
    response = redirect(wanted if on_this_site(wanted) else url_for("board.home"), 303)
    languages.keep(response, chosen)
    return response


@blueprint.get("/healthz")
@requires("board.read")
def healthz() -> ResponseReturnValue:
    """Answer a watcher: the process and its database are there."""
    db.session.execute(db.text("SELECT 1"))
    return {"status": "ok"}


def language_choices() -> list[tuple[str, str, bool]]:
    """Return each language to choose from: its code, its name, and whether the page is in it."""
    shown = languages.tag()
    return [(code, NAMES[code], languages.tag_of(code) == shown) for code in languages.offered()]
