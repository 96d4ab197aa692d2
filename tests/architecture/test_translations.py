"""Every sentence is there in every language, and says the same things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from babel import Locale
from click.testing import CliRunner

from deliberation.shell.languages import LANGUAGES, SOURCE
from tests.architecture.test_catalogue import HAN
from tools import translations

if TYPE_CHECKING:
    from pathlib import Path

# What an English page shows in Chinese on purpose: numerals and characters as they are printed.
SHOWN: Final = {"一、", "（一）"}
PROBE: Final = "罕用字㛃、𠮷也要印得出来。"


def test_every_language_to_choose_has_its_catalogue() -> None:
    wanted = {str(Locale.parse(code)) for code in LANGUAGES if code != SOURCE}
    assert {*translations.languages()} == wanted


def test_no_sentence_is_missing_and_each_has_its_places() -> None:
    assert list(translations.faults()) == []


def test_english_is_english() -> None:
    words = translations.read("en")
    left = {row for row, said in words.items() if HAN.search(said) and not row.endswith(PROBE)}
    assert left == SHOWN


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A language of its own, in which one sentence is translated, badly."""
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    monkeypatch.setattr(
        translations, "extract", lambda: {"%(n)s号席位": ["here:1"], "开会": ["here:2"]}
    )
    translations.write("en", {"%(n)s号席位": "Seat", "散会": "Adjourn"})
    return tmp_path


def told(*arguments: str) -> str:
    return CliRunner().invoke(translations.main, arguments).output


def test_what_is_wrong_is_named(catalogue: Path) -> None:
    lines = told("check").splitlines()
    assert lines == [
        "en: ['%(n)s'] here, []: %(n)s号席位".replace("%(n)s']", "%(n)s']"),
        "en: not translated: 开会  (here:2)",
        "en: gone: 散会",
    ]


def test_new_sentences_come_in_and_those_gone_go(catalogue: Path) -> None:
    assert told("update") == "en: 2 sentences, 1 to translate, 1 gone\n"
    assert '"开会"' in told("missing", "en")
    given = catalogue / "given.json"
    given.write_text('{"开会": "Start meeting", "%(n)s号席位": "Seat %(n)s"}', "utf-8")
    assert told("fill", "en", str(given)) == "en: 2 taken, 0 to translate\n"
    assert told("check") == "every sentence is there in every language\n"


def test_an_unsure_translation_is_none(catalogue: Path) -> None:
    path = translations.file_of("en")
    text = path.read_text("utf-8").replace('msgid "散会"', '#, fuzzy\nmsgid "散会"')
    path.write_text(text, "utf-8")
    assert translations.read("en")["散会"] == ""


def test_what_the_application_reads_follows_the_catalogue(catalogue: Path) -> None:
    made = translations.compiled("en")
    first = made.stat().st_mtime_ns
    assert translations.compiled("en").stat().st_mtime_ns == first
    assert b"Adjourn" in made.read_bytes()
