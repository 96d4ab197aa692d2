"""Where a page may connect to: its own host, by socket too, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.fixtures_app import Browser


def connections(browser: Browser, host: str, scheme: str = "http") -> str:
    answer = browser.get("/", base_url=f"{scheme}://localhost", headers={"Host": host})
    parts = answer.headers["Content-Security-Policy"].split("; ")
    (found,) = [part for part in parts if part.startswith("connect-src ")]
    return found


def test_a_page_may_open_a_socket_to_where_it_came_from(browser: Browser) -> None:
    assert connections(browser, "hall.test") == "connect-src 'self' ws://hall.test"
    assert connections(browser, "10.0.0.9:8000") == "connect-src 'self' ws://10.0.0.9:8000"
    assert connections(browser, "[fe80::1]:8000") == "connect-src 'self' ws://[fe80::1]:8000"
    assert connections(browser, "hall.test:8001", "https") == (
        "connect-src 'self' wss://hall.test:8001"
    )


@pytest.mark.parametrize(
    "host", ["a b", "x;script-src *", "x 'unsafe-inline'", "x,y", "*", "a:b:c"]
)
def test_a_host_that_is_none_opens_nothing(browser: Browser, host: str) -> None:
    assert connections(browser, host) == "connect-src 'self'"
