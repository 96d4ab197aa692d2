"""The meeting's line of time, from the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from deliberation.domain.errors import Sentence, say
from deliberation.domain.meeting import LIFECYCLE
from deliberation.domain.roles import ROLES
from deliberation.store.db import db
from deliberation.store.models import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from deliberation.store.models import Meeting

_LATEST: Final = 12


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of time."""

    at: datetime
    what: Sentence | str
    who: str = ""
    note: Sentence | str = ""


def history(row: Meeting) -> list[Happening]:
    """Return the latest entries about a meeting, newest first."""
    entries = (
        select(Entry)
        .where(Entry.scope == row.community_id, Entry.about_kind == "meeting")
        .where(Entry.about_id == row.id)
        .order_by(Entry.sequence.desc())
        .limit(_LATEST)
    )
    return [_happening(entry) for entry in db.session.scalars(entries)]


def _happening(entry: Entry) -> Happening:
    payload = entry.payload or {}
    move = LIFECYCLE.moves.get(entry.verb)
    what = say("筹备会议") if entry.verb == "plan" else (move.word if move else entry.verb)
    note = say("内容已按要求删除。") if entry.erased_at else _note(payload)
    return Happening(entry.at, what, str(payload.get("actor", "")), note)


def _note(payload: Mapping[str, object]) -> Sentence | str:
    if missing := payload.get("without"):
        names = tuple(map(str, missing)) if isinstance(missing, list) else str(missing)
        return say("缺%(parties)s的席位。理由：%(reason)s", parties=names, reason=payload["reason"])
    if payload.get("role") in ROLES:
        role = ROLES[str(payload["role"])]
        return say("%(role)s：%(name)s", role=role, name=payload.get("name", ""))
    if "seat" in payload:
        seat, name = payload["seat"], payload.get("name", "")
        return say("%(n)s号席位，%(name)s", n=seat, name=name)
    return str(payload.get("reason") or payload.get("title") or payload.get("item") or "")
