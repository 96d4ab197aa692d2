"""Elder mode: larger letters and targets on every page, remembered by the browser for a year."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from flask import Blueprint, redirect, request, url_for

from deliberation.domain.errors import Invalid, say
from deliberation.shell.access import requires
from deliberation.shell.pages import on_this_site

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

COOKIE: Final = "elder"
CHOICES: Final = ("on", "off")
KEPT: Final = timedelta(days=365)

blueprint = Blueprint("elder", __name__)


def init_app(app: Flask) -> None:
    """Attach the switch, and let every template ask for the mode."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(elder=elder, elder_back=back)


def elder() -> bool:
    """Say whether this browser chose the elder mode."""
    return request.cookies.get(COOKIE) == CHOICES[0]


def back() -> str:
    """Return the page to come back to: this one, or the one whose form was refused."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return (request.referrer or "").removeprefix(request.host_url.rstrip("/"))


@blueprint.post("/text-size")
@requires("board.read", once=False)
def choose() -> ResponseReturnValue:
    """Keep the choice, and show the page again.

    No secret is in this cookie, so both doors share one: whoever chose in the hall finds the
    choice on the desk, too.

    Raises:
        Invalid: it is neither of the two.
    """
    chosen = request.form.get("elder", "")
    if chosen not in CHOICES:
        raise Invalid(say("没有这种版式。"))
    wanted = request.form.get("next", "")
    place = wanted if on_this_site(wanted) else url_for("board.home")
    response = redirect(place, 303)
    response.set_cookie(COOKIE, chosen, max_age=KEPT, httponly=True, samesite="Lax")
    return response
