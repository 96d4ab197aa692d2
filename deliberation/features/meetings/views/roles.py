"""Who holds which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain import meeting as rules
from deliberation.domain.errors import Invalid, say
from deliberation.domain.roles import MEETING_ROLES
from deliberation.features.meetings import actions
from deliberation.features.meetings.forms import RolesForm
from deliberation.features.meetings.queries import preparation
from deliberation.features.meetings.views import edge
from deliberation.features.meetings.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store import people
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response


@blueprint.route("/meetings/<int:meeting_id>/roles", methods=["GET", "POST"])
@requires("meeting.assign", Meeting)
def roles(meeting: Meeting) -> Response:
    """Assign the roles of a meeting; a change hands the role over."""
    form = RolesForm()
    standing = rules.standing(meeting.roles)
    form.offer(people.candidates(meeting), {one.role: one.account_id for one in standing})
    if request.method == "POST" and form.attempt(lambda: _assign(meeting, form)):
        flash(_("分工已保存。"), "good")
        return moved("meetings.page", meeting_id=meeting.id)
    return page(
        "meetings/roles.html",
        422 if request.method == "POST" else 200,
        meeting=preparation.load(meeting.id),
        form=form,
        roles=MEETING_ROLES,
        cards=edge.procedure_of(meeting).cards,
        past=[duty for duty in meeting.roles if duty.ended_at is not None],
    )


def _assign(meeting: Meeting, form: RolesForm) -> None:
    chosen = {
        role: people.candidate(meeting, number) if number else None
        for role, number in form.chosen().items()
    }
    for role, number in form.chosen().items():
        if number and chosen[role] is None:
            raise Invalid(say("请选择一项。"), role)
    actions.assign_all(meeting, chosen, actor=access.current_actor(), now=clock.now())
