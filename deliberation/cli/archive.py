"""The backup file: a .tar.gz of rows, pictures, papers, own data and keys, with a hash of each."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from deliberation.cli.frame import Refused
from deliberation.shell import clock
from deliberation.store import library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deliberation.config import Settings

    Facts = dict[str, object]

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
ROWS: Final = "rows"
DATA: Final = ("uploads", "papers", *library.FOLDERS)
FOLDERS: Final = (*DATA, "tls")
# A restored config.toml may name another machine's database: it is put beside, to be looked at.
SINGLES: Final = {"secret": "secret", "config.toml": "config.restored.toml"}
UNFINISHED: Final = ".part"


def kept_files(settings: Settings) -> Iterator[Path]:
    """Yield the pictures, papers and own data files of an installation."""
    for folder in DATA:
        yield from _files(settings.instance / folder)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != UNFINISHED:
            yield path


def pack(target: Path, settings: Settings, rows: Path, facts: Facts) -> None:
    """Write the archive, readable for its owner only, whole or not at all."""
    draft = target.with_name(f".{target.name}{UNFINISHED}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    hashes: dict[str, str] = {}
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz") as archive:
                for name, path in _members(settings, rows):
                    _add(archive, name, path, hashes)
                _add_manifest(archive, {**facts, "sha256": hashes})
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _members(settings: Settings, rows: Path) -> Iterator[tuple[str, Path]]:
    for path in _files(rows):
        yield f"{ROWS}/{path.name}", path
    for folder in FOLDERS:
        for path in _files(settings.instance / folder):
            yield str(path.relative_to(settings.instance)), path
    for name in SINGLES:
        if (settings.instance / name).is_file():
            yield name, settings.instance / name


def _add(archive: tarfile.TarFile, name: str, path: Path, hashes: dict[str, str]) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:  # a raw picture was worked on meanwhile; its rows know what to do
        return
    with file:
        hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        archive.addfile(_member(name, path.stat().st_size), file)


def _add_manifest(archive: tarfile.TarFile, facts: Facts) -> None:
    facts = {"format": FORMAT, "made_at": clock.now().isoformat(), **facts}
    content = json.dumps(facts, ensure_ascii=False, indent=1).encode()
    archive.addfile(_member(MANIFEST, len(content)), io.BytesIO(content))


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(clock.now().timestamp())
    return member


def unpack(source: Path, folder: Path) -> Facts:
    """Unpack the archive into an empty folder and check every hash.

    Raises:
        Refused: it is no backup of ours, is damaged, or comes from a newer version.
    """
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                _take_out(archive, member, folder)
        told: object = json.loads((folder / MANIFEST).read_bytes())
    except (tarfile.TarError, EOFError, zlib.error, FileNotFoundError, ValueError) as error:
        raise Refused(f"{source} 不是完整的备份文件，没有恢复任何内容。") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Refused(f"{source} 来自更新的版本，请先更新程序。")
    facts: Facts = told
    _check_hashes(folder, facts.get("sha256"))
    return facts


def _take_out(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write one member; the filters of `extractall` are missing before Python 3.11.4."""
    name = PurePosixPath(member.name)
    content = archive.extractfile(member) if member.isreg() else None
    if content is None or name.is_absolute() or ".." in name.parts:
        raise Refused(f"备份里的 {member.name} 不是普通文件，没有恢复任何内容。")
    path = folder.joinpath(*name.parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    with content, path.open("wb") as file:
        shutil.copyfileobj(content, file)


def _check_hashes(folder: Path, hashes: object) -> None:
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    found.pop(MANIFEST)
    expected = hashes if isinstance(hashes, dict) else {}
    for name in sorted({*found, *expected}):
        path = found.get(name)
        if path is None or expected.get(name) != _hash(path):
            raise Refused(f"备份里的 {name} 与清单不符，文件已损坏，没有恢复任何内容。")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place(folder: Path, settings: Settings, placed: list[Path]) -> None:
    """Copy pictures, papers and keys into the instance, noting each in `placed`."""
    for name in FOLDERS:
        for path in _files(folder / name):
            target = settings.instance / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(path, target, placed)
    for name, new in SINGLES.items():
        if (folder / name).is_file():
            _copy(folder / name, settings.instance / new, placed)


def _copy(source: Path, target: Path, placed: list[Path]) -> None:
    placed.append(target)
    shutil.copyfile(source, target)
    target.chmod(0o600)
