"""A meeting in its first round, with screens that look on and a server that can be killed."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.faults import server as processes

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import House, Screen
    from tests.faults.meeting import Course

THREE = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)  # 15:00 in the hall
WALL = "projector"
NOISE_MS = 250
PATIENCE_S = 20
# A device whose own clock is `off` milliseconds fast; a test may move it while the page lives, or
# let time pass in which no timer and no frame comes.
WRONG_DATE = """(() => {
  const Real = Date;
  const monotonic = performance.now.bind(performance);
  globalThis.off = %d;
  globalThis.passed = 0;
  performance.now = () => monotonic() + passed;
  globalThis.Date = class extends Real {
    constructor(...given) { if (given.length) super(...given); else super(Date.now()); }
    static now() { return Real.now() + off + passed; }
  };
  globalThis.measured = 0;
  document.addEventListener("clock:measured", () => { measured += 1; });
})()"""
KEEP = """() => import("/static/js/server-clock.js").then(({ serverNow }) => {
  globalThis.serverNow = serverNow;
})"""
SHOWN = """() => [...document.querySelectorAll("meeting-clock")].map((one) => ({
  text: one.querySelector(".clock-time").textContent,
  ends: Number(one.dataset.since) + Number(one.dataset.total) - Number(one.dataset.spent),
  left: one.left(),
}))"""
NEAR = "(end) => (one) => Math.abs(one.ends - end) < 2000"


@dataclass
class Hall:
    """A meeting in its first round, one speaking; its server can be killed."""

    folder: Path
    port: int
    course: Course
    code: str
    house: House
    offset: timedelta = timedelta()
    kept: ExitStack = field(default_factory=ExitStack)

    def start(self, offset: timedelta) -> None:
        """Start the server, its clock moved by `offset`."""
        self.offset = offset
        text = f"clock_offset_ms = {offset // timedelta(milliseconds=1)}\n"
        (self.folder / "config.toml").write_text(text, encoding="utf-8")
        running = processes.running(self.folder, self.port, DELIBERATION_ENV="test")
        self.server = self.kept.enter_context(running)
        self.house.address = self.server.address

    def kill(self) -> None:
        """End the server as a power cut would; its time goes on."""
        self.offset = self.house.wait() - datetime.now(UTC)
        self.server.kill()

    @property
    def room(self) -> str:
        return f"/meetings/{self.course.meeting_id}/room"

    def now_ms(self) -> float:
        return self.house.wait().timestamp() * 1000

    def screen(self, off: int = 0, role: str = "") -> Screen:
        """A phone, the bench of a role or the projector, its own clock `off` milliseconds fast."""
        kind = {"": "phone", WALL: WALL}.get(role, "tablet")
        screen = self.house.open(kind)
        if kind == "tablet":
            screen.sign_in(role)
        screen.page.add_init_script(WRONG_DATE % off)
        addresses = {"phone": f"/live/{self.code}", WALL: f"/live/{self.code}/{WALL}"}
        return screen.go(addresses.get(kind, self.room))

    def right(self, page: Page) -> None:
        """The page knows the server's time, and its clocks show what is left by it."""
        before = self.now_ms()
        shown = page.evaluate(SHOWN)
        thought = page.evaluate("serverNow()")
        after = self.now_ms()
        assert before - NOISE_MS <= thought <= after + NOISE_MS
        assert shown
        for one in shown:
            assert one["ends"] - after - NOISE_MS <= one["left"] <= one["ends"] - before + NOISE_MS
            assert abs(seconds(one["text"]) - one["left"] / 1000) <= 1.001

    def agrees(self, page: Page) -> None:
        """The page comes to show the right time, however long a busy machine takes to answer."""
        page.evaluate(KEEP)
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.right(page)
            except AssertionError:
                if time.monotonic() > until:
                    raise
            else:
                return

    def speech(self, what: str) -> str:
        """The address of a press on the speech that can take it."""
        pattern = rf'action="(/speeches/\d+/{what})"'
        found = re.search(pattern, self.course.bench().text)
        assert found is not None, what
        return found[1]

    def end(self, page: Page, expected: float) -> int:
        """When the speech ends by this page, once that is about when it should."""
        page.wait_for_function(f"(end) => ({SHOWN})().some(({NEAR})(end))", arg=expected)
        near = [one["ends"] for one in page.evaluate(SHOWN) if abs(one["ends"] - expected) < 2000]
        assert len(near) == 1
        self.soon_right(page)
        return int(near[0])

    def connected(self, page: Page) -> None:
        """The page has all its parts, and has asked the server over its line what time it is."""
        page.wait_for_function("() => measured > 0")

    def soon_right(self, page: Page) -> None:
        """The page comes to know the server's time by itself."""
        page.evaluate(KEEP)
        page.wait_for_function(
            f"(now) => Math.abs(serverNow() - performance.now() - now) < {NOISE_MS}",
            arg=self.now_ms() - page.evaluate("performance.now()"),
        )
        # On a busy machine the digits follow the measured time some frames later.
        self.agrees(page)


def seconds(text: str) -> int:
    """What a clock shows, in seconds left."""
    minutes, _, rest = text.lstrip("+").partition(":")
    found = int(minutes) * 60 + int(rest)
    return -found if text.startswith("+") else found
