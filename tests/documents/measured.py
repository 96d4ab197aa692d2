"""Look at a printed paper with a ruler: characters by their origin, ink by its pixels. In mm."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
from PIL import ImageChops

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL.Image import Image

POINT = 25.4 / 72
DPI = 508
PIXEL = 25.4 / DPI
Box = tuple[float, float, float, float]
LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 184.0, 262.0


@dataclass(frozen=True)
class Glyph:
    """One printed character; `x`, `y` are its origin from the page's upper left corner."""

    text: str
    x: float
    y: float
    advance: float
    size: float
    font: str


def glyphs(pdf: bytes) -> list[list[Glyph]]:
    """Read every page's characters."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            [
                Glyph(
                    char["text"],
                    char["matrix"][4] * POINT,
                    float(page.height) * POINT - char["matrix"][5] * POINT,
                    char["adv"] * POINT,
                    char["size"],
                    char["fontname"],
                )
                for char in page.chars
            ]
            for page in document.pages
        ]


def lines(page: list[Glyph]) -> list[list[Glyph]]:
    """Group a page's characters by baseline, from top to bottom and left to right."""
    ordered = sorted(page, key=lambda glyph: (round(glyph.y, 1), glyph.x))
    return [list(group) for _, group in groupby(ordered, key=lambda glyph: round(glyph.y, 1))]


def words(line: list[Glyph]) -> str:
    """Return the text of a line."""
    return "".join(glyph.text for glyph in line)


def pictures(pdf: bytes) -> Iterator[Image]:
    """Draw every page at twenty pixels a millimetre."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            yield page.render(scale=DPI / 72).to_pil().convert("RGB")
            page.close()
    finally:
        document.close()


def ink(image: Image, box: Box, wanted: Callable[[Image], Image]) -> Box | None:
    """Return the bounds (left, top, right, bottom) of the wanted colour inside a box."""
    left, top, right, bottom = (round(edge / PIXEL) for edge in box)
    bounds = wanted(image.crop((left, top, right, bottom))).getbbox()
    if bounds is None:
        return None
    return (
        (left + bounds[0]) * PIXEL,
        (top + bounds[1]) * PIXEL,
        (left + bounds[2]) * PIXEL,
        (top + bounds[3]) * PIXEL,
    )


def red(image: Image) -> Image:
    """Mask the red of the mark and its rule."""
    strong, *weak = image.split()
    return ImageChops.darker(
        strong.point(lambda value: 255 * (value > 150)),
        ImageChops.lighter(*weak).point(lambda value: 255 * (value < 100)),
    )


def dark(image: Image) -> Image:
    """Mask black ink."""
    first, second, third = image.split()
    brightest = ImageChops.lighter(ImageChops.lighter(first, second), third)
    return brightest.point(lambda value: 255 * (value < 130))
