"""An installation with one community, and commands that run on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import Command
from tests.faults import server

if TYPE_CHECKING:
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
