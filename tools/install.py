"""Install the pinned Python packages into .venv, saying how far it is.

pip alone says either nothing for minutes or several lines for each package. What it said is kept in
.venv/install.log, and shown when it fails.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / ".venv" / "install.log"
PIP = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar=off"]
WHAT = ["-c", "constraints.txt", "-e", ".[setup,test,checks]"]
STEP = 25
# From a registry, or as a file from a folder that the machine's configuration names.
FOUND = re.compile(r"Collecting ([\w.-]+)|Processing \S+/([\w.]+)-\d\S*\.whl")


def show(count: int, name: str) -> None:
    """One moving line on a terminal, a line now and then in a log."""
    if sys.stdout.isatty():
        sys.stdout.write(f"\r\033[K   {count:3} {name}")
    elif count % STEP == 0:
        sys.stdout.write(f"   {count} packages found\n")
    sys.stdout.flush()


def follow(lines: Iterable[str]) -> None:
    """Show each package as pip finds it."""
    count = 0
    for line in lines:
        if found := FOUND.match(line):
            count += 1
            show(count, found[1] or found[2])
        elif line.startswith("Installing collected") and count:
            start = "\r\033[K" if sys.stdout.isatty() else ""
            sys.stdout.write(f"{start}   {count} packages found, installing\n")
            sys.stdout.flush()


def main() -> int:
    """Run pip with the machine's own configuration."""
    with (
        LOG.open("w+", encoding="utf-8") as log,
        subprocess.Popen(
            [*PIP, *WHAT], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
        ) as pip,
    ):
        follow(pip.stdout or ())
        if status := pip.wait():
            log.seek(0)
            sys.stderr.write(log.read())
    return status


if __name__ == "__main__":
    sys.exit(main())
