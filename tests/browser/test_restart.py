"""A server killed amid a speech: every screen is right again by itself, and soon."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.hall import Hall

BACK_S = 5  # from when the server listens again until the last screen is right
# What stands on a bench, a projector, a phone: all but the digits of the clocks, and their ends.
STANDS = """() => {
  const words = (selector) => [...document.querySelectorAll(selector)].map((one) => one.innerText);
  const ends = ({ dataset: at }) => Number(at.since) + Number(at.total) - Number(at.spent);
  return {
    stage: words("#stage-title, .now-title"),
    speaker: words(".speaker-name, .voice-who"),
    queue: words(".queue-who, .line li"),
    points: words(".point .pre-line"),
    ends: [...document.querySelectorAll("meeting-clock")].map(ends),
  };
}"""
# Since the kill the page has joined again, and knows the time of the server that it joined.
WATCH = """() => {
  globalThis.back = false;
  document.addEventListener("channel:joined", () => {
    document.addEventListener("clock:measured", () => { globalThis.back = true; }, { once: true });
  }, { once: true });
}"""


def stands(page: Page) -> dict[str, list[object]]:
    """What a screen shows."""
    found: dict[str, list[object]] = page.evaluate(STANDS)
    return found


def told(page: Page, words: str) -> None:
    """The page comes to show these words by itself."""
    page.get_by_text(words).first.wait_for()


def test_screens_are_right_again_soon_after_a_kill(hall: Hall) -> None:
    bench, phone = hall.screen(role="facilitator").page, hall.screen().page
    wall = hall.screen(role="projector").page
    pages = {"bench": bench, "phone": phone, "projector": wall}
    told(bench, hall.course.note(3))
    before = {name: stands(page) for name, page in pages.items()}
    assert [len(shown) for shown in before["bench"].values()] == [1, 1, 2, 3, 2]
    assert [len(shown) for shown in before["projector"].values()] == [1, 1, 2, 0, 2]
    for page in pages.values():
        hall.agrees(page)
        hall.connected(page)
        page.evaluate(WATCH)

    words = hall.course.note(
        4
    )  # answered, and then the power is cut: on the disk, hence on the bench
    hall.kill()
    killed = time.monotonic()
    hall.start(hall.offset)
    listens = time.monotonic()
    for page in pages.values():
        page.wait_for_function("() => globalThis.back", timeout=BACK_S * 1000)
    told(bench, words)
    seen = time.monotonic()
    took = f"{seen - listens:.2f} s after it listened, {seen - killed:.2f} s after the kill"
    sys.stdout.write(f"right {took}\n")
    assert seen - listens < BACK_S
    before["bench"]["points"].insert(0, words)
    assert {name: stands(page) for name, page in pages.items()} == before
    for page in pages.values():
        hall.agrees(page)
    hall.course.press("timekeeper", hall.speech("clock/pause"))
    for page in pages.values():
        page.locator(".clock-held").first.wait_for()
