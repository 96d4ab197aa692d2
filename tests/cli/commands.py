"""Running commands in this process, and looking at what they left."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from deliberation import cli
from deliberation.app import create_app
from deliberation.migrations import rows
from deliberation.store.db import db
from tests import fixtures_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


class Command:
    """Runs one command in this process: the same as a process of its own, and much faster."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, instance: Path, *arguments: str, **more: str) -> Said:
        """Run it on `instance`."""
        mask = os.umask(0o022)
        with self.monkeypatch.context() as patch:
            for name, value in {"DELIBERATION_INSTANCE": str(instance), **more}.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                cli.main(list(arguments))
        os.umask(mask)
        shown = self.capsys.readouterr()
        return Said(int(str(ended.value.code)), shown.out, shown.err)


def refused(said: Said, words: str) -> None:
    assert said.code == 1
    assert words in said.err
    assert "Traceback" not in said.err


@contextmanager
def opened(folder: Path, url: str = "") -> Iterator[None]:
    """An application context on an installation, closed behind us."""
    settings = fixtures_app.settings_for(folder, url or sqlite_url(folder))
    with create_app(settings).app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def contents(folder: Path, url: str, to: Path) -> dict[str, str]:
    """A hash of each table's rows."""
    to.mkdir()
    with opened(folder, url):
        rows.write(to)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in to.iterdir()}


def sqlite_url(instance: Path) -> str:
    return f"sqlite:///{instance / 'deliberation.sqlite'}"
