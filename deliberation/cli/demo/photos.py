"""Pictures of the demo: drawn while it is loaded, each with its caption, none of a real place."""

from __future__ import annotations

import io
from random import Random
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont
from werkzeug.datastructures import FileStorage

from deliberation.shell import photos
from deliberation.shell.installation import settings
from deliberation.shell.printing.errors import FontsMissing
from deliberation.shell.printing.fonts import font_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SIZE: Final = (640, 480)
FLOOR: Final = 300  # where the wall ends
FACE: Final = "NotoSansSC_700Bold.ttf"
SAMPLE: Final = "示范照片，画的不是真实地点"
INK, PAPER = (40, 40, 40), (250, 248, 240)
KINDS: Final = {"before": "办之前", "after": "办完后", "place": "现场"}

Draw = ImageDraw.ImageDraw
Letters = ImageFont.FreeTypeFont | None


def arrive(scene: str, kind: str, caption: str) -> str:
    """Draw a picture and let it arrive as one from a phone does; return its file's name."""
    picture = io.BytesIO(drawn(scene, kind, caption))
    file = FileStorage(picture, filename="sample.jpg")
    (arrived,) = photos.receive([file], settings().uploads)
    return arrived.file


def drawn(scene: str, kind: str, caption: str) -> bytes:
    """Return a small JPEG of a scene as it was before, or is after."""
    picture = Image.new("RGB", SIZE, (203, 222, 233))
    draw = ImageDraw.Draw(picture)
    SCENES[scene](draw, Random(f"{scene} {caption}"), kind == "after")  # noqa: S311 - a drawing
    _caption(draw, f"{KINDS[kind]}：{caption}")
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=70)
    return kept.getvalue()


def _caption(draw: Draw, words: str) -> None:
    """Write the caption below, and that it is a sample above; without a font, a band alone."""
    draw.rectangle((0, 424, 640, 480), fill=PAPER)
    draw.rectangle((0, 0, 640, 40), fill=PAPER)
    large, small = _letters(24), _letters(20)
    if large is not None and small is not None:
        draw.text((16, 436), words, fill=INK, font=large)
        draw.text((16, 7), SAMPLE, fill=INK, font=small)


def _letters(size: int) -> Letters:
    try:
        return ImageFont.truetype(font_folder() / FACE, size)
    except FontsMissing:
        return None


# ------------------------------------------------------------ scenes


def _ground(draw: Draw, wall: tuple[int, int, int], floor: tuple[int, int, int]) -> None:
    draw.rectangle((0, 110, 640, FLOOR), fill=wall)
    draw.rectangle((0, FLOOR, 640, 424), fill=floor)


def _windows(draw: Draw) -> None:
    for left in range(40, 600, 110):
        draw.rectangle((left, 150, left + 60, 220), fill=(142, 170, 190), outline=INK)


def _heap(draw: Draw, chance: Random, count: int) -> None:
    """Draw things that lie about: boxes and boards."""
    for _ in range(count):
        left, top = chance.randint(40, 520), chance.randint(270, 360)
        shade = chance.choice([(150, 110, 70), (120, 120, 130), (170, 90, 60), (90, 110, 90)])
        draw.rectangle(
            (left, top, left + chance.randint(30, 80), top + 45), fill=shade, outline=INK
        )


def _car(draw: Draw, left: int, top: int, colour: tuple[int, int, int]) -> None:
    draw.rounded_rectangle((left, top, left + 130, top + 46), 12, fill=colour, outline=INK)
    draw.rounded_rectangle((left + 25, top - 26, left + 100, top + 4), 12, fill=colour, outline=INK)
    for wheel in (left + 18, left + 88):
        draw.ellipse((wheel, top + 34, wheel + 26, top + 60), fill=INK)


def _road(draw: Draw, chance: Random, after: bool) -> None:  # noqa: FBT001 - one of a table
    _ground(draw, (216, 208, 190), (128, 130, 132))
    _windows(draw)
    if after:
        draw.polygon([(0, 392), (640, 352), (640, 364), (0, 408)], fill=(235, 190, 40))
        return
    for left in (20, 180, 350, 500):
        shade = chance.choice([(160, 60, 50), (70, 90, 130), (220, 220, 220)])
        _car(draw, left, chance.randint(318, 345), shade)


def _wall(draw: Draw, chance: Random, after: bool) -> None:  # noqa: FBT001 - one of a table
    _ground(draw, (214, 196, 170), (150, 150, 146))
    _windows(draw)
    for _ in range(0 if after else 9):
        left, top = chance.randint(20, 560), chance.randint(120, 270)
        draw.polygon(
            [(left, top), (left + 50, top + 12), (left + 36, top + 44), (left - 8, top + 30)],
            fill=(120, 100, 86),
        )


def _yard(draw: Draw, chance: Random, after: bool) -> None:  # noqa: FBT001 - one of a table
    _ground(draw, (196, 204, 190), (168, 164, 150))
    draw.rectangle((90, 160, 550, 176), fill=(80, 90, 100))
    for post in (100, 320, 530):
        draw.rectangle((post, 176, post + 12, 350), fill=(80, 90, 100))
    if not after:
        _heap(draw, chance, 9)
        return
    for left in range(120, 520, 80):
        draw.rectangle((left, 320, left + 60, 400), outline=(250, 250, 250), width=4)


def _lamp(draw: Draw, _chance: Random, after: bool) -> None:  # noqa: FBT001 - one of a table
    _ground(draw, (90, 96, 112), (70, 72, 78))
    if after:
        draw.rectangle((312, 120, 324, 390), fill=(40, 44, 50))
        draw.ellipse((280, 84, 356, 132), fill=(255, 232, 150))
        return
    draw.line((120, 392, 420, 300), fill=(40, 44, 50), width=12)
    draw.ellipse((414, 270, 470, 312), fill=(110, 110, 110))


def _room(draw: Draw, chance: Random, after: bool) -> None:  # noqa: FBT001 - one of a table
    _ground(draw, (236, 228, 206), (190, 160, 120))
    draw.rectangle((200, 130, 440, 230), fill=(60, 96, 80), outline=INK, width=4)
    for left in range(60, 580, 130) if after else (320,):
        draw.rectangle((left, 330, left + 90, 346), fill=(150, 100, 60), outline=INK)
        draw.rectangle((left + 10, 346, left + 18, 396), fill=INK)
        shade = chance.choice([(200, 70, 60), (70, 130, 180), (230, 180, 60)])
        draw.rectangle((left + 30, 306, left + 60, 330), fill=shade)


SCENES: Final[Mapping[str, Callable[[Draw, Random, bool], None]]] = {
    "road": _road,
    "wall": _wall,
    "yard": _yard,
    "lamp": _lamp,
    "room": _room,
}
