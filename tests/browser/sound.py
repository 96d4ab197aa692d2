"""What is wrong with a page as it stands in the browser, for whoever reads, taps or listens."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE: Final = Path(__file__).parent
AXE: Final = HERE.parents[1] / "node_modules" / "axe-core" / "axe.min.js"
LOOK: Final = HERE / "look.js"
WIDTHS: Final = (390, 320)
RUN: Final = """() => axe.run(document, { resultTypes: ["violations"] }).then((found) =>
  found.violations.map(({ id, nodes }) => `axe: ${id} at ${nodes.map((node) => node.target)}`))"""
BEYOND: Final = "() => document.documentElement.scrollWidth - innerWidth"


@cache
def _script(path: Path) -> str:
    return path.read_text("utf-8")


def faults(page: Page) -> list[str]:
    """Everything wrong with the page as shown, each fault a line; its size is put back."""
    session = page.context.new_cdp_session(page)
    # Past the page's own policy, which refuses a script that is not the server's.
    session.send("Runtime.evaluate", {"expression": f"{_script(AXE)};0"})
    session.detach()
    return [*page.evaluate(RUN), *page.evaluate(_script(LOOK)), *_too_wide(page)]


def _too_wide(page: Page) -> list[str]:
    size = page.viewport_size
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if (beyond := page.evaluate(BEYOND)) > 0:
            found.append(f"{beyond} px beyond a width of {width}")
    if size:
        page.set_viewport_size(size)
    return found
