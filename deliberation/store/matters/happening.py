"""One line on a matter's line of time, and how it is told to the public: no person, text masked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain.calendar import zh_date
from deliberation.domain.errors import Sentence, say
from deliberation.domain.privacy import mask_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from deliberation.store.models import Entry, Photo, ResultNotice

Note = Sentence | str


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened when; `who` is empty for the public.

    `kind` says what it belongs to (opinion, topic, publicity, notice, meeting, result, commitment,
    sheet, verdict), and `row_id` is that row's, where one can be opened: of a publicity, a result
    notice, a meeting (of a result, too), a sheet, else of the commitment. `number` is the
    commitment's.
    """

    at: datetime
    what: Note
    who: str
    note: Note
    kind: str
    tone: str = "neutral"
    number: str = ""
    row_id: int | None = None
    photos: tuple[Photo, ...] = ()


def told(text: str, *, public: bool) -> str:
    """Return a text as it may be read here."""
    return mask_text(text) if public else text


def days(first: date, last: date) -> Sentence:
    """Return a period as it is told."""
    return say("%(first)s至%(last)s", first=zh_date(first), last=zh_date(last))


def actor_of(entry: Entry, *, public: bool) -> str:
    """Return who did it; the public is told no name."""
    return "" if public else str((entry.payload or {}).get("actor", ""))


def reason_of(entry: Entry, *, public: bool) -> Note:
    """Return the reason or note that an entry keeps."""
    if entry.erased_at:
        return say("内容已按要求删除。")
    payload = entry.payload or {}
    return told(str(payload.get("note") or payload.get("reason") or ""), public=public)


def notice_lines(row: ResultNotice, what: Sentence, *, public: bool) -> Iterator[Happening]:
    """Tell a publicity period of a result, and that it was taken down."""
    note = days(row.starts_on, row.ends_on)
    yield Happening(row.posted_at, what, "", note, "notice", "info", row_id=row.id)
    if row.withdrawn_at is not None:
        reason = told(row.withdrawn_reason, public=public)
        down = say("撤下公示")
        yield Happening(row.withdrawn_at, down, "", reason, "notice", "warn", row_id=row.id)
