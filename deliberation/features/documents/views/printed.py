"""From a sheet to the bytes of its PDF, and to the file that is sent."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _

from deliberation.features.documents.queries import Finding
from deliberation.features.documents.views.shared import blueprint
from deliberation.shell import printing
from deliberation.shell.images import qr_svg
from deliberation.shell.installation import settings
from deliberation.shell.languages import in_language
from deliberation.shell.pages import page
from deliberation.shell.printing import FontsMissing, MissingGlyph, PrinterBusy, PrintError
from deliberation.shell.words import translate
from deliberation.store import papers
from deliberation.store.db import db
from deliberation.store.papers import PaperDamagedError

if TYPE_CHECKING:
    from flask import Response
    from markupsafe import Markup

    from deliberation.domain.errors import Sentence
    from deliberation.domain.minutes import MinutesSheet, NoticeSheet
    from deliberation.store.models import Meeting

STREAM: Final = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
LEAF: Final = re.compile(rb"/Type\s*/Page\b")
MOST_GLYPHS: Final = 8
RETRY_SECONDS: Final = 10


def paper_code(meeting: Meeting) -> Markup:
    """Return the QR code that leads from the paper to its page."""
    return qr_svg(
        url_for(
            "documents.paper_page",
            number=meeting.number,
            community=meeting.community_id,
            _external=True,
        )
    )


def notice_code(meeting: Meeting) -> Markup:
    """Return the QR code that leads to the public notice."""
    return qr_svg(url_for("board.notice", meeting_id=meeting.id, _external=True))


def html_of(template: str, sheet: MinutesSheet | NoticeSheet, code: Markup | None) -> str:
    """Return the page that the worker prints; paper is in the source language for everyone."""
    with in_language():
        return render_template(f"documents/{template}", sheet=sheet, qr=code)


def print_paper(html: str, *, title: str = "") -> bytes:
    """Print a page by the worker, holding no transaction meanwhile; raises as `print_pdf`."""
    db.session.rollback()
    return printing.print_pdf(html, title=title)


def unprintable(sheet: MinutesSheet) -> list[Finding]:
    """Return the characters that no face can draw, or why that cannot be said now.

    Like `print_paper`, it holds no transaction meanwhile: never call it while writing.
    """
    html = html_of("minutes.html", sheet, None)
    db.session.rollback()
    try:
        return [Finding(sentence) for sentence in missing_glyphs(html)]
    except PrintError as error:
        return [Finding(error.sentence, blocks=isinstance(error, FontsMissing))]


def missing_glyphs(html: str) -> list[Sentence]:
    """Return a sentence for each character that no face can draw, the first few of them."""
    found: list[Sentence] = []
    for _attempt in range(MOST_GLYPHS):
        try:
            printing.check_page(html)
        except MissingGlyph as error:
            found.append(error.sentence)
            if error.character not in html:
                return found
            html = html.replace(error.character, "")
        else:
            return found
    return found


def count_pages(pdf: bytes) -> int:
    """Count a PDF's pages; their objects may lie in compressed streams."""
    parts = [pdf]
    for found in STREAM.finditer(pdf):
        with suppress(zlib.error):
            parts.append(zlib.decompress(found.group(1)))
    return sum(len(LEAF.findall(part)) for part in parts)


def pdf_response(content: bytes, name: str, number: str) -> Response:
    """Send a PDF under a Chinese file name (RFC 5987) or, to old clients, under its number."""
    response = current_app.response_class(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = (
        f"inline; filename=\"{number}.pdf\"; filename*=UTF-8''{quote(name + '.pdf')}"
    )
    return response


def frozen(sha256: str, name: str, number: str) -> Response:
    """Send a frozen paper after checking its bytes."""
    try:
        content = papers.read(settings().papers, sha256)
    except PaperDamagedError:
        current_app.logger.exception("a frozen paper failed its check")
        sentence = _("这份文件和审定时的校验码对不上，已停止下载。请联系社区从备份恢复。")
        return page("documents/sorry.html", 500, title=_("文件有误"), sentence=sentence)
    response = pdf_response(content, name, number)
    response.set_etag(sha256)
    response.make_conditional(request)
    return response


@blueprint.app_template_global()
def obstacle_to_printing() -> Sentence | None:
    """Say before anybody prints that it is not possible yet, and what has to be done."""
    try:
        printing.font_folder()
    except FontsMissing as error:
        return error.sentence
    return None


@blueprint.errorhandler(FontsMissing)
def without_fonts(error: FontsMissing) -> Response:
    """Answer a paper that cannot be printed until somebody installs the faces."""
    db.session.rollback()
    title, sentence = _("文件还下载不了"), translate(error.sentence)
    return page("documents/sorry.html", 503, title=title, sentence=sentence)


@blueprint.errorhandler(PrintError)
def refused(error: PrintError) -> Response:
    """Answer a paper that cannot be printed now with what to do, and when to try again."""
    db.session.rollback()
    busy = isinstance(error, PrinterBusy)
    response = page(
        "documents/sorry.html",
        503,
        title=_("打印正忙") if busy else _("暂时不能打印"),
        sentence=translate(error.sentence),
        again=request.full_path.rstrip("?") if request.method == "GET" else request.referrer,
    )
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
