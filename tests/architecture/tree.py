"""The files that the house rules are about, and how they are read."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "deliberation"
WORKSHOP = ("tests", "tools", "benchmarks")


def python_files(*folders: str) -> list[Path]:
    """Every module under these folders; migrations are written by Alembic and have no cap."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def static_files(*suffixes: str) -> list[Path]:
    """Our own files under static, not the installed ones."""
    vendor = ROOT / "static" / "vendor"
    found = (path for path in (ROOT / "static").rglob("*") if path.suffix in suffixes)
    return sorted(path for path in found if not path.is_relative_to(vendor))


@cache
def kept_files() -> list[Path]:
    """What git keeps or would keep; empty in an unpacked archive."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]  # fixed words
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return [ROOT / name for name in listing.stdout.decode().split("\0") if name]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """A path as a message shows it."""
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
