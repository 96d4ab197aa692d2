"""The development page shows every component in every state, at every size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import sound

if TYPE_CHECKING:
    from tests.browser.conftest import House


@pytest.mark.parametrize("size", ["phone", "tablet", "projector"])
def test_every_component_fits_its_screen(house: House, size: str) -> None:
    screen = house.open(size).go("/style")
    wide = screen.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
    assert not sound.faults(screen.page)
    if size == "tablet":
        screen.keep("style")
