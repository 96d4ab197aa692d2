"""The meeting's course: open, next stage, the stage's clock, close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, flash
from flask_babel import gettext as _

from deliberation.domain import clock as ticking
from deliberation.domain.errors import Invalid, say
from deliberation.features.room import actions
from deliberation.features.room.forms import ExtendForm, StageForm
from deliberation.features.room.views.shared import back, bench_page, blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response


@blueprint.get("/meetings/<int:meeting_id>/room")
@requires("room.read", Meeting)
def bench(meeting: Meeting) -> Response:
    """Show the bench."""
    return bench_page(meeting)


@blueprint.post("/meetings/<int:meeting_id>/opening")
@requires("room.open", Meeting)
def open_meeting(meeting: Meeting) -> Response:
    """Open the meeting."""
    actions.open_meeting(meeting, actor=access.current_actor(), now=clock.now())
    flash(_("开会了。请先宣布规则、角色和议题。"))
    return back(meeting, "stage")


@blueprint.post("/meetings/<int:meeting_id>/stage")
@requires("room.stage", Meeting)
def next_stage(meeting: Meeting) -> Response:
    """Go on to the next stage."""
    form = _valid(StageForm())
    actions.next_stage(meeting, form.position.data, actor=access.current_actor(), now=clock.now())
    return back(meeting, "stage")


@blueprint.post("/meetings/<int:meeting_id>/clock/start")
@requires("room.clock", Meeting)
def start_clock(meeting: Meeting) -> Response:
    """Let the stage's clock run on."""
    actions.start_stage(meeting, actor=access.current_actor(), now=clock.now())
    return back(meeting, "stage")


@blueprint.post("/meetings/<int:meeting_id>/clock/pause")
@requires("room.clock", Meeting)
def pause_clock(meeting: Meeting) -> Response:
    """Hold the stage's clock."""
    actions.pause_stage(meeting, actor=access.current_actor(), now=clock.now())
    return back(meeting, "stage")


@blueprint.post("/meetings/<int:meeting_id>/clock/extension")
@requires("room.clock", Meeting)
def extend_clock(meeting: Meeting) -> Response:
    """Give the stage more time."""
    form = _valid(ExtendForm())
    ms = form.seconds.data * ticking.SECOND
    actor, now = access.current_actor(), clock.now()
    actions.extend_stage(meeting, ms, form.reason.data, actor=actor, now=now)
    return back(meeting, "stage")


@blueprint.post("/meetings/<int:meeting_id>/closing")
@requires("room.close", Meeting)
def close_meeting(meeting: Meeting) -> Response:
    """Close the meeting, and let what follows from it begin (the draft of the minutes)."""
    actor, now = access.current_actor(), clock.now()
    actions.close_meeting(meeting, actor=actor, now=now)
    for follow in current_app.extensions.get("after_close", ()):
        follow(meeting, actor=actor, now=now)
    flash(_("散会了，谢谢大家。纪要已按记录起草。"))
    return back(meeting, "stage")


def _valid(form: StageForm | ExtendForm) -> StageForm | ExtendForm:
    if not form.validate():
        raise Invalid(say("这张页面不完整。请返回并刷新后再提交。"))
    return form
