"""Text of any script is printed as itself, or stops the printing with its name and place."""

from __future__ import annotations

import io

import pdfplumber
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject, StreamObject

from deliberation.shell.printing import MissingGlyph, render_in_process
from deliberation.shell.printing.fonts import FACES
from deliberation.shell.printing.glyphs import check_glyphs, drawable, passages, undrawable
from tests.documents import sample

RARE = "㛃𠮷é①㎡€Ωж＋Latin words"
SIGNS = "☕😀👍🏽"


def printed(text: str) -> bytes:
    return render_in_process(sample.page("minutes.html", sample.minutes(f"一、{text}")))


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "".join(page.extract_text() for page in document.pages)


@pytest.mark.parametrize("text", [RARE, SIGNS])
def test_rare_characters_and_emoji_come_back_out_of_the_pdf(text: str) -> None:
    found = text_of(printed(text))
    assert set(text) - set(found) - {" "} == set()


def test_every_face_is_one_of_ours_embedded_and_subset() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(RARE + SIGNS)))
    names, sizes = set(), []
    for thing in map(reader.get_object, range(1, int(str(reader.trailer["/Size"])))):
        if isinstance(thing, DictionaryObject) and "/FontFile2" in thing:
            program = thing["/FontFile2"].get_object()
            assert isinstance(program, StreamObject)
            sizes.append(len(program.get_data()))
            names.add(str(thing["/FontName"]))
    assert sizes
    assert all(name[7] == "+" for name in names)
    ours = {face.split("_")[0] for face in FACES}
    used = {name[8:].replace("-", "").removesuffix("Bold") for name in names}
    assert used <= ours
    assert {"NotoSerifSC", "NotoSerifJP", "NotoEmoji"} <= used
    assert max(sizes) < 400_000


def test_the_document_tells_its_title_language_and_number() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed("字")))
    assert reader.metadata
    assert reader.metadata.title == f"红茶议事会纪要（第14期） {sample.NUMBER}"
    assert str(reader.metadata["/Keywords"]) == sample.NUMBER
    assert str(reader.root_object.get("/Lang")) == "zh-CN"


def test_the_same_page_gives_the_same_bytes() -> None:
    page = sample.page("minutes.html", sample.minutes())
    assert render_in_process(page) == render_in_process(page)


@pytest.mark.parametrize(
    ("text", "character", "codepoint"),
    [
        ("住户שלום说", "ש", "U+05E9"),
        ("门牌\ue000号", "\ue000", "U+E000"),
        ("半个\ud83d字", "\ud83d", "U+D83D"),
    ],
)
def test_a_character_without_a_glyph_stops_with_name_and_place(
    text: str, character: str, codepoint: str
) -> None:
    body = f"会议议定：\n一、第一件\n二、{text}"
    with pytest.raises(MissingGlyph) as caught:
        render_in_process(sample.page("minutes.html", sample.minutes(body)))
    assert caught.value.character == character
    assert caught.value.codepoint == codepoint
    assert caught.value.place.startswith("正文第3段「二、")
    assert codepoint in str(caught.value)


def test_the_title_and_the_names_are_checked_too() -> None:
    with pytest.raises(MissingGlyph) as caught:
        render_in_process(sample.page("minutes.html", sample.minutes(title="关于ש的纪要")))
    assert caught.value.place.startswith("标题")


def test_marks_of_direction_and_joiners_draw_nothing_and_pass() -> None:
    marks = "左\u200f右\u202b内\u202c\u2066外\u2069\ufeff和\u200d\ufe0f末"
    found = text_of(printed(marks))
    assert all(character in found for character in "左右内外和末")


def test_letters_with_loose_accents_pass_as_their_composed_form() -> None:
    check_glyphs("<p>cafe\u0301</p>", sample.FONTS)


def test_what_is_never_printed_is_not_checked() -> None:
    page = "<head><title>ש</title></head><style>ש</style><svg><text>ש</text></svg><p>好</p>"
    assert passages(page) == [("「好」", "好")]


@given(st.text(min_size=1, max_size=40))
def test_a_passed_text_has_only_drawable_or_silent_characters(text: str) -> None:
    points = drawable(sample.FONTS)
    refused = set(undrawable(text, points))
    assert not {character for character in refused if ord(character) in points}
    if all(ord(character) in points for character in text):
        assert not refused or set(text).isdisjoint(refused)
