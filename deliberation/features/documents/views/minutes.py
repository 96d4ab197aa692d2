"""The minutes as a list, as a page in the look of paper, and as a draft in PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request, url_for
from flask_babel import gettext as _

from deliberation.domain import revision as rules
from deliberation.features.documents import actions, queries
from deliberation.features.documents.forms import ApprovalForm, RevisionForm
from deliberation.features.documents.views.printed import (
    html_of,
    paper_code,
    pdf_response,
    print_paper,
    unprintable,
)
from deliberation.features.documents.views.shared import blueprint, minutes_of
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response

    from deliberation.domain.minutes import MinutesSheet
    from deliberation.store.models import Minutes


@blueprint.get("/minutes")
@requires("minutes.read")
def index() -> Response:
    """List closed meetings with the stage of their minutes."""
    community = access.current_community("minutes.read")
    held = {grant.meeting_id for grant in access.current_actor().grants if grant.meeting_id}
    shown = queries.desk(
        community.id if community else None, held, request.args.get("page", 1, type=int)
    )
    return page(
        "documents/index.html",
        desk=shown,
        stages=rules.LIFECYCLE.stages,
        page_url=lambda number: url_for("documents.index", page=number),
    )


@blueprint.get("/meetings/<int:meeting_id>/minutes")
@requires("minutes.read", Meeting)
def minutes(meeting: Meeting) -> Response:
    """Show the minutes, where they stand, and who wrote what."""
    if meeting.minutes is None:
        return page("documents/none.html", meeting=meeting)
    return minutes_page(meeting, ApprovalForm(formdata=None), RevisionForm(formdata=None), 200)


@blueprint.post("/meetings/<int:meeting_id>/minutes")
@requires("minutes.edit", Meeting)
def draft(meeting: Meeting) -> Response:
    """Draft the minutes from the record."""
    actions.draft(meeting, actor=access.current_actor(), now=clock.now())
    flash(_("已按会议记录起草，请逐段核对。"), "good")
    return moved("documents.minutes", meeting_id=meeting.id)


@blueprint.get("/meetings/<int:meeting_id>/minutes.pdf")
@requires("minutes.read", Meeting)
def draft_pdf(meeting: Meeting) -> Response:
    """Print the newest text with 草稿 on every page."""
    sheet = sheet_of(minutes_of(meeting), draft=True)
    name = f"{sheet.heading}（{sheet.issue_no}）草稿"
    pdf = print_paper(html_of("minutes.html", sheet, None), title=name)
    return pdf_response(pdf, name, sheet.number)


def sheet_of(row: Minutes, *, draft: bool = False) -> MinutesSheet:
    """Return the newest text as a sheet: as it was approved, or as the draft it is."""
    approved = row.stage == "approved" and not draft
    at = row.approved_at if approved and row.approved_at else clock.now()
    words = queries.words_of(row.revisions[-1])
    place = len(queries.editions(row)) + (row.stage != "approved")
    return queries.minutes_sheet(row.meeting, words, at=at, approved=approved, edition=place)


def minutes_page(
    meeting: Meeting, approval: ApprovalForm, reopening: RevisionForm, status: int
) -> Response:
    """Show the minutes with their actions."""
    row = minutes_of(meeting)
    is_draft = row.stage == "draft"
    sheet = sheet_of(row)
    found = queries.findings(meeting, queries.words_of(row.revisions[-1])) if is_draft else []
    found += unprintable(sheet) if is_draft else []
    return page(
        "documents/page.html",
        status,
        meeting=meeting,
        minutes=row,
        stage=rules.LIFECYCLE.stages[row.stage],
        moves=rules.LIFECYCLE.possible(row.stage),
        sheet=sheet,
        qr=paper_code(meeting) if row.stage == "approved" else None,
        written=queries.revisions(row),
        editions=queries.editions(row),
        reasons=queries.blocked(found),
        hints=[one.sentence for one in found if not one.blocks],
        latest=rules.latest(row),
        approval=approval,
        reopening=reopening,
    )
