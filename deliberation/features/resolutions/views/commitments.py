"""Commitments: adding, changing, taking out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import Conflict
from deliberation.features.resolutions import actions, queries
from deliberation.features.resolutions.forms import PromiseForm
from deliberation.features.resolutions.views.shared import back, blueprint, results_page
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import page as render
from deliberation.store import library
from deliberation.store.models import Commitment, Resolution

if TYPE_CHECKING:
    from flask import Response


@blueprint.post("/resolutions/<int:resolution_id>/commitments")
@requires("resolution.adopt", Resolution)
def promise(resolution: Resolution) -> Response:
    """Add a commitment; what it lacks is shown in the list."""
    meeting = actions.must_be_open(resolution.meeting)
    form, actor, now = PromiseForm(), access.current_actor(), clock.now()
    kept: list[Commitment] = []

    def verb() -> None:
        given = form.promise()
        kept.append(actions.promise(resolution, given, library.calendar(), actor=actor, now=now))

    if form.attempt(verb):
        flash(_("已加上一项。"))
        return back(meeting, f"commitment-{kept[0].id}", add=resolution.id)
    return results_page(meeting, 422, (f"promise-{resolution.id}", form))


@blueprint.route("/commitments/<int:commitment_id>/wording", methods=["GET", "POST"])
@requires("resolution.adopt", Commitment)
def amend_commitment(commitment: Commitment) -> Response:
    """Change a commitment while the meeting is open."""
    meeting = actions.must_be_open(actions.behind(commitment).meeting)
    LIFECYCLE.check(commitment, "amend")
    form = PromiseForm() if request.method == "POST" else PromiseForm.of(commitment)
    status, theirs = 200, False
    if request.method == "POST":
        status = 422
        try:
            if form.attempt(lambda: _amend(commitment, form)):
                flash(_("已保存。"))
                return back(meeting, f"promises-{commitment.resolution_id}")
        except Conflict:
            status, theirs = 409, True
            form.edited.data = str(commitment.edited)
    return render(
        "resolutions/commitment.html",
        status,
        commitment=commitment,
        meeting=meeting,
        due=queries.due(commitment, library.calendar()),
        form=form.named("promise"),
        theirs=theirs,
        owners=queries.known_owners(meeting),
    )


def _amend(commitment: Commitment, form: PromiseForm) -> None:
    actor, now = access.current_actor(), clock.now()
    actions.amend_commitment(
        commitment, form.promise(), form.base(), library.calendar(), actor=actor, now=now
    )


@blueprint.post("/commitments/<int:commitment_id>/withdrawal")
@requires("resolution.adopt", Commitment)
def drop_commitment(commitment: Commitment) -> Response:
    """Take a commitment out."""
    resolution = actions.behind(commitment)
    actions.drop_commitment(commitment, actor=access.current_actor(), now=clock.now())
    flash(_("已去掉一项，记录里仍会留下。"))
    return back(resolution.meeting, f"promises-{resolution.id}")
