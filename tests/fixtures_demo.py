"""The demo community, loaded once a session into SQLite and copied for whoever asks."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from deliberation.app import create_app
from deliberation.cli import demo
from deliberation.migrations import upgrade
from deliberation.shell import clock
from deliberation.store.db import db
from tests.fixtures_app import settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from deliberation import config

FILE = "deliberation.sqlite"


@dataclass(frozen=True)
class Demo:
    """A loaded demo: its instance folder, and the one-time password of each login."""

    folder: Path
    passwords: dict[str, str]

    @property
    def settings(self) -> config.Settings:
        """Settings of this installation, as tests use them."""
        return settings_for(self.folder, f"sqlite:///{self.folder / FILE}")


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo as loaded; not to be changed."""
    folder = tmp_path_factory.mktemp("demo")
    before = clock.offset()
    app = create_app(settings_for(folder, f"sqlite:///{folder / FILE}"))
    with app.app_context():
        upgrade()
        accounts = demo.load(clock.now())
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    clock.set_offset(before)
    return Demo(folder, {login: password for login, password, _words in accounts})


@pytest.fixture
def demo_instance(loaded_demo: Demo, tmp_path: Path) -> Demo:
    """A copy of the loaded demo, to be changed at will."""
    folder = tmp_path / "demo"
    shutil.copytree(loaded_demo.folder, folder)
    return Demo(folder, loaded_demo.passwords)


@pytest.fixture
def demo_app(demo_instance: Demo) -> Iterator[Flask]:
    """The application on a copy of the demo, on the demo's day."""
    before = clock.offset()
    app = create_app(demo_instance.settings)
    clock.pin(demo.pinned.DAY)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    clock.set_offset(before)
