"""Answers to senders who left no telephone: by number, by a word; never what was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from deliberation.domain.errors import Sentence, say
from deliberation.domain.privacy import mask_text
from deliberation.store.db import db
from deliberation.store.models import Opinion, Reply, Topic

if TYPE_CHECKING:
    from datetime import datetime

PAGE: Final = 50
# From its publicity on everybody knows the topic.
_KNOWN: Final = frozenset(
    {"publicised", "scheduled", "resolved", "unresolved", "handling", "settled", "referred"}
)
# A reason is for its sender alone (`domain.md` B2, 3): the board tells where to ask for it.
_WORDS: Final[dict[str, Sentence]] = {
    "returned": say("还想请您补充一些情况，请告诉网格员或者到社区服务大厅说。"),
    "settled": say("已经办结。"),
    "referred": say("已经转给负责的单位。"),
    "declined": say("不在社区协商的范围内，理由和办理途径请到社区服务大厅问。"),
    "admitted": say("将列入协商。"),
    "submitted": say("已经答复，内容请到社区服务大厅问。"),
    "merged": say("已并入议题，一起协商。"),
}
_CLOSED: Final = say("已经办结。还没解决的，请告诉网格员或者到社区服务大厅说。")
_ASKED: Final = say("办好了，请您评价：告诉网格员，或者到社区服务大厅说。")
_DOING: Final = say("正在办。")
_UNDER_WAY: Final = frozenset({"assigned", "accepted", "reported", "verified"})


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer on the board."""

    number: str
    slip: str
    at: datetime
    word: Sentence
    title: str
    topic_id: int | None


@dataclass(frozen=True, slots=True)
class Answers:
    """One page of them."""

    rows: list[Answered]
    page: int
    pages: int
    total: int


def answers(community_id: int, page: int = 1, size: int = PAGE) -> Answers:
    """Return one page of the answers to senders whom nothing else reaches, the newest first."""
    newest = (
        select(func.max(Reply.at))
        .where(Reply.opinion_id == Opinion.id, Reply.kind != "supplement")
        .correlate(Opinion)
        .scalar_subquery()
    )
    here = select(Opinion, newest.label("told")).where(
        Opinion.community_id == community_id,
        Opinion.channel != "scan",
        Opinion.contact_phone == "",
        newest.is_not(None),
    )
    total = db.session.scalar(select(func.count()).select_from(here.subquery())) or 0
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    shown = here.options(joinedload(Opinion.topic).options(selectinload(Topic.commitments)))
    shown = shown.order_by(newest.desc(), Opinion.id.desc())
    rows = db.session.execute(shown.limit(size).offset((page - 1) * size))
    return Answers([_answered(opinion, told) for opinion, told in rows], page, pages, total)


def _answered(opinion: Opinion, told: datetime) -> Answered:
    topic = opinion.topic if opinion.topic and opinion.topic.stage in _KNOWN else None
    return Answered(
        number=opinion.number,
        slip=mask_text(opinion.slip_number),
        at=told,
        word=_word(opinion),
        title=mask_text(topic.title) if topic else "",
        topic_id=topic.id if topic else None,
    )


def _word(opinion: Opinion) -> Sentence:
    stages = {row.stage for row in opinion.topic.commitments} if opinion.topic else set()
    if "asked" in stages:
        return _ASKED
    if stages == {"closed"}:
        return _CLOSED
    if stages & _UNDER_WAY:
        return _DOING
    return _WORDS[opinion.stage]
