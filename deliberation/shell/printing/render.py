"""Turn one HTML page into PDF bytes, in this process; the worker and the CLI call it."""

from __future__ import annotations

import functools
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.shell.printing.errors import RenderFailed
from deliberation.shell.printing.fonts import font_folder, isolate, static_folder
from deliberation.shell.printing.glyphs import check_glyphs

if TYPE_CHECKING:
    from pathlib import Path

    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

STYLES = ("css/paper.css", "css/paper-print.css")
# Fixed, so that the same page gives the same bytes and its SHA-256 means something.
IDENTIFIER = b"deliberation-paper"
# Tagged, so that a screen reader reads it in order. (PDF/A would leak a file handle a sheet in
# WeasyPrint 70: pdf/__init__.py opens the colour profile and never closes it.)
VARIANT = "pdf/ua-1"
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Engine:
    """What every sheet shares: faces, styles and the closed fetcher. Made once per process."""

    fonts: FontConfiguration
    styles: tuple[weasyprint.CSS, ...]
    fetcher: URLFetcher


@functools.lru_cache(maxsize=4)
def engine(static: Path, faces: Path, styles: tuple[str, ...]) -> Engine:
    """Load the layout engine; imported late, because it takes half a second."""
    isolate(faces)
    import weasyprint  # noqa: PLC0415  fontconfig must be isolated before it loads
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  as above

    from deliberation.shell.printing.fetcher import ClosedFetcher  # noqa: PLC0415  as above

    fonts, fetcher = FontConfiguration(), ClosedFetcher(static)
    sheets = tuple(
        weasyprint.CSS(filename=str(static / name), font_config=fonts, url_fetcher=fetcher)
        for name in styles
    )
    return Engine(fonts, sheets, fetcher)


def render_in_process(
    html: str,
    *,
    title: str = "",
    static: Path | None = None,
    faces: Path | None = None,
    styles: tuple[str, ...] = STYLES,
) -> bytes:
    """Print a page to PDF, with every face embedded and subset.

    `static` and `faces` are found by themselves in a checkout or in an installation.

    Raises:
        MissingGlyph: a character has no glyph.
        FontsMissing: the faces are not installed.
        RenderFailed: the engine refused the page.
    """
    folder = static or static_folder()
    faces = faces or font_folder(folder)
    check_glyphs(html, faces)
    shared = engine(folder, faces, styles)
    import weasyprint  # noqa: PLC0415  as in `engine`

    try:
        document = weasyprint.HTML(
            string=html, base_url=folder.as_uri() + "/", url_fetcher=shared.fetcher
        ).render(font_config=shared.fonts, stylesheets=shared.styles, pdf_variant=VARIANT)
        document.metadata.title = title or document.metadata.title
        pdf = document.write_pdf(pdf_identifier=IDENTIFIER, pdf_variant=VARIANT)
    except Exception as error:
        LOG.exception("a sheet was refused")
        raise RenderFailed(repr(error)) from error
    if not isinstance(pdf, bytes):
        raise RenderFailed("no bytes")
    return pdf
