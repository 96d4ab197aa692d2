"""Frozen papers: PDF files named by their SHA-256, written once and checked at every reading."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Final

DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class PaperDamagedError(Exception):
    """A frozen paper is missing, or is no longer the bytes that were frozen."""


def keep(folder: Path, content: bytes) -> str:
    """Write a paper whole or not at all, on disk before this returns; return its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    target = folder / f"{digest}.pdf"
    if target.is_file() and hashlib.sha256(target.read_bytes()).hexdigest() == digest:
        return digest
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
    _settle(folder)
    return digest


def _settle(folder: Path) -> None:
    """Put the folder's new name on disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(folder: Path, digest: str) -> bytes:
    """Return a paper's bytes.

    Raises:
        PaperDamagedError: it is missing, or its bytes are not those that were frozen.
    """
    path = folder / f"{digest}.pdf"
    if not DIGEST.fullmatch(digest) or not path.is_file():
        raise PaperDamagedError(digest)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise PaperDamagedError(digest)
    return content
