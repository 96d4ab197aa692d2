"""Through the demo community: every kind of page, by the links of each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

RESIDENT: Final = ""
NUMBER: Final = re.compile(
    r"(?<=[/=-])\d+|(?<=/papers/)[^?]+|(?<=/receipts/)[^?]+|(?<=/live/)[^/?#]+"
)
NO_PAGE: Final = re.compile(r"\.pdf|\.crt|/static/|/photos/|/room\b")
STARTS: Final = {
    RESIDENT: ("/", "/privacy", "/receipts", "/sign-in", "/nowhere", "/certificate"),
    "host": ("/desk", "/accounts/new", "/meetings/new", "/meetings/12/room", "/meetings/12"),
    "recorder": ("/meetings/12/minutes",),
    "admin": ("/communities",),
}
# Answers that are pages of their own: an address that is not there, a door that is not open.
MISSING: Final = {"/nowhere", "/certificate"}
EACH: Final = 1  # pages of one kind that one person opens


@dataclass(frozen=True)
class Walk:
    """A person's way through the pages at one address; `filters` count as kinds of their own."""

    page: Page
    address: str
    filters: bool = True

    def follow(self, starts: tuple[str, ...]) -> Iterator[str]:
        """Open page after page, by the links of each; of one kind of address EACH at most."""
        kinds: Counter[str] = Counter()
        waiting = [*starts]
        while waiting:
            path = waiting.pop(0)
            kind = NUMBER.sub("*", path if self.filters else path.partition("?")[0])
            if kinds[kind] >= EACH:
                continue
            kinds[kind] += 1
            answer = self.page.goto(self.address + path)
            assert answer is not None
            assert answer.ok or path in MISSING, (path, answer.status)
            yield path
            waiting += self._links()

    def _links(self) -> list[str]:
        links = self.page.eval_on_selector_all(
            "a[href]", "(all) => all.map((one) => one.getAttribute('href'))"
        )
        own = (link.removeprefix(self.address).split("#")[0] for link in links)
        return [link for link in own if link.startswith("/") and not NO_PAGE.search(link)]

    def sign_in(self, login: str, password: str) -> None:
        """Sign in by the page."""
        self.page.goto(f"{self.address}/sign-in")
        self.page.locator("input[name=login]").fill(login)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main").get_by_role("button").first.click()
        self.page.wait_for_url("**/desk")
