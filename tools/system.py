"""What the operating system must bring: drawing libraries, a browser, two servers for the tests.

Only what is absent is installed, and only on Debian and its relatives as root; elsewhere the
command is printed and set-up carries on, because the server itself runs without most of it.
Exit status: 0 when everything is here, 1 when something is still missing.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PATHS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/bin", "/usr/sbin", "/opt/homebrew/bin"])
POSTGRES_HOMES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin")


@dataclass(frozen=True)
class Part:
    """One thing from outside: how it is recognised, what brings it, what is lost without it."""

    name: str
    libraries: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    debian: str = ""
    homebrew: str = ""
    without: str = ""

    def present(self) -> bool:
        """Every library, and any one of the commands."""
        libraries = all(ctypes.util.find_library(library) for library in self.libraries)
        return libraries and (not self.commands or any(find(name) for name in self.commands))


def find(command: str) -> str | None:
    """A command's full path, also in the folders where Debian keeps PostgreSQL's."""
    homes = [str(path) for pattern in POSTGRES_HOMES for path in Path("/").glob(pattern[1:])]
    return shutil.which(command, path=os.pathsep.join([PATHS, *sorted(homes, reverse=True)]))


PARTS = (
    Part(
        "Pango",
        libraries=("pango-1.0", "pangoft2-1.0"),
        debian="libpango-1.0-0 libpangoft2-1.0-0",
        homebrew="pango",
        without="no PDF can be printed",
    ),
    Part(
        "HarfBuzz",
        libraries=("harfbuzz-subset",),
        debian="libharfbuzz-subset0",
        homebrew="harfbuzz",
        without="PDF files embed whole fonts and become large",
    ),
    Part(
        "Chromium",
        commands=("chromium", "chromium-browser", "google-chrome"),
        debian="chromium",
        homebrew="--cask chromium",
        without="browser tests are skipped and `make pictures` stops",
    ),
    Part(
        "Poppler",
        commands=("pdftoppm",),
        debian="poppler-utils",
        homebrew="poppler",
        without="tests that look at printed pages are skipped",
    ),
    Part(
        "PostgreSQL",
        commands=("initdb",),
        debian="postgresql",
        homebrew="postgresql@17",
        without="data tests run on SQLite only",
    ),
    Part(
        "Redis",
        commands=("redis-server",),
        debian="redis-server",
        homebrew="redis",
        without="tests with several web processes are skipped",
    ),
)


def missing() -> list[Part]:
    """The parts that are not on this machine."""
    return [part for part in PARTS if not part.present()]


def install(parts: list[Part]) -> None:
    """Install with apt-get; a failure is shown by apt-get itself and does not stop set-up."""
    apt = shutil.which("apt-get") or "/usr/bin/apt-get"
    packages = [package for part in parts for package in part.debian.split()]
    sys.stdout.write(f"   apt-get install {' '.join(packages)}\n")
    sys.stdout.flush()
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PATH": PATHS + ":/sbin"}
    command = [apt, "install", "-y", "-q=2", "--no-install-recommends", *packages]
    subprocess.run([apt, "update", "-q=2"], env=environment, check=False)
    subprocess.run(command, env=environment, check=False)


def advice(parts: list[Part]) -> str:
    """What is missing, what that costs, and the command that brings it."""
    lines = [f"   without {part.name}: {part.without}" for part in parts]
    if sys.platform == "darwin":
        lines += [f"   to install:  brew install {part.homebrew}" for part in parts]
    else:
        packages = " ".join(part.debian for part in parts)
        lines += [f"   to install (Debian, Ubuntu):  sudo apt-get install {packages}"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Look, install what may be installed, tell the rest."""
    absent = missing()
    if absent and shutil.which("apt-get", path=PATHS) and os.geteuid() == 0:
        install(absent)
        absent = missing()
    sys.stdout.write(advice(absent) if absent else "   everything is here\n")
    return 1 if absent else 0


if __name__ == "__main__":
    sys.exit(main())
