"""The box: a package, installed into an empty environment, carries a community from nothing.

What is looked at here runs outside this checkout, from an empty folder, by the installed command.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from deliberation.shell.printing import fonts
from tests import services
from tests.architecture.tree import ROOT
from tests.documents import sample
from tests.faults import server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 300  # seconds for one command at the most; usually half a minute
MEGABYTE = 1_000_000
# What pip says when it stands before no registry, and not when our package is wrong.
NOWHERE = re.compile(r"No matching distribution|ConnectionError|Connection refused|Name or service")
LINKS = re.compile(r'(?:src|href)="(/static/[^"]+)"')


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, built as `pip wheel .` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder))
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds the package, its dependencies and nothing else."""
    home = tmp_path_factory.mktemp("box") / "environment"
    run([sys.executable, "-m", "venv", "--without-pip", str(home)])
    python = str(home / "bin" / "python")
    told = pip(
        "--python", python, "install", "--no-compile", str(wheel),
        "--constraint", str(ROOT / "constraints.txt"), check=False,
    )  # fmt: skip
    if told.returncode and NOWHERE.search(told.stderr):
        pytest.skip("no package index is reachable: nothing can be installed into an empty place")
    assert told.returncode == 0, told.stderr
    return home / "bin" / "deliberation"


def pip(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "pip", "--quiet", *arguments], check=check)


def run(
    command: list[str], folder: Path | None = None, *, check: bool = True
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=check,
        timeout=PATIENCE,
    )


def surroundings() -> dict[str, str]:
    """Nothing that leads back to this checkout, or to an installation somewhere."""
    ours = ("PYTHONPATH", "DELIBERATION_", "DATABASE_URL", "REDIS_URL", "HOST", "PORT")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@contextmanager
def serving(command: Path, folder: Path) -> Iterator[tuple[server.Phone, str]]:
    """The installed server on the instance in `folder`; yields a phone and what was printed."""
    port = services.free_port()
    call = [str(command), "run", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        call,
        cwd=folder,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            lines = server.printed(process)
            yield server.Phone(f"http://127.0.0.1:{port}"), "\n".join(lines)
            process.terminate()
            assert process.wait(server.PATIENCE) == 0
        finally:
            process.kill()


def test_the_package_carries_what_the_program_reads_and_no_font(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert [name for name in names if name.endswith(".ttf")] == []
    assert wheel.stat().st_size < 3 * MEGABYTE
    assert {f"deliberation/{path}" for path in read_by_the_program()} - names == set()


def read_by_the_program() -> Iterator[str]:
    """Every file that is no Python: data, migrations, pages, styles, scripts."""
    package = ROOT / "deliberation"
    for path in package.rglob("*"):
        if path.is_file() and path.suffix not in {".pyc", ".pot"}:
            yield str(path.relative_to(package))
    for path in (*(ROOT / "templates").rglob("*"), *(ROOT / "static").rglob("*")):
        if path.is_file() and path.suffix != ".ttf" and not path.name.startswith("."):
            yield str(path.relative_to(ROOT))


def test_an_empty_folder_becomes_the_demo_community(installed: Path, tmp_path: Path) -> None:
    with serving(installed, tmp_path) as (phone, printed):
        assert "fonts" in printed, "a missing font is said at the start"
        assert phone.get("/").status == 200
    place_fonts(tmp_path / "instance" / "fonts")
    loaded = run([str(installed), "demo"], tmp_path)
    assert "示范社区已经装好" in loaded.stdout
    with serving(installed, tmp_path) as (phone, printed):
        assert "示范社区" in printed
        assert "还没有打印用的字体" not in printed
        home = phone.get("/")
        assert "新都花园社区" in home.text
        linked = {link.partition("?")[0] for link in LINKS.findall(home.text)}
        assert any(link.endswith(".css") for link in linked)
        linked |= {f"/static/vendor/js/{name}" for name in ("htmx.min.js", "socket.io.min.js")}
        assert {link: phone.get(link).status for link in linked} == dict.fromkeys(linked, 200)
    assert "记录完整" in run([str(installed), "verify"], tmp_path).stdout
    run([str(installed), "minutes", "latest", "-o", "latest.pdf"], tmp_path)
    assert (tmp_path / "latest.pdf").read_bytes().startswith(b"%PDF")


def place_fonts(folder: Path) -> None:
    """What `deliberation fonts` does (see test_fonts.py), without two hundred megabytes."""
    folder.mkdir()
    for face in fonts.FACES:
        (folder / face).symlink_to(sample.FONTS / face)
