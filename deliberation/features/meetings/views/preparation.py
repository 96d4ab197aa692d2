"""One meeting: what is done and what comes next; calling it off and taking it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash
from flask_babel import gettext as _

from deliberation.domain import meeting as rules
from deliberation.domain.roles import ROLES
from deliberation.features.meetings import actions
from deliberation.features.meetings.forms import ReasonForm
from deliberation.features.meetings.queries import door, history, preparation
from deliberation.features.meetings.views import edge
from deliberation.features.meetings.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved
from deliberation.shell.pages import page as render
from deliberation.store import library
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response


@blueprint.get("/meetings/<int:meeting_id>")
@requires("meeting.read", Meeting)
def page(meeting: Meeting) -> Response:
    """Show one meeting: the steps of its preparation, or what follows the notice."""
    return _page(meeting, ReasonForm(), 200)


def _page(meeting: Meeting, form: ReasonForm, status: int) -> Response:
    row, now = preparation.load(meeting.id), clock.now()
    actor = access.current_actor()
    mine = [duty for duty in rules.standing(row.roles) if duty.account_id == actor.account_id]
    return render(
        "meetings/page.html",
        status,
        meeting=row,
        stage=rules.LIFECYCLE.stages[row.stage],
        possible=rules.LIFECYCLE.possible(row.stage),
        preparation=preparation.preparation(row, library.calendar(), now),
        agenda=preparation.agenda(row),
        parties=preparation.by_party(row.seats),
        door=door.door(row, edge.rule_of(row)),
        procedure=edge.procedure_of(row),
        rule=edge.rule_of(row),
        rule_words=edge.rule_words,
        duties=rules.standing(row.roles),
        mine=mine,
        roles=ROLES,
        form=form,
        history=history.history(row),
    )


@blueprint.post("/meetings/<int:meeting_id>/cancellation")
@requires("meeting.plan", Meeting)
def cancel(meeting: Meeting) -> Response:
    """Call a meeting off."""
    form, actor, now = ReasonForm(), access.current_actor(), clock.now()
    if form.attempt(lambda: actions.cancel(meeting, form.reason.data, actor=actor, now=now)):
        flash(_("会议已取消，议题放回待排的议题里。"), "warn")
        return moved("meetings.page", meeting_id=meeting.id)
    return _page(meeting, form, 422)


@blueprint.post("/meetings/<int:meeting_id>/planning")
@requires("meeting.plan", Meeting)
def plan_again(meeting: Meeting) -> Response:
    """Take the notice back, or a cancelled meeting up again."""
    form, actor, now = ReasonForm(), access.current_actor(), clock.now()
    if meeting.stage == "cancelled":
        form.reason.validators = ()
    if form.attempt(lambda: actions.plan_again(meeting, form.reason.data, actor=actor, now=now)):
        flash(_("回到筹备。改好以后要重新发通知。"), "warn")
        return moved("meetings.page", meeting_id=meeting.id)
    return _page(meeting, form, 422)


@blueprint.post("/meetings/<int:meeting_id>/presence/<role>")
@requires("duty.report", Meeting)
def report_present(meeting: Meeting, role: str) -> Response:
    """Note that a role's holder has arrived."""
    actions.report_present(meeting, role, actor=access.current_actor(), now=clock.now())
    return moved(edge.back("meetings.page"), meeting_id=meeting.id)


@blueprint.post("/meetings/<int:meeting_id>/presence/<role>/undo")
@requires("duty.report", Meeting)
def undo_present(meeting: Meeting, role: str) -> Response:
    """Take back that a role's holder has arrived."""
    actions.undo_present(meeting, role, actor=access.current_actor(), now=clock.now())
    return moved(edge.back("meetings.page"), meeting_id=meeting.id)
