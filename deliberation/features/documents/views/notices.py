"""The notice of a meeting as a page in the look of paper, and in PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.features.documents import queries
from deliberation.features.documents.views.printed import (
    html_of,
    notice_code,
    pdf_response,
    print_paper,
)
from deliberation.features.documents.views.shared import blueprint
from deliberation.shell import clock
from deliberation.shell.access import requires
from deliberation.shell.pages import page
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response


@blueprint.get("/meetings/<int:meeting_id>/notice/paper")
@requires("meeting.read", Meeting)
def notice(meeting: Meeting) -> Response:
    """Show the notice as it prints."""
    sheet = queries.notice_sheet(meeting, clock.now())
    return page("documents/notice_page.html", meeting=meeting, sheet=sheet, qr=notice_code(meeting))


@blueprint.get("/meetings/<int:meeting_id>/notice.pdf")
@requires("meeting.read", Meeting)
def notice_pdf(meeting: Meeting) -> Response:
    """Print the notice."""
    sheet = queries.notice_sheet(meeting, clock.now())
    name = f"{sheet.heading}（第{meeting.issue}期）{meeting.number}"
    html = html_of("notice.html", sheet, notice_code(meeting))
    return pdf_response(print_paper(html, title=sheet.title), name, sheet.number)
