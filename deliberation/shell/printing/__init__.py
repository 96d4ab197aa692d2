"""PDF printing: a page of HTML in, the bytes of a paper out, by a worker of its own.

`print_pdf` and `check_page` use one shared worker, started at the first sheet; the command line
calls `render_in_process`. `close` belongs to the end of the web process.
"""

from __future__ import annotations

import atexit
import functools

from deliberation.shell.printing.errors import (
    FontsMissing,
    MissingGlyph,
    PrinterBusy,
    PrintError,
    PrintTimeout,
    RenderFailed,
    WorkerLost,
)
from deliberation.shell.printing.fonts import font_folder
from deliberation.shell.printing.printer import Printer
from deliberation.shell.printing.render import render_in_process

__all__ = [
    "FontsMissing",
    "MissingGlyph",
    "PrintError",
    "PrintTimeout",
    "Printer",
    "PrinterBusy",
    "RenderFailed",
    "WorkerLost",
    "check_page",
    "close",
    "font_folder",
    "print_pdf",
    "render_in_process",
    "shared_printer",
]


@functools.cache
def shared_printer() -> Printer:
    """Return the process's one printer."""
    printer = Printer()
    atexit.register(printer.close)
    return printer


def print_pdf(html: str, *, title: str = "") -> bytes:
    """Print a page through the shared worker; raises as `Printer.print_pdf`."""
    return shared_printer().print_pdf(html, title=title)


def check_page(html: str) -> None:
    """Refuse a page with a character that no face can draw; raises as `Printer.check`."""
    shared_printer().check(html)


def close() -> None:
    """End the shared worker."""
    shared_printer().close()
