"""The application on a fresh database: every test that takes `app` runs on both databases."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from flask import g
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.exc import ProgrammingError

from deliberation.app import create_app
from deliberation.config import Settings
from deliberation.shell import clock
from deliberation.shell.commands import new_command_id
from deliberation.store.db import db
from tests.factories import Factory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from deliberation.store.models import Account

# A Thursday before the autumn holidays of 2026: working-day arithmetic has something to do.
START = datetime(2026, 9, 10, 1, 0, tzinfo=UTC)


def settings_for(folder: Path, url: str) -> Settings:
    """Settings of a test installation in `folder`."""
    for name in ("uploads", "papers"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return Settings(folder, url, secret_key="tests only", environment="test")


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    path = folder / "empty.sqlite"
    app = create_app(settings_for(folder, f"sqlite:///{path}"))
    with app.app_context():
        db.create_all()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_tables(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a PostgreSQL database with every table, for all tests of this process."""
    url = re.sub(r"^postgresql(\+psycopg)?://", "postgresql+psycopg://", postgres_url)
    app = create_app(settings_for(tmp_path_factory.mktemp("postgres"), url))
    with app.app_context():
        db.create_all()
        db.engine.dispose()
    return url


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Every test has an application of its own; their templates are compiled once."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


def _empty() -> None:
    """Delete every row and begin every sequence anew, in one round trip."""
    tables = reversed(db.metadata.sorted_tables)
    deleting = [str(table.delete()) for table in tables]
    with db.engine.begin() as connection:
        found = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
        names = connection.exec_driver_sql(found).scalars()
        anew = [f'ALTER SEQUENCE "{name}" RESTART' for name in names]
        connection.exec_driver_sql("; ".join([*deleting, *anew]))


def _clean() -> None:
    """Empty the tables; tests of the schema may have taken them down."""
    try:
        _empty()
    except ProgrammingError:
        db.create_all()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database with every table."""
    if request.param == "sqlite":
        path = tmp_path / "test.sqlite"
        shutil.copy(request.getfixturevalue("empty_sqlite"), path)
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("postgres_tables")
    return url


@pytest.fixture
def moment() -> Iterator[datetime]:
    """Stand the one clock at START; tests move it with `clock.set_offset`."""
    clock.set_offset(START - datetime.now(UTC))
    yield START
    clock.set_offset(timedelta())


def _forget() -> None:
    for name in list(g):
        g.pop(name)


@pytest.fixture
def app(
    database_url: str,
    tmp_path: Path,
    moment: datetime,
    compiled_templates: FileSystemBytecodeCache,
) -> Iterator[Flask]:
    """The real application on a fresh database, its clock at START."""
    app = create_app(settings_for(tmp_path, database_url))
    app.jinja_env.bytecode_cache = compiled_templates
    # Requests share the context below, hence its `g`: each must find out anew who is asking.
    app.before_request_funcs.setdefault(None, []).insert(0, _forget)
    clock.set_offset(moment - datetime.now(UTC))
    with app.app_context():
        if database_url.startswith("postgresql"):
            _clean()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def make(app: Flask) -> Factory:
    """Rows for tests, through `store` (see tests/factories.py)."""
    del app
    return Factory()


class Browser:
    """A test client that posts forms as a page would: token and command id included."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, address: str, **options: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(address, **options)

    def post(
        self, address: str, form: Mapping[str, object] | None = None, *, command: str | None = None
    ) -> TestResponse:
        """Post a form with a fresh command id, or with `command` to repeat one."""
        data = {"command_id": command or new_command_id(), **(form or {})}
        return self.client.post(address, data=data)

    def sign_in(self, account: Account) -> Browser:
        """Become `account`, without the sign-in page."""
        with self.client.session_transaction() as session:
            session["_user_id"] = f"{account.id}:{account.session_key}"
            session["_fresh"] = True
        return self


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Nobody in particular, with a browser."""
    app.config["WTF_CSRF_ENABLED"] = False
    return Browser(app.test_client())
