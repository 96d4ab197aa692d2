"""The privacy notice, the language, and the answer to a watcher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request, session
from flask_babel import get_babel

from deliberation.domain.errors import Invalid, say
from deliberation.domain.notice import PRIVACY_VERSION
from deliberation.features.board.views.edge import blueprint
from deliberation.shell import access
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.shell.words import LANGUAGES
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
@requires("board.read")
def choose_language() -> ResponseReturnValue:
    """Keep the chosen language."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        raise Invalid(say("没有这种语言。"))
    session["language"] = chosen
    return moved("board.home")


@blueprint.get("/healthz")
@requires("board.read")
def healthz() -> ResponseReturnValue:
    """Answer a watcher: the process and its database are there."""
    db.session.execute(db.text("SELECT 1"))
    return {"status": "ok"}


def languages() -> list[tuple[str, str]]:
    """Return the languages to choose from: the source, and those whose catalogue is there."""
    found = get_babel().instance.list_translations()
    there = {
        LANGUAGES[0],
        *("_".join(filter(None, (row.language, row.territory))) for row in found),
    }
    return [(code, NAMES[code]) for code in LANGUAGES if code in there]
