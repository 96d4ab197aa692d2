"""The body of the minutes as plain structured text: levels by their official numbers.

GB/T 9704-2012, 7.3.3: 一、 then （一） then 1. then （1）; any other line is a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deliberation.domain.errors import Invalid, say
from deliberation.domain.minutes.numbers import LARGEST, numeral, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_TEXT = 20_000
MAX_LINE = 2_000
MAX_BLOCKS = 400
HEADING_LIMIT = 28
LEVELS = 4
# Paragraph openings that stand out like a heading, because readers look for them.
LABELS = (
    "会议议定：",
    "会议形成建议，",
    "会议商定先行试行，",
    "表决情况：",
    "不同意见：",
    "未采纳意见：",
)
CLOSING = "。；：，！？.;:,!?…）"

FIRST = re.compile(r"([一二三四五六七八九十]{1,3})、\s*(.*)")
SECOND = re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]\s*(.*)")
THIRD = re.compile(r"([1-9][0-9]?)[.．](?:\s+|(?![0-9]))(.*)")
FOURTH = re.compile(r"[（(]([1-9][0-9]?)[）)]\s*(.*)")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the body: level 0 is a paragraph, 1 to 4 are the numbered levels."""

    level: int
    number: str
    text: str

    @property
    def lead(self) -> str:
        """Return the part set in the heading face: a title, or the words up to 。 or ：."""
        if self.level == 0:
            label = next((label for label in LABELS if self.text.startswith(label)), "")
            # 会议形成建议，提请××决定： stands out as a whole, not its first clause alone.
            return self.text if label.endswith("，") and self.text.endswith("：") else label
        if self.is_heading:
            return self.text
        stop = re.search(r"[。：]", self.text[:HEADING_LIMIT])
        return self.text[: stop.end()] if stop and stop.end() < len(self.text) else ""

    @property
    def rest(self) -> str:
        """Return what follows the lead."""
        return self.text[len(self.lead) :]

    @property
    def is_heading(self) -> bool:
        """Tell whether the whole line is a heading: numbered, short and no sentence."""
        return (
            1 <= self.level <= LEVELS // 2
            and 0 < len(self.text) <= HEADING_LIMIT
            and (self.text[-1] not in CLOSING or self.text.endswith("："))
        )


def label(level: int, position: int) -> str:
    """Write the official number of the `position`-th block of a level."""
    texts = {
        1: lambda: f"{numeral(position)}、",
        2: lambda: f"（{numeral(position)}）",
        3: lambda: f"{position}.",
        4: lambda: f"（{position}）",
    }
    return texts[level]()


def parse(text: str) -> tuple[Block, ...]:
    """Read the recorder's text; indentation and empty lines carry no meaning.

    Raises:
        Invalid: the text, a line or the number of lines is beyond its bound.
    """
    if len(text) > MAX_TEXT:
        raise Invalid(say("纪要正文最多%(limit)s个字，现在有%(n)s个字",
                          limit=MAX_TEXT, n=len(text)), "body")  # fmt: skip
    blocks = tuple(read_line(line) for line in filled_lines(text))
    if len(blocks) > MAX_BLOCKS:
        raise Invalid(say("纪要正文最多%(limit)s段", limit=MAX_BLOCKS), "body")
    return blocks


def filled_lines(text: str) -> Iterator[str]:
    """Yield the stripped lines that hold something, each within its bound."""
    for position, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if len(stripped) > MAX_LINE:
            raise Invalid(say("第%(n)s行太长，一段最多%(limit)s个字",
                              n=position, limit=MAX_LINE), "body")  # fmt: skip
        if stripped:
            yield stripped


def read_line(line: str) -> Block:
    """Read one line: a number at its start makes it a level, if the number is a real one."""
    for level, pattern in enumerate((FIRST, SECOND, THIRD, FOURTH), start=1):
        if found := pattern.fullmatch(line):
            digits, text = found.groups()
            position = value(digits) if level <= LEVELS // 2 else int(digits)
            if position is not None:
                return Block(level, label(level, position), text)
    return Block(0, "", line)


def write(blocks: Iterable[Block]) -> str:
    """Write blocks as the text that `parse` reads back to the same blocks."""
    return "\n".join(write_line(block) for block in blocks)


def write_line(block: Block) -> str:
    """Write one block; 1. before a digit needs its space, or it would read as a decimal."""
    gap = " " if block.number.endswith(".") and block.text[:1].isdigit() else ""
    return block.number + gap + block.text


def renumber(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Count every level afresh under its parent, as after a deleted or moved line."""
    counts = [0] * (LEVELS + 1)
    numbered = []
    for block in blocks:
        if block.level:
            counts[block.level] = min(counts[block.level] + 1, LARGEST)
            counts[block.level + 1 :] = [0] * (LEVELS - block.level)
            numbered.append(replace(block, number=label(block.level, counts[block.level])))
        else:
            numbered.append(block)
    return tuple(numbered)
