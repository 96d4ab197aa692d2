"""The page from which a tablet takes the hall's certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography import x509

from deliberation.shell import clock, tls

if TYPE_CHECKING:
    from flask import Flask

    from tests.fixtures_app import Browser


@pytest.fixture
def hall(app: Flask, browser: Browser) -> Browser:
    tls.context(app.extensions["settings"].instance / "tls", clock.now())
    app.config["TLS_PORT"] = 8001
    return browser


def test_the_page_tells_the_steps_and_where_to_go_then(hall: Browser) -> None:
    answer = hall.get("/certificate", base_url="http://hall.test:8000")
    assert answer.status_code == 200
    assert "https://hall.test:8001/sign-in" in answer.text
    assert "证书信任设置" in answer.text


def test_the_authority_is_handed_out_and_never_its_key(hall: Browser) -> None:
    with hall.get("/certificate/authority.crt", base_url="http://hall.test:8000") as answer:
        assert answer.mimetype == "application/x-x509-ca-cert"
        found = x509.load_pem_x509_certificate(answer.data)
        assert b"PRIVATE" not in answer.data
    rule = found.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert rule.ca
    assert rule.path_length == 0


def test_without_a_second_door_there_is_nothing_to_install(browser: Browser) -> None:
    assert browser.get("/certificate").status_code == 404
