"""Stop a sheet whose text holds a character that no vendored face can draw."""

from __future__ import annotations

import functools
import unicodedata
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from deliberation.shell.printing.errors import MissingGlyph
from deliberation.shell.printing.fonts import FACES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SILENT = {"script", "style", "svg", "head"}
BLOCKS = {"p", "h1", "h2", "h3", "li", "td", "th", "dt", "dd", "figcaption", "caption", "div"}
EXCERPT = 16
# Characters that draw nothing: joiners, direction marks, selectors, tags, fillers
# (Unicode's Default_Ignorable_Code_Point; the standard library has no such table).
IGNORABLE = (
    range(0x00AD, 0x00AE), range(0x034F, 0x0350), range(0x061C, 0x061D), range(0x115F, 0x1161),
    range(0x17B4, 0x17B6), range(0x180B, 0x1810), range(0x200B, 0x2010), range(0x2028, 0x202F),
    range(0x2060, 0x2070), range(0x3164, 0x3165), range(0xFE00, 0xFE10), range(0xFEFF, 0xFF00),
    range(0xFFA0, 0xFFA1), range(0xE0000, 0xE1000),
)  # fmt: skip


@functools.lru_cache(maxsize=4)
def drawable(folder: Path) -> frozenset[int]:
    """Collect every code point that one of the faces can draw (read once, ~0.3 s)."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  only the worker and the CLI need it

    points: set[int] = set()
    for name in FACES:
        with TTFont(folder / name, lazy=True) as font:
            points.update(font.getBestCmap() or {})
    return frozenset(points)


def check_glyphs(html: str, folder: Path) -> None:
    """Check all visible text of a page against the faces of `folder`.

    Raises:
        MissingGlyph: the first character without a glyph, its code point and its place.
    """
    points = drawable(folder)
    for place, text in passages(html):
        for character in undrawable(text, points):
            raise MissingGlyph(character, place)


def undrawable(text: str, points: frozenset[int]) -> Iterator[str]:
    """Yield the characters that would print as a box; composed forms count (e + ◌́ = é)."""
    for character in unicodedata.normalize("NFC", text):
        point = ord(character)
        if point in points or character in " \t\r\n\f":
            continue
        if not any(point in span for span in IGNORABLE):
            yield character


def passages(html: str) -> list[tuple[str, str]]:
    """Split a page into (place, text): the place is `data-place`, or the block's first words."""
    reader = Passages()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.found


class Passages(HTMLParser):
    """Gather the text block by block, leaving out what is never printed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.silent = 0
        self.place = ""
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, or a stretch that is not printed."""
        if tag in SILENT:
            self.silent += 1
        elif tag in BLOCKS:
            self.flush()
            self.place = dict(attrs).get("data-place") or ""

    def handle_endtag(self, tag: str) -> None:
        """Close a block, or a stretch that is not printed."""
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        """Keep printed text."""
        if not self.silent:
            self.text.append(data)

    def flush(self) -> None:
        """Finish a block and name its place."""
        text = "".join(self.text).strip()
        if text:
            excerpt = text if len(text) <= EXCERPT else text[:EXCERPT] + "…"
            self.found.append((f"{self.place}「{excerpt}」", text))
        self.text = []
        self.place = ""
