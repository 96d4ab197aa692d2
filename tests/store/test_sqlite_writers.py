"""SQLite has one writer: whoever waits for it must not stop those who only read."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from typing import IO, TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READS = 20
PATCHED = """from gevent import monkey; monkey.patch_all()
from tests.store import writers; writers.main()"""


@pytest.fixture
def file(empty_sqlite: Path, tmp_path: Path) -> Path:
    path = tmp_path / "writers.sqlite"
    shutil.copy(empty_sqlite, path)
    return path


@pytest.fixture
def other_process(file: Path) -> Iterator[sqlite3.Connection]:
    """What another process of ours would be: it is the writer, and takes its time."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


@pytest.fixture
def greenlets(file: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", PATCHED, str(file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        process.kill()


def lines_until(process: subprocess.Popen[str], wanted: str, times: int = 1) -> list[str]:
    """What was told up to the moment when `wanted` was told `times` times more."""
    told: list[str] = []
    for line in output(process):
        told.append(line.strip())
        if told.count(wanted) == times:
            return told
    pytest.fail(f"ended before {wanted!r}: {told}")


def output(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def let_finish(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    return [line.strip() for line in output(process)]


def test_another_process_writes_and_ours_goes_on_reading(
    other_process: sqlite3.Connection, greenlets: subprocess.Popen[str], file: Path
) -> None:
    lines_until(greenlets, "slow asks")
    # These arrive while the lock is held: a loop that waits inside SQLite would tell nothing.
    while_held = lines_until(greenlets, "read", READS)
    other_process.execute("COMMIT")
    rest = let_finish(greenlets)

    assert "slow begins" not in while_held
    assert [line for line in rest if line.endswith("wrote")] == ["slow wrote", "quick wrote"]
    assert greenlets.wait() == 0
    assert streets(file) == {"slow", "quick"}


def test_a_slow_writer_of_ours_holds_back_writers_and_no_readers(
    greenlets: subprocess.Popen[str], file: Path
) -> None:
    lines_until(greenlets, "quick asks")
    while_held = lines_until(greenlets, "read", READS)
    rest = let_finish(greenlets)

    assert "quick begins" not in while_held
    ordered = [line for line in rest if line != "read"]
    assert ordered == ["slow wrote", "quick begins", "quick wrote"]
    assert greenlets.wait() == 0
    assert streets(file) == {"slow", "quick"}


def streets(file: Path) -> set[str]:
    with sqlite3.connect(file) as connection:
        found = {name for (name,) in connection.execute("SELECT name FROM street")}
    connection.close()
    return found
