"""Editing the minutes: a preview with its findings, a save, and a save that came second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain import revision as rules
from deliberation.domain.errors import Conflict, Invalid
from deliberation.features.documents import actions, queries
from deliberation.features.documents.forms import EditForm
from deliberation.features.documents.views.printed import unprintable
from deliberation.features.documents.views.shared import blueprint, minutes_of
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response

    from deliberation.domain.minutes import MinutesSheet
    from deliberation.features.documents.queries import Words


@blueprint.get("/meetings/<int:meeting_id>/minutes/edit")
@requires("minutes.edit", Meeting)
def edit(meeting: Meeting) -> Response:
    """Show the words of the minutes to be changed."""
    row = minutes_of(meeting)
    newest = row.revisions[-1]
    rules.LIFECYCLE.check(row, "edit")
    form = EditForm(formdata=None, obj=newest)
    form.base.data = str(newest.revision)
    return _edit_page(meeting, form, 200)


@blueprint.post("/meetings/<int:meeting_id>/minutes/edit")
@requires("minutes.edit", Meeting)
def save(meeting: Meeting) -> Response:
    """Keep what was written as a new revision."""
    row, form = minutes_of(meeting), EditForm()
    actor, now = access.current_actor(), clock.now()
    try:
        kept = form.attempt(
            lambda: actions.edit(row, form.revision, form.words(), actor=actor, now=now)
        )
    except Conflict as error:
        # Saving again on the newest revision is a choice that the writer makes, having read it.
        began, form.base.data = form.revision, str(rules.latest(row))
        return _edit_page(meeting, form, 409, clash=error, began=began)
    if not kept:
        return _edit_page(meeting, form, 422)
    flash(_("已保存。"), "good")
    return moved("documents.minutes", meeting_id=meeting.id)


@blueprint.post("/meetings/<int:meeting_id>/minutes/preview")
@requires("minutes.edit", Meeting, once=False)
def preview(meeting: Meeting) -> Response:
    """Say what stands in the way of what was typed, and show it on paper; nothing is kept."""
    form = EditForm()
    valid = form.validate()
    return _edit_page(meeting, form, 200 if valid else 422, shown=valid)


def _edit_page(
    meeting: Meeting,
    form: EditForm,
    status: int,
    *,
    clash: Conflict | None = None,
    began: int = 0,
    shown: bool = False,
) -> Response:
    words = form.words()
    row = minutes_of(meeting)
    sheet = _sheet(meeting, words)
    found = queries.findings(meeting, words)
    # A save holds the writer, and the printer is another process: only a look asks it.
    if sheet is not None and request.endpoint != "documents.save":
        found += unprintable(sheet)
    return page(
        "documents/edit.html",
        status,
        meeting=meeting,
        form=form,
        theirs=row.revisions[-1] if clash else None,
        changed=queries.changed_since(row, began) if clash else (),
        clash=clash,
        found=found,
        sheet=sheet if shown else None,
    )


def _sheet(meeting: Meeting, words: Words) -> MinutesSheet | None:
    try:
        return queries.minutes_sheet(meeting, words, at=clock.now(), approved=False)
    except Invalid:
        return None
