"""The paper against GB/T 9704-2012, measured on the PDF itself."""

from __future__ import annotations

import dataclasses
import io
import itertools
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from deliberation.shell.printing import render_in_process
from tests.documents import sample
from tests.documents.measured import (
    BOTTOM,
    LEFT,
    POINT,
    RIGHT,
    TOP,
    Glyph,
    dark,
    glyphs,
    ink,
    lines,
    pictures,
    red,
    words,
)

if TYPE_CHECKING:
    from PIL.Image import Image

NEAR = 0.3
PITCH_LINE = 225 / 22
PITCH_CHAR = 156 / 28


@pytest.fixture(scope="module")
def parking() -> bytes:
    return render_in_process(sample.page("minutes.html", sample.minutes()))


@pytest.fixture(scope="module")
def drawn(parking: bytes) -> list[Image]:
    return list(pictures(parking))


@pytest.fixture(scope="module")
def dense() -> list[list[Glyph]]:
    """Return a body of nothing but characters: it shows the grid."""
    sheet = sample.minutes("议" * 28 * 50 + "事")
    return glyphs(render_in_process(sample.page("minutes.html", sheet)))


def test_the_sheet_is_a4(parking: bytes) -> None:
    with pdfplumber.open(io.BytesIO(parking)) as document:
        sizes = {(round(page.width * POINT), round(page.height * POINT)) for page in document.pages}
    assert sizes == {(210, 297)}


def test_a_full_page_has_22_lines_of_28_characters(dense: list[list[Glyph]]) -> None:
    full = [line for line in lines(dense[1]) if "议" in words(line)]
    assert [len(line) for line in full] == [28] * 22
    pitches = [after[0].y - line[0].y for line, after in itertools.pairwise(full)]
    assert pitches == pytest.approx([PITCH_LINE] * 21, abs=0.05)
    assert full[-1][0].y - full[0][0].y == pytest.approx(21 * PITCH_LINE, abs=NEAR)


def test_characters_fill_the_line_from_edge_to_edge(dense: list[list[Glyph]]) -> None:
    line = lines(dense[1])[4]
    steps = [after.x - glyph.x for glyph, after in itertools.pairwise(line)]
    assert steps == pytest.approx([PITCH_CHAR] * 27, abs=0.02)
    assert line[0].x == pytest.approx(LEFT, abs=NEAR)
    assert line[-1].x + PITCH_CHAR == pytest.approx(RIGHT, abs=NEAR)
    assert line[0].size == pytest.approx(16, abs=0.01)


def test_the_first_page_stands_on_the_same_grid(dense: list[list[Glyph]]) -> None:
    first = [line for line in lines(dense[0]) if "议议" in words(line)]
    second = lines(dense[1])
    assert first[0][0].x == pytest.approx(LEFT + 2 * PITCH_CHAR, abs=NEAR)
    assert (first[0][0].y - second[0][0].y) / PITCH_LINE == pytest.approx(12, abs=0.02)
    assert len(first) == 10


def test_the_red_mark_begins_35_mm_below_the_type_area(drawn: list[Image]) -> None:
    bounds = ink(drawn[0], (LEFT, TOP, RIGHT, TOP + 65), red)
    assert bounds
    assert bounds[1] == pytest.approx(TOP + 35, abs=NEAR)
    assert (bounds[0] + bounds[2]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.8)


@pytest.mark.parametrize(
    "heading",
    ["会议纪要", "新都花园社区红茶议事会纪要", "新都花园社区居民委员会停车收费专题红茶议事会纪要"],
)
def test_a_mark_of_any_length_begins_there_and_stays_in_the_type_area(heading: str) -> None:
    sheet = dataclasses.replace(sample.minutes("字"), heading=heading, organ="某" * 30)
    image = next(pictures(render_in_process(sample.page("minutes.html", sheet))))
    bounds = ink(image, (0, TOP, 210, TOP + 55), red)
    assert bounds
    assert bounds[1] == pytest.approx(TOP + 35, abs=NEAR)
    assert bounds[0] >= LEFT
    assert bounds[2] <= RIGHT
    assert ink(image, (RIGHT + 0.5, 0, 210, 297), dark) is None


def test_the_title_is_22_points_and_centred(parking: bytes) -> None:
    title = next(line for line in lines(glyphs(parking)[0]) if words(line).startswith("关于停车"))
    middle = (title[0].x + title[-1].x + 22 * POINT) / 2
    assert {round(glyph.size) for glyph in title} == {22}
    assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=NEAR)


