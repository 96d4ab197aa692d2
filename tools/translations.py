"""The catalogues in deliberation/translations: one file per language beside the source, zh-CN.

How to use it: docs/how-to/translate.md.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "deliberation" / "translations"
# What marks a sentence for the catalogue, beside gettext and _.
KEYWORDS: Final = ("_l", "lazy", "say")
SOURCES: Final = (
    ("python", ROOT / "deliberation", ("*.py",)),
    ("jinja2", ROOT / "templates", ("*.html", "*.txt")),
)
OPTIONS: Final = {"jinja2": {"silent": "false"}, "python": {}}
PLACE: Final = re.compile(r"%\(\w+\)[a-z]|%%|%|\{\w+\}|<[^>]*>")


def extract() -> dict[str, list[str]]:
    """Return every sentence of the source, and where it stands."""
    keywords = {**DEFAULT_KEYWORDS, **dict.fromkeys(KEYWORDS)}
    found: dict[str, list[str]] = {}
    for method, folder, patterns in SOURCES:
        for path in sorted(path for pattern in patterns for path in folder.rglob(pattern)):
            place = path.relative_to(ROOT)
            for line, words, *_rest in extract_from_file(
                method, path, keywords, options=OPTIONS[method]
            ):
                if not isinstance(words, str):
                    raise SystemExit(f"{place}:{line}: no plurals: Chinese has one form")
                found.setdefault(words, []).append(f"{place}:{line}")
    return found


def languages() -> list[str]:
    """Return the locales that have a catalogue."""
    return sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/messages.po"))


def file_of(locale: str) -> Path:
    """Return where a language's catalogue lies."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def read(locale: str) -> dict[str, str]:
    """Return a catalogue: what is marked as unsure (fuzzy) counts as not translated."""
    with file_of(locale).open("rb") as file:
        catalog = read_po(file, locale)
    return {
        cast("str", row.id): "" if row.fuzzy else cast("str", row.string)
        for row in catalog
        if row.id
    }


def write(locale: str, words: dict[str, str]) -> None:
    """Write a catalogue in a fixed order, without dates and places, so that changes are small."""
    catalog = made(locale, words)
    file_of(locale).parent.mkdir(parents=True, exist_ok=True)
    with file_of(locale).open("wb") as file:
        file.write(
            f'msgid ""\nmsgstr ""\n"Language: {locale}\\n"\n'
            '"Content-Type: text/plain; charset=utf-8\\n"\n\n'.encode()
        )
        write_po(file, catalog, width=0, omit_header=True, sort_output=True)


def made(locale: str, words: dict[str, str]) -> Catalog:
    """Return `words` as Babel's catalogue."""
    catalog = Catalog(locale, fuzzy=False)
    for sentence, translation in words.items():
        catalog.add(sentence, translation)
    return catalog


@click.group()
def main() -> None:
    """Keep the catalogues of the other languages."""


@main.command()
def update() -> None:
    """Take new sentences into every catalogue, and those that are gone out."""
    sentences = extract()
    for locale in languages():
        old = read(locale)
        write(locale, {sentence: old.get(sentence, "") for sentence in sentences})
        new = sum(not old.get(sentence) for sentence in sentences)
        gone = len(old.keys() - sentences.keys())
        click.echo(f"{locale}: {len(sentences)} sentences, {new} to translate, {gone} gone")


@main.command()
@click.argument("locale")
def missing(locale: str) -> None:
    """Print what is to be translated as JSON: sentence, where it stands."""
    known = read(locale)
    asked = {
        sentence: where[:3] for sentence, where in extract().items() if not known.get(sentence)
    }
    click.echo(json.dumps(asked, ensure_ascii=False, indent=1))


@main.command()
@click.argument("locale")
@click.argument("file")
def fill(locale: str, file: str) -> None:
    """Take translations from JSON, sentence: translation; others than the source's stay out."""
    known = read(locale) if file_of(locale).exists() else {}
    given = json.loads(Path(file).read_text("utf-8"))
    taken = {sentence: given.get(sentence) or known.get(sentence, "") for sentence in extract()}
    write(locale, taken)
    changed = sum(taken[sentence] != known.get(sentence, "") for sentence in taken)
    click.echo(
        f"{locale}: {changed} taken, {sum(not words for words in taken.values())} to translate"
    )


def faults() -> Iterator[str]:
    """Yield what is wrong: not translated, not in the source any more, or other places."""
    sentences = extract()
    for locale in languages():
        known = read(locale)
        for sentence, where in sentences.items():
            if not known.get(sentence):
                yield f"{locale}: not translated: {sentence}  ({where[0]})"
            elif places(sentence) != places(known[sentence]):
                yield f"{locale}: {places(sentence)} here, {places(known[sentence])}: {sentence}"
        yield from (f"{locale}: gone: {row}" for row in known.keys() - sentences.keys())


def places(words: str) -> list[str]:
    """Return what a translation must have as the sentence has it: names and tags."""
    return sorted(set(PLACE.findall(words)))


def compiled(locale: str) -> Path:
    """Return the file that the application reads, made anew when the catalogue is newer."""
    source = file_of(locale)
    target = source.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        sound = {row: words for row, words in read(locale).items() if words}
        fresh = target.with_name(f"messages.{os.getpid()}.new")
        with fresh.open("wb") as file:
            write_mo(file, made(locale, sound))
        fresh.replace(target)  # at once: another process may be reading
    return target


@main.command()
def check() -> None:
    """Name what is missing or unsound; exit with 1."""
    found = list(faults())
    click.echo("\n".join(found) or "every sentence is there in every language")
    raise SystemExit(bool(found))


@main.command(name="compile")
def compile_all() -> None:
    """Write what the application reads: messages.mo, which is not committed."""
    for locale in languages():
        compiled(locale)


if __name__ == "__main__":
    main()
