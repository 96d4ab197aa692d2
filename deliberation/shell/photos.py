"""Pictures: raw bytes on arrival, re-encoded off the request path, shown only after that.

A picture from a phone carries the place and time it was taken and the phone's name. Only a new
JPEG made of its pixels is kept; the raw file is deleted.
"""

from __future__ import annotations

import logging
import os
import shutil
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import gevent
from flask import current_app
from sqlalchemy import select

from deliberation.domain import bounds
from deliberation.domain.errors import Invalid, Sentence, say
from deliberation.shell import jobs
from deliberation.shell.pictures import Unreadable, reencode, size_of
from deliberation.store.db import db, writing
from deliberation.store.models import Photo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import IO

    from flask import Flask
    from werkzeug.datastructures import FileStorage

INCOMING: Final = "incoming"
SNIFFED: Final = 16
PAGE: Final = 20
ORPHAN_AGE: Final = timedelta(days=1)
TOO_MANY: Final = say("照片最多 %(n)s 张。", n=bounds.PHOTOS)
TOO_LARGE: Final = say("每张照片不超过 10 MB，请换一张小一些的。")
EMPTY: Final = say("有一张照片是空的，请重新选择。")
HEIC: Final = say(
    "这张照片是 HEIC 格式，暂时不能打开。请在相机设置里选“兼容性最佳”，或截屏后再上传。"
)
NO_PICTURE: Final = say("这个文件不是照片。请上传 JPEG、PNG 或 WebP 格式的照片。")
LOST: Final = say("照片没有送到，请重新上传。")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A picture that lies in the incoming folder; `file` is the name that its row carries."""

    file: str


def init_app(app: Flask) -> None:
    """Let pictures be worked on when one arrives, and each minute."""
    jobs.add_sweep(app, "photos", sweep)


def raw_path(folder: Path, file: str) -> Path:
    """Return where the raw bytes of a picture wait."""
    return folder / INCOMING / file


def ready_path(folder: Path, file: str) -> Path:
    """Return where the picture lies once it can be shown."""
    return folder / f"{file}.jpg"


def waiting(file: str, folder: Path) -> bool:
    """Say whether the raw bytes of a picture lie in the incoming folder."""
    return raw_path(folder, file).is_file()


def receive(
    files: Sequence[FileStorage], folder: Path, *, room: int = bounds.PHOTOS
) -> list[Arrived]:
    """Put the pictures of a form into the incoming folder; call it outside a transaction.

    Raises:
        Invalid: more than `room`, one too large, or no picture (field `photos`).
    """
    chosen = [file for file in files if file and file.filename]
    if len(chosen) > room:
        raise Invalid(TOO_MANY, "photos")
    for file in chosen:
        if refusal := _refusal(file.stream):
            raise Invalid(refusal, "photos")
    pool = gevent.get_hub().threadpool
    return [Arrived(pool.apply(_store, (file.stream, folder))) for file in chosen]


def _refusal(stream: IO[bytes]) -> Sentence | None:
    length = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    start = stream.read(SNIFFED)
    stream.seek(0)
    if length > bounds.PHOTO_BYTES:
        return TOO_LARGE
    return _format_refusal(start) if length else EMPTY


def _format_refusal(start: bytes) -> Sentence | None:
    jpeg, png = start.startswith(b"\xff\xd8\xff"), start.startswith(b"\x89PNG\r\n\x1a\n")
    webp = start.startswith(b"RIFF") and start[8:12] == b"WEBP"
    if jpeg or png or webp:
        return None
    brand = start[8:12] if start[4:8] == b"ftyp" else b""
    return HEIC if brand[:3] in {b"hei", b"hev", b"mif", b"msf"} else NO_PICTURE


def _store(stream: IO[bytes], folder: Path) -> str:
    name = uuid.uuid4().hex
    path = raw_path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    with draft.open("wb") as target:
        shutil.copyfileobj(stream, target)
        target.flush()
        os.fsync(target.fileno())
    draft.rename(path)
    return name


def sweep(now: datetime) -> None:
    """Work on every picture that is neither ready nor refused; then clear what nobody sent off."""
    folder: Path = current_app.extensions["settings"].uploads
    last = 0
    while pending := _pending(last):
        for photo_id, file in pending:
            _work_on(photo_id, file, folder, now)
        last = pending[-1][0]
    clean_orphans(folder, now)


def _pending(after: int) -> list[tuple[int, str]]:
    rows = db.session.execute(
        select(Photo.id, Photo.file)
        .where(Photo.ready_at.is_(None), Photo.refused_at.is_(None), Photo.id > after)
        .order_by(Photo.id)
        .limit(PAGE)
    )
    found = [(number, file) for number, file in rows]
    db.session.rollback()
    return found


def _work_on(photo_id: int, file: str, folder: Path, now: datetime) -> None:
    """Decode outside of any transaction; a second consumer finds the row settled."""
    raw, ready = raw_path(folder, file), ready_path(folder, file)
    size, reason = (0, 0), ""
    try:
        # Without the raw file, another consumer was here, or a backup was restored.
        size = reencode(raw, ready) if raw.exists() else size_of(ready)
    except Unreadable as error:
        reason = error.sentence.text
    except FileNotFoundError:
        reason = LOST.text
    _settle(photo_id, size, reason, now)
    raw.unlink(missing_ok=True)


def _settle(photo_id: int, size: tuple[int, int], reason: str, now: datetime) -> None:
    with writing():
        photo = db.session.get(Photo, photo_id, with_for_update=True)
        if photo is None or photo.ready_at or photo.refused_at:
            return
        if reason:
            photo.refused_at, photo.refused_reason = now, reason
        else:
            photo.ready_at = now
            photo.width, photo.height = size


def clean_orphans(folder: Path, now: datetime) -> None:
    """Delete raw files older than a day that no form was sent off with."""
    border = (now - ORPHAN_AGE).timestamp()
    for path in (folder / INCOMING).glob("*"):
        if path.stat().st_mtime < border and not _has_row(path.name):
            path.unlink(missing_ok=True)


def _has_row(file: str) -> bool:
    return db.session.scalar(select(Photo.id).where(Photo.file == file)) is not None