def test_labels_are_in_heiti_and_names_hang_behind_the_colon(parking: bytes) -> None:
    page = next(page for page in glyphs(parking) if "出席：" in "".join(map(words, lines(page))))
    rows = lines(page)
    at = next(number for number, line in enumerate(rows) if words(line).startswith("出席："))
    first, second = rows[at], rows[at + 1]
    assert first[0].x == pytest.approx(LEFT + 2 * PITCH_CHAR, abs=NEAR)
    assert "Sans" in first[0].font
    assert "Serif" in first[3].font
    assert first[3].x == pytest.approx(LEFT + 5 * PITCH_CHAR, abs=NEAR)
    assert second[0].x == pytest.approx(first[3].x, abs=NEAR)


def test_page_numbers_are_7_mm_below_odd_right_even_left(drawn: list[Image]) -> None:
    assert len(drawn) >= 2
    for number, image in enumerate(drawn, start=1):
        bounds = ink(image, (LEFT, BOTTOM + 2, RIGHT, BOTTOM + 25), dark)
        assert bounds
        char = 14 * POINT
        inset = RIGHT - bounds[2] if number % 2 else bounds[0] - LEFT
        assert inset == pytest.approx(char, abs=NEAR)
        left = bounds[0] + 0.3
        dash = ink(image, (left, BOTTOM + 2, left + 1.5, BOTTOM + 25), dark)
        assert dash
        assert dash[1] == pytest.approx(BOTTOM + 7, abs=NEAR)


def test_page_numbers_are_of_size_4_between_dashes(parking: bytes) -> None:
    for number, page in enumerate(glyphs(parking), start=1):
        last = lines(page)[-1]
        assert words(last).replace(" ", "") == f"—{number}—"
        assert {round(glyph.size) for glyph in last} == {14}


def test_the_imprint_ends_on_the_edge_of_the_last_page(parking: bytes, drawn: list[Image]) -> None:
    image = drawn[-1]
    bounds = ink(image, (LEFT, TOP, RIGHT, BOTTOM + 1), dark)
    assert bounds
    assert bounds[3] == pytest.approx(BOTTOM, abs=0.1)
    assert (bounds[0], bounds[2]) == pytest.approx((LEFT, RIGHT), abs=NEAR)
    texts = ["".join(map(words, lines(page))) for page in glyphs(parking)]
    assert [("印发" in text) for text in texts] == [False] * (len(texts) - 1) + [True]


@pytest.mark.parametrize("more", range(1, 24, 2))
def test_the_imprint_never_stands_alone_nor_on_other_text(more: int) -> None:
    sheet = sample.minutes("议" * 28 * more)
    rows = lines(glyphs(render_in_process(sample.page("minutes.html", sheet)))[-1])
    at = next(number for number, row in enumerate(rows) if "开放字体代用" in words(row))
    assert at > 0, "the last page needs a line of text above its imprint"
    assert rows[at][0].y - rows[at - 1][0].y > PITCH_LINE - 1
    assert words(rows[at + 1]).startswith("抄送")


def test_the_imprint_has_lines_of_035_025_035_mm(drawn: list[Image]) -> None:
    image = drawn[-1]
    # Between the text's left edge (one character in) and the type area's edge only rules have ink.
    column = image.crop((round(29 / 0.05), round(200 / 0.05), round(29 / 0.05) + 1, 5260))
    runs, length = [], 0
    for flag in [*dark(column).tobytes(), 0]:
        if flag:
            length += 1
        elif length:
            runs.append(length * 0.05)
            length = 0
    assert runs == pytest.approx([0.35, 0.25, 0.35], abs=0.06)


def test_a_draft_says_so_on_every_page() -> None:
    pdf = render_in_process(sample.page("minutes.html", sample.minutes(approved=False)))
    pages = glyphs(pdf)
    assert all(sum(glyph.size > 100 for glyph in page) == 2 for page in pages)
    assert "未经主理人审定" in "".join(glyph.text for glyph in pages[0])


@pytest.mark.parametrize("template", ["notice.html", "topic_notice.html"])
def test_a_notice_fits_one_sheet_of_the_board(template: str) -> None:
    sheet = sample.notice() if template == "notice.html" else sample.topic_notice()
    pages = glyphs(render_in_process(sample.page(template, sheet)))
    assert len(pages) == 1
    assert min(glyph.size for glyph in pages[0] if glyph.text == "议") > 15.9
