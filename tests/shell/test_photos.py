"""Pictures as phones send them, and as some people send them."""

from __future__ import annotations

import io
import os
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from deliberation.domain import bounds
from deliberation.domain.errors import Invalid
from deliberation.features.intake import actions
from deliberation.shell import jobs, photos, pictures
from deliberation.store.db import db
from deliberation.store.models import Photo

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from flask import Flask

    from deliberation.store.models import Opinion
    from tests.factories import Factory

MODEL, ORIENTATION, COMMENT = 272, 274, b"taken at home"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """A picture, red on the left."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def from_a_phone() -> bytes:
    """A picture that was taken upright, with the phone's name and a comment in it."""
    exif = Image.Exif()
    exif[MODEL] = "Someone's phone"
    exif[ORIENTATION] = 6
    return picture(size=(2400, 1800), exif=exif, comment=COMMENT)


def sent(content: bytes, name: str = "photo.jpg") -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


@pytest.fixture
def folder(app: Flask) -> Path:
    uploads: Path = app.extensions["settings"].uploads
    return uploads


@pytest.fixture
def opinion(make: Factory) -> Opinion:
    return make.opinion(make.community())


def kept(opinion: Opinion, file: str, moment: datetime) -> int:
    """The row of a picture that was sent off."""
    row = Photo(opinion_id=opinion.id, kind="place", file=file, arrived_at=moment)
    db.session.add(row)
    db.session.commit()
    return row.id


def arrive(opinion: Opinion, content: bytes, folder: Path, moment: datetime) -> tuple[int, str]:
    """A picture received and sent off; returns its row's id and its file."""
    file = photos.receive([sent(content)], folder)[0].file
    return kept(opinion, file, moment), file


def row(photo_id: int) -> Photo:
    db.session.rollback()
    return db.session.get_one(Photo, photo_id)


def test_what_arrives_waits_until_it_is_worked_on(app: Flask, folder: Path) -> None:
    files = [sent(picture()), sent(picture("PNG")), sent(picture("WEBP")), FileStorage()]
    arrived = photos.receive(files, folder)
    assert len({one.file for one in arrived}) == 3
    assert all(photos.waiting(one.file, folder) for one in arrived)
    assert actions.Arrival(arrived[0].file).kind == "place"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"hello, I am a text", "不是照片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是照片"),
        (b"GIF89a" + b"\0" * 20, "不是照片"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 20, "HEIC"),
        (b"\xff\xd8\xff" + b"\0" * bounds.PHOTO_BYTES, "10 MB"),
    ],
    ids=["empty", "text", "svg", "gif", "heic", "large"],
)
def test_what_is_no_picture_is_refused_beside_its_field(
    tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        photos.receive([sent(picture()), sent(content)], tmp_path)
    assert refused.value.field == "photos"
    assert not (tmp_path / photos.INCOMING).exists()


def test_more_than_there_is_room_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="最多 6 张"):
        photos.receive([sent(picture())] * 7, tmp_path)
    with pytest.raises(Invalid):
        photos.receive([sent(picture())] * 2, tmp_path, room=1)


def test_a_picture_is_made_anew_upright_small_and_without_metadata(
    app: Flask, opinion: Opinion, folder: Path, moment: datetime
) -> None:
    photo_id, file = arrive(opinion, from_a_phone(), folder, moment)
    jobs.run(app, "photos")
    ready = row(photo_id)
    assert ready.ready_at is not None
    assert (ready.width, ready.height) == (1200, 1600)
    content = photos.ready_path(folder, file).read_bytes()
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size) == ("JPEG", (1200, 1600))
        assert not image.getexif()
        assert "comment" not in image.info
        red, _green, blue = image.getpixel((600, 100))  # type: ignore[misc]  # RGB gives three
        assert red > blue
    assert b"phone" not in content
    assert not photos.waiting(file, folder)


def test_a_transparent_picture_stands_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(tmp_path / "in", "PNG")
    pictures.reencode(tmp_path / "in", tmp_path / "out.jpg")
    with Image.open(tmp_path / "out.jpg") as image:
        assert image.getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0broken", from_a_phone()[:400]])
def test_a_broken_picture_is_refused_with_its_reason(
    app: Flask, opinion: Opinion, folder: Path, moment: datetime, content: bytes
) -> None:
    photo_id, file = arrive(opinion, content, folder, moment)
    jobs.run(app, "photos")
    refused = row(photo_id)
    assert refused.ready_at is None
    assert refused.refused_at is not None
    assert "打不开" in refused.refused_reason
    assert not photos.waiting(file, folder)
    assert not photos.ready_path(folder, file).exists()


def test_a_bomb_is_refused_before_it_is_unpacked(
    app: Flask, opinion: Opinion, folder: Path, moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo_id, _file = arrive(opinion, picture("WEBP"), folder, moment)
    monkeypatch.setattr(pictures, "PIXELS", 60 * 40 - 1)
    monkeypatch.setattr(Image.Image, "load", lambda _image: pytest.fail("unpacked"))
    jobs.run(app, "photos")
    assert "尺寸太大" in row(photo_id).refused_reason


def test_a_sweep_can_be_repeated_and_shared(
    app: Flask, opinion: Opinion, folder: Path, moment: datetime
) -> None:
    """Another consumer has made the picture and deleted the raw file; this one saw it before."""
    photo_id, file = arrive(opinion, picture(), folder, moment)
    pictures.reencode(photos.raw_path(folder, file), photos.ready_path(folder, file))
    photos.raw_path(folder, file).unlink()
    jobs.run(app, "photos")
    first = row(photo_id)
    assert (first.width, first.refused_at) == (60, None)
    ready_at = first.ready_at
    photos._settle(photo_id, (1, 1), "late", moment)
    assert (row(photo_id).ready_at, row(photo_id).refused_at) == (ready_at, None)


def test_a_full_disk_leaves_the_picture_due(
    app: Flask,
    opinion: Opinion,
    folder: Path,
    moment: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photo_id, file = arrive(opinion, picture(), folder, moment)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            jobs.run(app, "photos")
    assert (row(photo_id).ready_at, row(photo_id).refused_at) == (None, None)
    assert sorted(path.name for path in folder.iterdir()) == [photos.INCOMING]
    jobs.run(app, "photos")
    assert row(photo_id).ready_at is not None
    assert photos.ready_path(folder, file).exists()


def test_what_nobody_sent_off_is_deleted_after_a_day(
    app: Flask, opinion: Opinion, folder: Path, moment: datetime
) -> None:
    old, new, linked = (one.file for one in photos.receive([sent(picture())] * 3, folder))
    kept(opinion, linked, moment)
    for file, age in ((old, 25), (new, 23), (linked, 25)):
        at = (moment - timedelta(hours=age)).timestamp()
        os.utime(photos.raw_path(folder, file), (at, at))
    photos.clean_orphans(folder, moment)
    assert [photos.waiting(file, folder) for file in (old, new, linked)] == [False, True, True]
