"""What was done about a commitment: handed over, signed for, reported, checked, urged, judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import Sentence, say
from deliberation.domain.supervision import COLOURS
from deliberation.store.matters.happening import (
    Happening,
    actor_of,
    notice_lines,
    reason_of,
    told,
)
from deliberation.store.matters.judged import judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliberation.store.matters.happening import Note
    from deliberation.store.models import Commitment, Entry, Progress, Report, SupervisionSheet

# These are told by the record. Reports, checks, sheets and rounds are told by their rows.
_TONES: Final[dict[str, str]] = {
    "assign": "info",
    "hand_back": "warn",
    "sign_for": "info",
    "unsolved": "bad",
    "close": "done",
    "park": "neutral",
    "reopen": "warn",
}


def deeds(commitment: Commitment, entries: Sequence[Entry], *, public: bool) -> Iterator[Happening]:
    """Yield what happened to a commitment, in no particular order."""
    number, row_id = commitment.number, commitment.id
    for line in _lines(commitment, entries, public=public):
        yield replace(line, number=number, row_id=line.row_id or row_id)


def _lines(
    commitment: Commitment, entries: Sequence[Entry], *, public: bool
) -> Iterator[Happening]:
    for entry in entries:
        about = (entry.about_kind, entry.about_id) == (commitment.__tablename__, commitment.id)
        if about and entry.verb in _TONES:
            yield _moved(commitment, entry, public=public)
    for word in commitment.progress:
        yield _progress(word, public=public)
    for report in commitment.reports:
        yield from _report(report, public=public)
    for notice in commitment.notices:
        yield from notice_lines(notice, say("公示办理结果"), public=public)
    for sheet in commitment.sheets:
        yield from _sheet(sheet, public=public)
    for asking in commitment.askings:
        text = told(asking.text, public=public)
        what = LIFECYCLE.moves["ask"].word
        yield Happening(asking.asked_at, what, "", text, "verdict", "info")
        if asking.verdicts:
            at, note = max(row.at for row in asking.verdicts), judged(asking, public=public)
            yield Happening(at, say("收到的评价"), "", note, "verdict", "info")


def _moved(commitment: Commitment, entry: Entry, *, public: bool) -> Happening:
    word = LIFECYCLE.moves[entry.verb].word
    note = _note(commitment, entry, public=public)
    who = "" if entry.verb == "unsolved" else actor_of(entry, public=public)
    return Happening(entry.at, word, who, note, "commitment", _TONES[entry.verb])


def _note(commitment: Commitment, entry: Entry, *, public: bool) -> Note:
    if entry.verb == "assign":
        what, owner = (told(text, public=public) for text in (commitment.text, commitment.owner))
        return say("%(what)s，由%(owner)s承办", what=what, owner=owner)
    if entry.verb == "unsolved" and public:
        return say("转回承办单位重新办理。")
    return reason_of(entry, public=public)


def _progress(row: Progress, *, public: bool) -> Happening:
    if row.kind == "review":
        note = "" if public else row.text
        return Happening(row.at, say("督导组会审"), "", note, "commitment", "info")
    text = told(row.text, public=public)
    what = LIFECYCLE.moves["progress"].word
    if row.percent is not None:
        what = say("办理进度%(n)s%%", n=row.percent)
    return Happening(row.at, what, "" if public else row.by_name, text, "commitment", "info")


def _report(report: Report, *, public: bool) -> Iterator[Happening]:
    """Tell a report and its check; the public sees the photos once they were checked."""
    passed = report.outcome == "passed"
    photos = tuple(photo for photo in report.photos if photo.ready_at and (passed or not public))
    who = "" if public else report.by_name
    what = LIFECYCLE.moves["report"].word
    note = _done(report, public=public)
    yield Happening(report.at, what, who, note, "commitment", "info", photos=photos)
    if report.checked_at is not None:
        word = LIFECYCLE.moves["verify" if passed else "send_back"].word
        note, who = told(report.note, public=public), ""
        if report.checked_by and not public:
            who = report.checked_by.name
        tone = "good" if passed else "warn"
        yield Happening(report.checked_at, word, who, note, "commitment", tone)


def _done(report: Report, *, public: bool) -> Note:
    text = told(report.text, public=public)
    if not report.unfinished:
        return text
    rest = told(report.unfinished, public=public)
    return say("%(done)s\n还没做完的：%(rest)s", done=text, rest=rest)


def _sheet(sheet: SupervisionSheet, *, public: bool) -> Iterator[Happening]:
    what = say("发督办单（第%(n)s次）", n=sheet.place)
    note: Sentence | str = ""
    if not public:
        note = say(
            "%(number)s，%(colour)s：%(demand)s",
            number=sheet.number,
            colour=COLOURS[sheet.colour].word,
            demand=sheet.demand,
        )
    yield Happening(sheet.issued_at, what, "", note, "sheet", "warn", row_id=sheet.id)
    if sheet.answered_at is not None:
        answer = "" if public else sheet.answer
        what = say("承办单位答复督办单（第%(n)s次）", n=sheet.place)
        yield Happening(sheet.answered_at, what, "", answer, "sheet", "info", row_id=sheet.id)
