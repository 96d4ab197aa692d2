"""Approving: print first, outside any transaction; then check, record and freeze."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from flask import flash
from flask_babel import gettext as _

from deliberation.domain import revision as rules
from deliberation.features.documents import actions, queries
from deliberation.features.documents.actions import Frozen
from deliberation.features.documents.forms import ApprovalForm, RevisionForm
from deliberation.features.documents.views.minutes import minutes_page
from deliberation.features.documents.views.printed import (
    count_pages,
    html_of,
    paper_code,
    print_paper,
)
from deliberation.features.documents.views.shared import blueprint, minutes_of
from deliberation.shell import access, clock, commands
from deliberation.shell.access import requires
from deliberation.shell.installation import settings
from deliberation.shell.pages import moved
from deliberation.store import papers
from deliberation.store.db import db
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

    from deliberation.store.models import Minutes


@blueprint.post("/meetings/<int:meeting_id>/minutes/approval")
@requires("minutes.approve", Meeting, once=False)
def approve(meeting: Meeting) -> Response:
    """Approve the revision that was read, and freeze its paper."""
    identity, read, now = meeting.id, ApprovalForm().read, clock.now()
    paper = freeze(minutes_of(meeting), read, now)

    def write() -> Response:
        row = minutes_of(db.session.get_one(Meeting, identity, with_for_update=True))
        actions.approve(row, read, paper, actor=access.current_actor(), now=now)
        flash(_("已审定。这份文件从此不变，任何人都可以按编号下载。"), "done")
        return moved("documents.minutes", meeting_id=identity)

    return commands.run(write)


class Renderer(Protocol):
    """Whatever makes a PDF of a page: the worker, or the command line's own process."""

    def __call__(self, html: str, *, title: str = "") -> bytes:
        """Return the bytes of the PDF."""


def freeze(
    minutes: Minutes, revision: int, now: datetime, render: Renderer = print_paper
) -> Frozen | None:
    """Print a revision and put it on disk; None when it is not the one to be approved.

    The default renderer ends the transaction first; needs a request, for the paper's address.

    Raises:
        MissingGlyph: a character has no glyph.
        PrintError: it cannot be printed now.
    """
    ready = minutes.stage == "draft" and rules.is_current(minutes, revision)
    if not ready or actions.obstacles(minutes):
        return None
    meeting, words = minutes.meeting, queries.words_of(minutes.revisions[-1])
    place = len(queries.editions(minutes)) + 1
    sheet = queries.minutes_sheet(meeting, words, at=now, approved=True, edition=place)
    html = html_of("minutes.html", sheet, paper_code(meeting))
    pdf = render(html, title=sheet.title)
    return Frozen(papers.keep(settings().papers, pdf), count_pages(pdf))


@blueprint.post("/meetings/<int:meeting_id>/minutes/revision")
@requires("minutes.edit", Meeting)
def revise(meeting: Meeting) -> Response:
    """Open approved minutes for another edition."""
    row, form = minutes_of(meeting), RevisionForm()
    actor, now = access.current_actor(), clock.now()
    if form.attempt(lambda: actions.revise(row, form.reason.data, actor=actor, now=now)):
        flash(_("可以修改了。新版审定以前，大家下载到的仍是原来那一版。"), "good")
        return moved("documents.edit", meeting_id=meeting.id)
    return minutes_page(meeting, ApprovalForm(formdata=None), form, 422)
