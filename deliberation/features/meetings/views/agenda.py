"""The agenda: minutes and order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain.roles import ROLES
from deliberation.features.meetings import actions
from deliberation.features.meetings.forms import agenda_form, agenda_minutes
from deliberation.features.meetings.queries import preparation
from deliberation.features.meetings.views import edge
from deliberation.features.meetings.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response

    from deliberation.shell.forms import Form

UP, DOWN = -1, 1


@blueprint.route("/meetings/<int:meeting_id>/agenda", methods=["GET", "POST"])
@requires("meeting.plan", Meeting)
def agenda(meeting: Meeting) -> Response:
    """Set the minutes of each stage."""
    form = agenda_form(meeting)
    if request.method == "POST" and form.attempt(lambda: _set(meeting, form)):
        over = preparation.agenda(meeting).over
        if over:
            flash(_("已保存，但是排不下，超出%(n)s分钟。", n=over), "warn")
        else:
            flash(_("已保存，排得下。"), "good")
        return moved("meetings.agenda", meeting_id=meeting.id)
    return _page(meeting, form)


def _set(meeting: Meeting, form: Form) -> None:
    actor, now = access.current_actor(), clock.now()
    actions.set_agenda(meeting, agenda_minutes(form), actor=actor, now=now)


def _page(meeting: Meeting, form: Form) -> Response:
    return page(
        "meetings/agenda.html",
        422 if request.method == "POST" else 200,
        meeting=meeting,
        form=form,
        agenda=preparation.agenda(meeting),
        procedure=edge.procedure_of(meeting),
        roles=ROLES,
        can_move=lambda item, step: actions.neighbour(meeting.agenda, item, step) is not None,
    )


@blueprint.post("/meetings/<int:meeting_id>/agenda/<int:item_id>/position")
@requires("meeting.plan", Meeting)
def move_item(meeting: Meeting, item_id: int) -> Response:
    """Move one stage up or down; minutes typed meanwhile are kept."""
    form, actor, now = agenda_form(meeting), access.current_actor(), clock.now()
    typed = any(name.startswith("minutes-") for name in request.form)
    if typed and not form.attempt(lambda: _set(meeting, form)):
        return _page(meeting, form)
    step = DOWN if request.form.get("to") == "down" else UP
    actions.move_item(meeting, item_id, step, actor=actor, now=now)
    return moved("meetings.agenda", meeting_id=meeting.id, _anchor=f"item-{item_id}")
