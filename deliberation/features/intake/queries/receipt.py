"""A receipt: found by its code, where its matter stands, and how replies reach its sender."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain import opinion as rules
from deliberation.domain.errors import Sentence, say
from deliberation.store.db import db
from deliberation.store.matters import where
from deliberation.store.models import Photo

if TYPE_CHECKING:
    from datetime import date

    from deliberation.store.models import Opinion

WAY: Final = (say("收到"), say("审核答复"), say("形成议题"), say("开会协商"), say("有了结果"))
# What ended, or waits, before there is a topic: how far along WAY, and what comes.
_ALONE: Final[dict[str, tuple[int, Sentence]]] = {
    "submitted": (1, say("社区工作者正在审核，会在这里给您首次答复。")),
    "returned": (1, say("还想请您补充一些情况，请写在下面。")),
    "settled": (len(WAY), say("这件事已经办结。如果没有解决，请再提一次或者打社区电话。")),
    "referred": (2, say("这件事已转给负责的单位，办理结果会写在这里。")),
    "declined": (len(WAY), say("这件事不在协商范围内，理由和办理途径在答复里。")),
    "admitted": (2, say("这件事将列入协商，正在和同类意见归并成议题。")),
}
_OUT: Final = (say("收到"), say("审核答复"))


@dataclass(frozen=True, slots=True)
class Way:
    """Where a matter stands: index into the steps, and what comes next, by when, in a sentence."""

    steps: tuple[Sentence, ...]
    current: int
    coming: Sentence


def ready_photo(opinion_id: int, photo_id: int) -> Photo | None:
    """Return a picture that has been re-encoded."""
    photo = db.session.get(Photo, photo_id)
    if photo is None or photo.opinion_id != opinion_id or photo.ready_at is None:
        return None
    return photo


def way(opinion: Opinion, today: date) -> Way:
    """Return how far this matter has come and what happens next, in plain words."""
    topic = opinion.topic
    if topic is None or (opinion.stage != "merged" and not topic.commitments):
        current, coming = _ALONE.get(opinion.stage, _ALONE["submitted"])
        steps = _OUT if opinion.stage in {"settled", "referred", "declined"} else WAY
        return Way(steps, min(current, len(steps)), coming)
    found = where(topic, today)
    return Way(found.steps, len(found.steps) if found.done else found.step, found.next)


def over(opinion: Opinion) -> bool:
    """Say whether the matter has come to its end: all that was promised is closed."""
    topic = opinion.topic
    if topic is None:
        return False
    promised = topic.commitments
    return topic.stage == "settled" or bool(
        promised and all(row.stage == "closed" for row in promised)
    )


def can_add(opinion: Opinion) -> bool:
    """Say whether the sender may add a word unasked."""
    return "add" in rules.LIFECYCLE.possible(opinion.stage) and not over(opinion)
