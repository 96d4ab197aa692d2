"""Verbs of whoever owes a commitment: say how it goes, and report that it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from deliberation.domain import bounds
from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import Invalid, say
from deliberation.domain.privacy import clean, clean_line
from deliberation.features.followthrough.actions.steps import may, required, required_line
from deliberation.store import moves
from deliberation.store.models import Photo, Progress, Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Commitment

KINDS: Final = ("before", "after")
_ALL: Final = 100
_WHY_NONE: Final = say("请上传办完后的照片；拍不了的，请写明为什么没有照片。")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A picture that has arrived as raw bytes in the incoming folder."""

    file: str
    kind: str = "after"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done (form D11); money in whole fen."""

    text: str
    unfinished: str = ""
    cost_fen: int | None = None
    funding: str = ""
    no_photo_reason: str = ""
    photos: Sequence[Arrival] = ()


def progress(
    commitment: Commitment, percent: int, text: str, *, actor: Actor, now: datetime
) -> Progress:
    """Keep how far it is, in percent and in words.

    Raises:
        Forbidden: the actor does not owe it.
        IllegalMove: it is not being worked on.
        Invalid: more or less than there is, or no word.
    """
    may(commitment, "progress", actor)
    if not 0 <= percent <= _ALL:
        raise Invalid(say("进度是0到100之间的整数。"), "percent")
    kept = required(text, "text", say("请写一句做到哪里了。"), bounds.NOTE)
    row = Progress(kind="progress", percent=percent, text=kept, at=now, **_by(actor))
    commitment.progress.append(row)
    moves.apply(LIFECYCLE, commitment, "progress", actor=actor, now=now, percent=percent, text=kept)
    return row


def report(commitment: Commitment, done: Done, *, actor: Actor, now: datetime) -> Report:
    """Report that it is done, with pictures of afterwards, or why there are none.

    Raises:
        Forbidden: the actor does not owe it.
        IllegalMove: it is not being worked on.
        Invalid: what is missing or too much, by its field.
    """
    may(commitment, "report", actor)
    kinds, words = _pictures(done), _words(done)
    row = Report(**words, at=now, **_by(actor))
    row.photos = [Photo(kind=one.kind, file=one.file, arrived_at=now) for one in done.photos]
    commitment.reports.append(row)
    moves.apply(LIFECYCLE, commitment, "report", actor=actor, now=now, **words, **kinds)
    return row


def _by(actor: Actor) -> dict[str, Any]:
    return {"by_id": actor.account_id, "by_name": actor.label[: bounds.NAME]}


def _words(done: Done) -> dict[str, Any]:
    if done.cost_fen is not None and not 0 <= done.cost_fen <= bounds.LAST_ID:
        raise Invalid(say("金额太大了，请核对。"), "cost")
    pictured = any(photo.kind == "after" for photo in done.photos)
    return {
        "text": required(done.text, "text", say("请写清做了什么、结果怎样。")),
        "unfinished": clean(done.unfinished, bounds.NOTE, "unfinished"),
        "cost_fen": done.cost_fen,
        "funding": clean_line(done.funding, bounds.LINE, "funding"),
        "no_photo_reason": ""
        if pictured
        else required_line(done.no_photo_reason, "no_photo_reason", _WHY_NONE),
    }


def _pictures(done: Done) -> dict[str, int]:
    if any(photo.kind not in KINDS for photo in done.photos):
        raise Invalid(say("照片要分清是办之前还是办完后。"), "after")
    if len(done.photos) > bounds.PHOTOS:
        raise Invalid(say("办之前和办完后的照片，一共最多%(n)s张。", n=bounds.PHOTOS), "after")
    return {kind: sum(photo.kind == kind for photo in done.photos) for kind in KINDS}
