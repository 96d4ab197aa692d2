"""The elder mode: chosen on any page without an account, kept for a year, on every kind of page."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Final

import pytest

from deliberation.store.db import db

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.factories import Factory
    from tests.fixtures_app import Browser

YEAR: Final = 365 * 24 * 60 * 60
ROOT: Final = 'class="shell-public elder"'


def choose(browser: Browser, elder: str, **fields: str) -> TestResponse:
    return browser.post("/text-size", {"elder": elder, **fields})


def shown(browser: Browser, address: str = "/privacy") -> str:
    return browser.get(address).get_data(as_text=True)


def test_the_choice_is_kept_for_a_year(browser: Browser) -> None:
    answer = choose(browser, "on", next="/privacy")
    assert (answer.status_code, answer.location) == (303, "/privacy")
    cookie = SimpleCookie(answer.headers["Set-Cookie"])["elder"]
    assert (cookie.value, int(cookie["max-age"]), cookie["path"]) == ("on", YEAR, "/")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_it_is_seen_on_every_page_until_it_is_put_back(browser: Browser) -> None:
    assert ROOT not in shown(browser)
    choose(browser, "on")
    assert ROOT in shown(browser)
    assert ROOT in shown(browser, "/nowhere")
    assert ROOT in shown(browser, "/sign-in")
    choose(browser, "off")
    assert ROOT not in shown(browser)


def test_the_switch_comes_back_to_its_page(browser: Browser, make: Factory) -> None:
    make.community()
    db.session.commit()
    assert 'name="next" value="/opinions/new?community=1"' in shown(
        browser, "/opinions/new?community=1"
    )


@pytest.mark.parametrize(
    "place", ["//elsewhere.test", "https://elsewhere.test/", "/\\elsewhere.test", "", "/a\nb"]
)
def test_it_leads_nowhere_else(browser: Browser, place: str) -> None:
    assert choose(browser, "on", next=place).location == "/"


@pytest.mark.parametrize("chosen", ["", "huge", "ON"])
def test_there_are_two_modes_and_no_third(browser: Browser, chosen: str) -> None:
    answer = choose(browser, chosen)
    assert answer.status_code == 422
    assert "elder" not in answer.headers.get("Set-Cookie", "")


def test_a_refused_form_comes_back_to_where_it_was_written(browser: Browser) -> None:
    answer = browser.client.post(
        "/text-size", data={"command_id": "c" * 32}, headers={"Referer": "http://localhost/privacy"}
    )
    assert 'name="next" value="/privacy"' in answer.get_data(as_text=True)
