"""An installation with one community, and commands that run on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy

from deliberation.store.db import db
from tests.cli.commands import Command, opened
from tests.faults import server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs one command in this process."""
    return Command(monkeypatch, capsys)


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """An installation with one community."""
    folder = tmp_path / "instance"
    folder.mkdir()
    return server.installation(folder)


@pytest.fixture
def cleared_postgres(tmp_path: Path, postgres_url: str) -> Iterator[str]:
    """PostgreSQL without a table; the tests that come after get theirs back."""
    clear(postgres_url)
    yield postgres_url
    clear(postgres_url)
    with opened(tmp_path / "tables", postgres_url):
        db.create_all()


def clear(url: str) -> None:
    """Leave nothing in the database that tests share."""
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    engine.dispose()
