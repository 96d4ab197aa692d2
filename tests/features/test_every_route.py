"""Every route of the application, tried as every role, as an account without one, as nobody.

Routes come from the application itself, expectations from the one permission table: a new route is
tried as soon as it exists. The rows that addresses name are made in tests/town.py.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Final

import pytest

from deliberation.domain.roles import OWNERS, PERMISSIONS, ROLES
from tests.fixtures_routes import NOBODY, without_account
from tests.worlds import ELSEWHERE, STRANGER

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.fixtures_routes import Ground, Route

# Whoever may come in gets the page, or a refusal that is no matter of permission.
WELCOME: Final = {200, 302, 303, 404, 409, 422}
# Pages that show only while the installation is in another state than this one.
SHUT: Final = {
    "people.setup": "the installation has begun already",
    "certificate.page": "there is no second door",
    "certificate.authority": "there is no second door",
}


def fault(who: str, route: Route, answer: TestResponse) -> str | None:
    """What is wrong with an answer, or None."""
    status = answer.status_code
    if route.admits(who):
        return None if status in WELCOME else f"{who} may, and got {status}"
    if without_account(who) and PERMISSIONS[route.permission] != {"seat"}:
        # Whoever owes a commitment comes in by a link, and is told to scan it again.
        door = "/tasks/scan" if PERMISSIONS[route.permission] == OWNERS else "/sign-in"
        shown_in = status == 303 and answer.location.startswith(door)
        return None if shown_in else f"{who} should sign in first, and got {status}"
    return None if status == 403 else f"{who} may not, and got {status}"


def faults(ground: Ground, who: str, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Every route that answers `who` otherwise than the table says; a crash with its place."""
    found = []
    for route in ground.routes():
        caplog.clear()
        if wrong := fault(who, route, ground.open(who, route)):
            found.append(f"{route}: {wrong}{crash(caplog)}")
    return found


def crash(caplog: pytest.LogCaptureFixture) -> str:
    """The last line of our own code that an unhandled error went through."""
    for record in caplog.records:
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            ours = [
                f
                for f in traceback.extract_tb(error.__traceback__)
                if "site-packages" not in f.filename
            ]
            return f" at {ours[-1].filename}:{ours[-1].lineno}: {error!r}"
    return ""


def test_every_address_has_its_rows(ground: Ground) -> None:
    assert not (lacking := list(ground.lacking())), "\n".join(lacking)


def test_every_view_declares_a_permission_of_the_table(ground: Ground) -> None:
    assert [str(route) for route in ground.routes() if route.permission not in PERMISSIONS] == []


@pytest.mark.parametrize("who", [*ROLES, STRANGER, NOBODY])
def test_every_route_answers_as_the_table_says(
    ground: Ground, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    found = faults(ground, who, caplog)
    assert not found, "\n".join(found)


def test_the_table_holds_on_postgresql(
    postgres_ground: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    found = faults(postgres_ground, "host", caplog)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", [role for role in ROLES if role != "admin"])
def test_a_role_elsewhere_opens_nothing_here(ground: Ground, who: str) -> None:
    found = []
    for route in ground.routes():
        # Without a row in the address a page is about the community in view: one's own.
        if not route.rule.arguments or who not in PERMISSIONS[route.permission]:
            continue
        status = ground.open(f"{who}{ELSEWHERE}", route).status_code
        if status not in {403, 404}:
            found.append(f"{route}: {who} of another community got {status}")
    assert not found, "\n".join(found)


def opens(ground: Ground, route: Route) -> bool:
    """Whether somebody who may gets the page; 409: this row's stage does not allow its move."""
    able = (who for who in [NOBODY, *ROLES] if route.admits(who))
    return any(ground.open(who, route).status_code in {200, 303, 409} for who in able)


def test_every_page_opens_for_somebody(ground: Ground) -> None:
    pages = [
        route
        for route in ground.routes()
        if route.method == "GET" and route.rule.endpoint not in SHUT
    ]
    assert [str(route) for route in pages if not opens(ground, route)] == []


def test_no_form_passes_without_its_token(ground: Ground) -> None:
    ground.app.config["WTF_CSRF_ENABLED"] = True
    try:
        posts = [route for route in ground.routes() if route.method == "POST"]
        assert posts
        assert [str(r) for r in posts if ground.open(NOBODY, r).status_code != 400] == []
    finally:
        ground.app.config["WTF_CSRF_ENABLED"] = False


def test_no_form_passes_without_its_command(ground: Ground) -> None:
    client = ground.app.test_client()
    for route in ground.routes():
        if route.method == "POST" and route.admits(NOBODY) and route.rule.endpoint not in SHUT:
            status = client.post(ground.address(route.rule)).status_code
            assert status in {404, 422}, str(route)
