"""Taking the last press back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import Invalid, say
from deliberation.features.room import actions
from deliberation.features.room.forms import PressForm
from deliberation.features.room.views.shared import back, blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response


@blueprint.post("/meetings/<int:meeting_id>/undo")
@requires("room.undo", Meeting)
def undo(meeting: Meeting) -> Response:
    """Let everything stand as before the last press."""
    form = PressForm()
    if not form.validate():
        raise Invalid(say("这张页面不完整。请返回并刷新后再提交。"))
    actions.undo(meeting, form.press.data, actor=access.current_actor(), now=clock.now())
    return back(meeting, "stage")
