"""Every kind of page of the demo community, opened by those who work there and by a resident."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from tests.browser import sound
from tests.browser.conftest import House
from tests.faults import server as processes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.fixtures_demo import Demo

RESIDENT: Final = ""
NUMBER: Final = re.compile(r"(?<=[/=-])\d+|(?<=/papers/)[^?]+|(?<=/receipts/)[^?]+")
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


@pytest.fixture(scope="module")
def community(
    loaded_demo: Demo, chrome: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A copy of the demo, served."""
    folder = tmp_path_factory.mktemp("served") / "demo"
    shutil.copytree(loaded_demo.folder, folder)
    with processes.running(folder, DELIBERATION_ENV="test") as server:
        yield House(server.address, chrome)


def follow(page: Page, address: str, starts: tuple[str, ...]) -> Iterator[str]:
    """Open page after page, by the links of each; of one kind of address EACH at most."""
    kinds: Counter[str] = Counter()
    waiting = [*starts]
    while waiting:
        path = waiting.pop(0)
        kind = NUMBER.sub("*", path)
        if kinds[kind] >= EACH:
            continue
        kinds[kind] += 1
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.ok or path in MISSING, (path, answer.status)
        yield path
        links = page.eval_on_selector_all("a[href]", "(all) => all.map((one) => one.href)")
        own = (link.removeprefix(address).split("#")[0] for link in links if address in link)
        waiting += [link for link in own if not NO_PAGE.search(link)]


@pytest.mark.parametrize("who", STARTS)
def test_no_page_of_the_demo_has_a_fault(who: str, community: House, loaded_demo: Demo) -> None:
    page = community.open("phone").page
    said: list[str] = []
    # A refused script or style is said here, too.
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    if who:
        page.goto(f"{community.address}/sign-in")
        page.locator("input[name=login]").fill(who)
        page.locator("input[name=password]").fill(loaded_demo.passwords[who])
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/desk")
    found: list[str] = []
    for path in follow(page, community.address, STARTS[who]):
        if path in MISSING:
            said.clear()
        found += [f"{path}: {fault}" for fault in [*sound.faults(page), *said]]
        said.clear()
    page.context.close()
    assert not found, "\n".join(found)
