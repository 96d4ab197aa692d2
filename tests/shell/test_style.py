"""The style page: made from the real fields, in development only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from deliberation.app import create_app
from deliberation.config import Settings
from deliberation.store.db import db

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    """A visitor of a development installation without any community."""
    return _installation(tmp_path, "test")


def _installation(folder: Path, environment: str) -> FlaskClient:
    url = f"sqlite:///{folder / 'style.sqlite'}"
    app = create_app(Settings(folder, url, secret_key="tests only", environment=environment))
    with app.app_context():
        db.create_all()
    return app.test_client()


def test_every_form_carries_its_token_and_its_own_command(client: FlaskClient) -> None:
    page = client.get("/style").get_data(as_text=True)
    forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)
    commands = [re.findall(r'name="command_id" value="([^"]+)"', form) for form in forms]
    assert len(forms) > 3
    assert all(len(found) == 1 for found in commands)
    assert len({found[0] for found in commands}) == len(forms)
    assert all(form.count('name="csrf_token"') == 1 for form in forms)


def test_an_error_is_named_by_its_field(client: FlaskClient) -> None:
    page = client.get("/style").get_data(as_text=True)
    area = re.search(r'<textarea[^>]*id="wrong-words"[^>]*>', page)
    assert area is not None
    assert 'aria-invalid="true"' in area[0]
    assert "wrong-words-error" in area[0]
    assert 'id="wrong-words-error"' in page
    assert '<a href="#wrong-words">' in page


def test_what_was_typed_comes_back(client: FlaskClient) -> None:
    page = client.get("/style").get_data(as_text=True)
    place = re.search(r'<input[^>]*id="wrong-place"[^>]*>', page)
    number = re.search(r'<input[^>]*id="wrong-households"[^>]*>', page)
    assert place is not None
    assert 'value="7号楼西侧"' in place[0]
    assert number is not None
    assert 'value="很多"' in number[0]
    assert 'type="text"' in number[0]


def test_production_does_without_it(tmp_path: Path) -> None:
    assert _installation(tmp_path, "production").get("/style").status_code == 404
