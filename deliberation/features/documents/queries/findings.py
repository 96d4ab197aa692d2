"""What stands in the way of approving a text, and what deserves a second look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain import resolution as resolutions
from deliberation.domain.errors import Invalid, Sentence, say
from deliberation.domain.minutes import check_wording, parse
from deliberation.domain.privacy import KINDS, mask_name, scan
from deliberation.domain.topic.routes import ROUTES
from deliberation.features.documents.queries.facts import topics_of
from deliberation.features.documents.queries.people import full_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliberation.features.documents.queries.sheets import Words
    from deliberation.store.models import Meeting


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about a text; one that `blocks` keeps it from being approved."""

    sentence: Sentence
    blocks: bool = True


def findings(meeting: Meeting, words: Words) -> list[Finding]:
    """Return everything there is to say about a text, in reading order within each kind."""
    return [
        *_bounds(words),
        *_personal(words),
        *_named(meeting, words),
        *_wording(meeting, words),
    ]


def blocked(found: list[Finding]) -> list[Sentence]:
    """Return the sentences that keep a text from being approved."""
    return [one.sentence for one in found if one.blocks]


def _passages(words: Words) -> Iterator[tuple[Sentence, str]]:
    yield say("标题"), words.title
    for number, line in enumerate(filter(str.strip, words.text.splitlines()), start=1):
        yield say("正文第%(n)s段", n=number), line
    yield say("抄送"), words.copy_to


def _bounds(words: Words) -> Iterator[Finding]:
    try:
        parse(words.text)
    except Invalid as error:
        yield Finding(error.sentence)
    if not words.text.strip():
        yield Finding(say("纪要还没有正文。"))


def _personal(words: Words) -> Iterator[Finding]:
    for place, line in _passages(words):
        for hit in scan(line):
            if hit.blocks:
                sentence = say(
                    "%(place)s里有%(kind)s“%(said)s”，不能公开，请删去或改成“%(masked)s”。",
                    place=place,
                    kind=KINDS[hit.kind],
                    said=hit.text,
                    masked=hit.masked,
                )
            else:
                sentence = say(
                    "%(place)s里的“%(said)s”像是%(kind)s，请核对。",
                    place=place,
                    kind=KINDS[hit.kind],
                    said=hit.text,
                )
            yield Finding(sentence, blocks=hit.blocks)


def _named(meeting: Meeting, words: Words) -> Iterator[Finding]:
    for place, line in _passages(words):
        for name in full_names(meeting):
            if name in line:
                sentence = say(
                    "%(place)s写了姓名“%(name)s”，印出来会是“%(masked)s”。",
                    place=place,
                    name=name,
                    masked=mask_name(name),
                )
                yield Finding(sentence, blocks=False)


def _wording(meeting: Meeting, words: Words) -> Iterator[Finding]:
    routes = [topic.route for topic in topics_of(meeting) if topic.route in ROUTES]
    if not routes or any(resolutions.decided_here(route) for route in routes):
        return
    for route in dict.fromkeys(routes):
        try:
            check_wording(words.text, str(resolutions.body_of(route)))
            resolutions.check_text(route, [words.title, words.text])
        except Invalid as error:
            yield Finding(error.sentence)
