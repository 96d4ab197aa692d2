"""From whatever a phone sends to a small upright JPEG that holds pixels and nothing else."""

from __future__ import annotations

import os
import uuid
import warnings
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps

from deliberation.domain.errors import DomainError, say

if TYPE_CHECKING:
    from pathlib import Path

FORMATS: Final = ("JPEG", "PNG", "WEBP")
LONGEST: Final = 1_600
QUALITY: Final = 82
PIXELS: Final = 80_000_000  # a phone's 50 to 64 megapixels, and no bomb
SIDE: Final = 20_000


class Unreadable(DomainError):
    """The bytes are no picture that we can open."""


def reencode(source: Path, target: Path) -> tuple[int, int]:
    """Write `source` as a JPEG without metadata to `target`, whole or not at all; return its size.

    Raises:
        Unreadable: it cannot be decoded, or has more pixels than any phone takes.
    """
    picture = _decoded(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with draft.open("wb") as file:
            picture.save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return picture.size


def size_of(path: Path) -> tuple[int, int]:
    """Return width and height of a picture that we have made."""
    with Image.open(path, formats=("JPEG",)) as picture:
        return picture.size


def _decoded(source: Path) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own bound is below Pillow's
            with Image.open(source, formats=FORMATS) as picture:
                _bounded(picture.size)
                picture.draft("RGB", (LONGEST, LONGEST))
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((LONGEST, LONGEST))
                return _plain(upright)
    except (FileNotFoundError, Unreadable):
        raise
    except Exception as error:  # whatever a decoder says of these bytes, they are the reason
        raise Unreadable(say("这张照片打不开，请换一张。")) from error


def _bounded(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > PIXELS or max(size) > SIDE:
        raise Unreadable(say("这张照片的尺寸太大，请换一张。"))


def _plain(picture: Image.Image) -> Image.Image:
    """Return the pixels on white in a new picture: what travelled beside them stays behind."""
    plain = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        colours = picture.convert("RGBA")
        plain.paste(colours, mask=colours.getchannel("A"))
    else:
        plain.paste(picture.convert("RGB"))
    return plain
