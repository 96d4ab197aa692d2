"""Approved papers for everybody: by number, by SHA-256, and a page that tells how to check one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import Missing, say
from deliberation.features.documents import queries
from deliberation.features.documents.views.printed import frozen
from deliberation.features.documents.views.shared import blueprint
from deliberation.shell import wellformed
from deliberation.shell.access import requires
from deliberation.shell.pages import page

if TYPE_CHECKING:
    from flask import Response

    from deliberation.store.models import Minutes


@blueprint.get("/papers/<number>")
@requires("minutes.download")
def paper_page(number: str) -> Response:
    """Tell about an approved paper: its editions, their SHA-256, and how to check a copy."""
    row = _approved(number)
    return page(
        "documents/paper.html",
        minutes=row,
        meeting=row.meeting,
        heading=queries.heading(row.meeting),
        editions=queries.editions(row),
    )


@blueprint.get("/papers/<number>.pdf")
@requires("minutes.download")
def paper(number: str) -> Response:
    """Send the newest approved paper of a number."""
    row = _approved(number)
    return frozen(row.sha256, _file_name(row), row.number)


@blueprint.get("/papers/<number>/<sha256>.pdf")
@requires("minutes.download")
def edition(number: str, sha256: str) -> Response:
    """Send one edition, the earlier ones too."""
    row = _approved(number)
    found = next((one for one in queries.editions(row) if one.sha256 == sha256), None)
    if found is None:
        raise Missing(say("这个编号下没有这一版文件，请核对校验码。"))
    return frozen(found.sha256, f"{_file_name(row)}第{found.edition}版", row.number)


def _approved(number: str) -> Minutes:
    row = queries.find_paper(number, wellformed.number("community"))
    if row is None:
        raise Missing(say("没有编号为“%(number)s”的已审定纪要，请核对编号。", number=number))
    return row


def _file_name(row: Minutes) -> str:
    return f"{queries.heading(row.meeting)}（第{row.meeting.issue}期）{row.number}"
