"""Every kind of page of the demo community, opened by those who work there and by a resident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import sound
from tests.browser.walk import MISSING, STARTS, Walk

if TYPE_CHECKING:
    from tests.browser.conftest import House
    from tests.fixtures_demo import Demo


@pytest.mark.parametrize("who", STARTS)
def test_no_page_of_the_demo_has_a_fault(who: str, community: House, loaded_demo: Demo) -> None:
    page = community.open("phone").page
    said: list[str] = []
    # A refused script or style is said here, too.
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    walk = Walk(page, community.address)
    if who:
        walk.sign_in(who, loaded_demo.passwords[who])
    found: list[str] = []
    for path in walk.follow(STARTS[who]):
        if path in MISSING:
            said.clear()
        found += [f"{path}: {fault}" for fault in [*sound.faults(page), *said]]
        said.clear()
    page.context.close()
    assert not found, "\n".join(found)
