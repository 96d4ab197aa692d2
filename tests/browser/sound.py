"""What is wrong with a page as it stands in the browser, for whoever reads, taps or listens."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import TimeoutError  # noqa: A004 - playwright's own

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE: Final = Path(__file__).parent
AXE: Final = HERE.parents[1] / "node_modules" / "axe-core" / "axe.min.js"
LOOK: Final = HERE / "look.js"
CROWDED: Final = HERE / "crowded.js"
WIDTHS: Final = (390, 320)
RUN: Final = """() => axe.run(document, { resultTypes: ["violations"] }).then((found) =>
  found.violations.map(({ id, nodes }) => `axe: ${id} at ${nodes.map((node) => node.target)}`))"""
BEYOND: Final = "() => document.documentElement.scrollWidth - innerWidth"
# A page that was resized asks its media queries again at the next frame, not before.
LAID_OUT: Final = """() => document.fonts.ready.then(() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
}))"""
SETTLED_MS: Final = 1_000  # a page that was resized is laid out anew some frames later
# The innermost that reach as far as the page does.
FURTHEST: Final = """() => [...document.body.querySelectorAll("*")]
  .filter((one) => one.getBoundingClientRect().right >= document.documentElement.scrollWidth - 1)
  .filter((one, _at, all) => !all.some((other) => other !== one && one.contains(other)))
  .map((one) => one.outerHTML.slice(0, 120))"""


@dataclass(frozen=True)
class Look:
    """How a page is looked at: its language, the least target and the least letter in px."""

    lang: str = "zh-CN"
    target: int = 48
    letter: int = 0


PLAIN: Final = Look()


@cache
def _script(path: Path) -> str:
    return path.read_text("utf-8")


def faults(page: Page) -> list[str]:
    """Everything wrong with the page as shown, each fault a line; its size is put back."""
    _whole(page)
    session = page.context.new_cdp_session(page)
    # Past the page's own policy, which refuses a script that is not the server's.
    session.send("Runtime.evaluate", {"expression": f"{_script(AXE)};0"})
    session.detach()
    return [*page.evaluate(RUN), *seen(page, PLAIN), *too_wide(page)]


def seen(page: Page, look: Look) -> list[str]:
    """What is wrong with the page as it stands, looked at in this way."""
    _whole(page)
    found: list[str] = page.evaluate(_script(LOOK), asdict(look))
    return found


def crowded(page: Page) -> list[str]:
    """Words upon words, and words cut off."""
    _whole(page)
    found: list[str] = page.evaluate(_script(CROWDED))
    return found


def _whole(page: Page) -> None:
    # Words stand in a page before its style sheets do; a page without them is not the page.
    page.wait_for_load_state("load")
    page.evaluate(LAID_OUT)


def too_wide(page: Page, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """What reaches beyond the screen at one of these widths; the page's size is put back."""
    size = page.viewport_size
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        found += beyond(page)
    if size:
        page.set_viewport_size(size)
    return found


def beyond(page: Page) -> list[str]:
    """What reaches beyond the screen at its present width."""
    with suppress(TimeoutError):
        page.wait_for_function(f"() => ({BEYOND})() <= 0", timeout=SETTLED_MS)
    if (more := page.evaluate(BEYOND)) <= 0:
        return []
    width = page.evaluate("innerWidth")
    return [f"{more} px beyond a width of {width}: {page.evaluate(FURTHEST)}"]
