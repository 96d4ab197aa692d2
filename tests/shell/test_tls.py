"""The hall's own certificate: who signs it, whom it names, how long it lasts."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509

from deliberation.shell import tls

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime.now(UTC).replace(microsecond=0)
HALL = "192.168.7.20"


@pytest.fixture(autouse=True)
def one_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tls, "hall_addresses", lambda: [HALL])


def certificate(folder: Path, name: str = "server.crt") -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / name).read_bytes())


def names(found: x509.Certificate) -> x509.SubjectAlternativeName:
    return found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value


def test_it_is_signed_by_the_authority_and_names_every_address(tmp_path: Path) -> None:
    tls.context(tmp_path, NOW)
    found = certificate(tmp_path)
    found.verify_directly_issued_by(certificate(tmp_path, "authority.crt"))
    addresses = names(found).get_values_for_type(x509.IPAddress)
    assert {ipaddress.ip_address(HALL), ipaddress.ip_address("127.0.0.1")} <= set(addresses)
    assert {"localhost", socket.gethostname()} <= set(
        names(found).get_values_for_type(x509.DNSName)
    )
    assert found.not_valid_after_utc - found.not_valid_before_utc <= timedelta(days=398)
    assert found.not_valid_before_utc < NOW


def test_keys_are_private(tmp_path: Path) -> None:
    tls.context(tmp_path, NOW)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.glob("*.key")}
    assert modes == {"authority.key": "0o600", "server.key": "0o600"}


def test_it_stays_while_it_is_good(tmp_path: Path) -> None:
    tls.context(tmp_path, NOW)
    first = certificate(tmp_path)
    tls.context(tmp_path, NOW + timedelta(days=300))
    assert certificate(tmp_path) == first


@pytest.mark.parametrize("days", [370, 500, -3])
def test_it_is_made_anew_near_its_end_and_the_authority_stays(tmp_path: Path, days: int) -> None:
    tls.context(tmp_path, NOW)
    first, authority = certificate(tmp_path), certificate(tmp_path, "authority.crt")
    then = NOW + timedelta(days=days)
    tls.context(tmp_path, then)
    assert certificate(tmp_path) != first
    assert certificate(tmp_path).not_valid_before_utc < then
    assert certificate(tmp_path, "authority.crt") == authority


def test_it_is_made_anew_for_a_new_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls.context(tmp_path, NOW)
    monkeypatch.setattr(tls, "hall_addresses", lambda: ["10.0.0.9"])
    tls.context(tmp_path, NOW)
    found = names(certificate(tmp_path)).get_values_for_type(x509.IPAddress)
    assert ipaddress.ip_address("10.0.0.9") in found


def test_a_browser_that_trusts_the_authority_is_content(tmp_path: Path) -> None:
    server = tls.context(tmp_path, NOW)
    client = ssl.create_default_context(cafile=tmp_path / "authority.crt")
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    there = server.wrap_bio(to_server, to_client, server_side=True)
    here = client.wrap_bio(to_client, to_server, server_hostname=HALL)
    assert shake_hands(here, there) == "TLSv1.3"


def shake_hands(here: ssl.SSLObject, there: ssl.SSLObject) -> str | None:
    waiting = [here, there]
    for _turn in range(10):
        for side in list(waiting):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            waiting.remove(side)
    assert not waiting
    return here.version()
