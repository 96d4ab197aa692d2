"""Whatever stands in an address or behind its question mark: a page, and never a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from flask import Request

from deliberation.domain.roles import ROLES
from tests.attack.odd import ODD, Asked
from tests.features.test_every_route import crash
from tests.fixtures_routes import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from flask.testing import FlaskClient

    from tests.fixtures_routes import Ground, Route

NUMBERS: Final = ("0", "99999", "2147483648", "9" * 19, "9" * 5000, "٣", "²", "-1", "1.5")
TEXTS: Final = tuple(odd for odd in ODD if len(odd) < 1000)
QUERIES: Final = (
    "a\0b",
    "\ud800",
    "9" * 19,
    "9" * 5000,
    "-1",
    "²",
    "%_\\",
    "{{7*7}}%(x)s",
    "长" * 3000,
)
FAILED: Final = 500
WHO: Final = "host"


class Curious(Request):
    """A request whose address notes what the code asks it for."""

    parameter_storage_class = Asked


def client_for(ground: Ground, route: Route) -> FlaskClient:
    """A client of somebody who may."""
    client = ground.app.test_client()
    who = next(who for who in (NOBODY, WHO, *ROLES) if route.admits(who))
    if who != NOBODY:
        with client.session_transaction() as session:
            session["_user_id"] = ground.world.sessions[who]
            session["_fresh"] = True
    return client


def addresses(ground: Ground, route: Route) -> Iterator[str]:
    """The address with one odd part after another."""
    parts = route.rule.rule.split("/")
    usual = ground.address(route.rule).partition("?")[0].split("/")
    for place, part in enumerate(parts):
        if not part.startswith("<"):
            continue
        for odd in NUMBERS if part.startswith("<int:") else TEXTS:
            rest = part.partition(">")[2]
            odd_part = quote(odd.encode("utf-8", "surrogatepass"), safe="") + rest
            yield "/".join([*usual[:place], odd_part, *usual[place + 1 :]])


def broken(client: FlaskClient, method: str, address: str) -> bool:
    """Whether an address is answered with a crash."""
    return client.open(address, method=method, buffered=True).status_code >= FAILED


def test_an_odd_address_is_answered(
    postgres_ground: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    found = []
    for route in postgres_ground.routes():
        client = client_for(postgres_ground, route)
        for address in addresses(postgres_ground, route):
            caplog.clear()
            if broken(client, route.method, address):
                found.append(f"{route}: {address[:80]}{crash(caplog)}")
    assert not found, "\n".join(found)


def test_an_odd_question_is_answered(
    postgres_ground: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    postgres_ground.app.request_class = Curious
    found = []
    for route in (one for one in postgres_ground.routes() if one.method == "GET"):
        client, usual = client_for(postgres_ground, route), postgres_ground.address(route.rule)
        Asked.names.clear()
        client.get(usual, buffered=True)
        asked = set(Asked.names)
        for odd in QUERIES:
            caplog.clear()
            query = urlencode(dict.fromkeys(asked, odd), errors="surrogatepass")
            if asked and broken(client, "GET", f"{usual}?{query}"):
                found.append(f"{route}: {sorted(asked)} {odd[:20]!r}{crash(caplog)}")
    assert not found, "\n".join(found)


def test_an_odd_host_is_no_crash(postgres_ground: Ground) -> None:
    client = postgres_ground.app.test_client()
    for host in ("[::1", "a" * 300, "evil.test:99999", "x y", "\u00e9.test", "a\tb", "[x]:1"):
        answer = client.get("/sign-in", headers={"Host": host})
        assert answer.status_code < FAILED, host
