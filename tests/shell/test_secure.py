"""Two doors: which cookie comes through which, and who is sent to the other one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask

    from tests.fixtures_app import Browser

PLAIN, OVER_TLS = "http://hall.test:8000", "https://hall.test:8001"


def cookies(browser: Browser, door: str) -> list[str]:
    return browser.get("/", base_url=door).headers.getlist("Set-Cookie")


@pytest.fixture
def hall(app: Flask, browser: Browser) -> Browser:
    app.config["TLS_PORT"] = 8001
    return browser


def test_cookies_are_secure_exactly_over_tls(hall: Browser) -> None:
    (plain,) = cookies(hall, PLAIN)
    (secure,) = cookies(hall, OVER_TLS)
    assert plain.startswith("deliberation=")
    assert "Secure" not in plain
    assert secure.startswith("__Host-deliberation=")
    assert "Secure" in secure
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in (plain, secure))


def test_each_door_has_its_own_session(hall: Browser) -> None:
    cookies(hall, PLAIN)
    cookies(hall, OVER_TLS)
    assert cookies(hall, PLAIN) == []
    assert cookies(hall, OVER_TLS) == []


@pytest.mark.parametrize("path", ["/sign-in", "/opinions", "/opinions/entry"])
def test_staff_pages_are_sent_to_the_second_door(hall: Browser, path: str) -> None:
    answer = hall.get(f"{path}?next=1", base_url=PLAIN)
    assert (answer.status_code, answer.location) == (307, f"{OVER_TLS}{path}?next=1")


@pytest.mark.parametrize(
    "path", ["/", "/opinions/new", "/receipts", "/static/css/tokens.css", "/x"]
)
def test_public_pages_stay(hall: Browser, path: str) -> None:
    with hall.get(path, base_url=PLAIN) as answer:
        assert answer.status_code in {200, 404}


@pytest.mark.parametrize("path", ["/meetings/1/my-hand", "/polls/1/my-vote"])
def test_a_phone_presses_where_it_claimed_its_seat(hall: Browser, path: str) -> None:
    answer = hall.client.post(path, base_url=PLAIN, data={"command_id": "c" * 32})
    assert answer.status_code == 404  # there is no such meeting; it was not sent to another door


def test_this_machine_stays(hall: Browser) -> None:
    for host in ("http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"):
        assert hall.get("/sign-in", base_url=host).status_code == 200


def test_without_a_second_door_nobody_is_sent(browser: Browser) -> None:
    assert browser.get("/sign-in", base_url=PLAIN).status_code == 200


@pytest.mark.parametrize("path", ["/commitments/1/task", "/tasks", "/tasks/scan", "/tasks/forged"])
def test_whoever_owes_something_works_without_a_certificate(hall: Browser, path: str) -> None:
    answer = hall.get(path, base_url=PLAIN)
    assert answer.status_code in {200, 303, 404}
    assert (answer.location or "/tasks/").startswith("/tasks/")


@pytest.mark.parametrize("path", ["", "/order", "/feedback", "/photos/1"])
def test_what_staff_see_of_it_is_sent_to_the_second_door(hall: Browser, path: str) -> None:
    answer = hall.get(f"/commitments/1{path}", base_url=PLAIN)
    assert (answer.status_code, answer.location) == (307, f"{OVER_TLS}/commitments/1{path}")
