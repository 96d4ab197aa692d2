"""The desk: where staff begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.features.people.views.edge import blueprint
from deliberation.shell.access import requires
from deliberation.shell.pages import page

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/desk")
@requires("account.own")
def desk() -> ResponseReturnValue:
    """Show what waits for me."""
    return page("people/desk.html", tasks=[])
