"""Every kind of page in the elder mode, with text twice as large, and in the other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import ViewportSize, expect

from deliberation.shell.languages import LANGUAGES, SOURCE, tag_of
from tests.browser import sound
from tests.browser.test_audience import seated
from tests.browser.walk import RESIDENT, STARTS, Walk

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import House
    from tests.browser.hall import Hall
    from tests.fixtures_demo import Demo

ELDER: Final = sound.Look(target=60, letter=24)
NARROW: Final[ViewportSize] = {"width": 320, "height": 800}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
TABLET: Final[ViewportSize] = {"width": 1180, "height": 820}
USUAL, TWICE = 16, 32  # px that a browser takes for 1 rem before any style sheet
# Its letters are as large as the wall, and nobody's choice.
FOR_ALL: Final = "/projector"
# A page of the development has samples in Chinese.
SAMPLES: Final = "/style"


def letters(page: Page, size: int) -> None:
    """Set the browser's own text size; it stays so for what is opened next."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
    session.detach()


def press_switch(page: Page, name: str) -> None:
    """Press it, and it is called so."""
    page.locator("[data-elder] button").click()
    expect(page.locator("[data-elder]").get_by_role("button", name=name)).to_be_visible()


def broken(page: Page, look: sound.Look | None, *sizes: ViewportSize) -> list[str]:
    """What is wrong on each of these screens, the last of which stays."""
    found = []
    for size in sizes:
        page.set_viewport_size(size)
        wrong = [*sound.beyond(page), *sound.crowded(page)]
        wrong += sound.seen(page, look) if look else []
        found += [f"{size['width']}: {one}" for one in wrong]
    return found


def twice(page: Page) -> list[str]:
    """What is wrong without the elder mode, when the browser's own letters are twice as large."""
    page.evaluate("document.documentElement.classList.remove('elder')")
    letters(page, TWICE)
    found = broken(page, None, PHONE)
    letters(page, USUAL)
    return [f"twice as large, {one}" for one in found]


def enter(who: str, house: House, demo: Demo) -> Walk:
    walk = Walk(house.open("phone").page, house.address, filters=False)
    if who:
        walk.sign_in(who, demo.passwords[who])
    return walk


@pytest.mark.parametrize("who", [RESIDENT, "host"])
def test_no_page_breaks_with_larger_letters(who: str, community: House, loaded_demo: Demo) -> None:
    walk, found = enter(who, community, loaded_demo), []
    walk.page.goto(community.address)
    press_switch(walk.page, "标准版")
    for path in walk.follow(STARTS[who]):
        look = None if FOR_ALL in path else ELDER
        # Staff sit at a tablet; the narrowest phones are residents'.
        sizes = (TABLET, PHONE) if who else (NARROW, TABLET, PHONE)
        wrong = broken(walk.page, look, *sizes) + twice(walk.page)
        found += [f"{path}: {one}" for one in wrong]
    walk.page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("language", "who"), [("en", "host"), ("zh_TW", RESIDENT)])
def test_no_page_breaks_in_another_language(
    language: str, who: str, community: House, loaded_demo: Demo
) -> None:
    walk, found = enter(who, community, loaded_demo), []
    walk.page.context.add_cookies(
        [{"name": "language", "value": language, "url": community.address}]
    )
    look = sound.Look(lang=tag_of(language))
    for path in walk.follow((*STARTS[RESIDENT], *STARTS[who])):
        if not path.startswith(SAMPLES):
            found += [f"{path}: {one}" for one in broken(walk.page, look, PHONE)]
    walk.page.context.close()
    assert not found, "\n".join(found)


def test_every_language_is_looked_at() -> None:
    assert set(LANGUAGES) == {SOURCE, "en", "zh_TW"}


def test_the_switch_keeps_half_written_words(community: House) -> None:
    page = community.open("phone").go("/opinions/new").page
    words = page.locator("textarea").first
    words.fill("楼道灯坏了")
    press_switch(page, "标准版")
    expect(words).to_have_value("楼道灯坏了")
    expect(page.locator("html")).to_have_class("shell-public elder")
    page.reload()
    expect(page.locator("html")).to_have_class("shell-public elder")
    press_switch(page, "长辈版")
    page.reload()
    expect(page.locator("html")).to_have_class("shell-public")


def test_phone_and_bench_of_a_meeting_fit_in_elder_mode(hall: Hall) -> None:
    phone = seated(hall, 3).page
    press_switch(phone, "标准版")
    bench = hall.screen(role="facilitator").page
    press_switch(bench, "标准版")
    for page in (phone, bench):
        assert not broken(page, ELDER, NARROW, TABLET, PHONE)
        page.reload()
        assert "elder" in (page.locator("html").get_attribute("class") or "")
    wall = hall.house.open("projector")
    wall.page.context.add_cookies([{"name": "elder", "value": "on", "url": hall.house.address}])
    expect(wall.go(f"/live/{hall.code}/projector").page.locator("html")).to_have_class("shell-hall")
