"""Reads of intake: the desk's list, one opinion with its record, a receipt and its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from deliberation.domain import opinion as rules
from deliberation.domain.errors import Sentence, say
from deliberation.domain.privacy import mask_text
from deliberation.domain.resolution import wording
from deliberation.store import record, search
from deliberation.store.codes import plain_code
from deliberation.store.db import db
from deliberation.store.models import Opinion, Photo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Select

    from deliberation.store.models import Commitment, Entry

PAGE: Final = 50

VERBS: Final[dict[str, Sentence]] = {
    "submit": say("提交意见"),
    "enter": say("代录意见"),
    "screen": say("回答审核的一问"),
    "settle": say("现场办结"),
    "refer": say("转办"),
    "deliberate": say("列入协商"),
    "decline": say("不予受理"),
    "ask_back": say("退回补充"),
    "supplement": say("补充情况"),
    "reply": say("答复"),
    "merge": say("并入议题"),
    "separate": say("移出议题"),
    "gather": say("归入议题"),
    "settle_with_topic": say("随议题办结"),
    "refer_with_topic": say("随议题转办"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of the desk's list, with how many opinions stand at each stage."""

    opinions: list[Opinion]
    counts: Mapping[str, int]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of time."""

    at: datetime
    what: Sentence | str
    who: str = ""
    note: Sentence | str = ""


def desk(community_id: int, filters: Mapping[str, str], page: int) -> Desk:
    """Return one page of a community's opinions, newest first, under the desk's filters."""
    rows = _filtered(community_id, filters)
    total = db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    shown = rows.order_by(Opinion.submitted_at.desc(), Opinion.id.desc())
    shown = shown.options(joinedload(Opinion.topic), selectinload(Opinion.photos))
    opinions = list(db.session.scalars(shown.limit(PAGE).offset((page - 1) * PAGE)))
    return Desk(opinions, _counts(community_id), page, pages, total)


def _filtered(community_id: int, filters: Mapping[str, str]) -> Select[Opinion]:
    rows = select(Opinion).where(Opinion.community_id == community_id)
    for name in ("stage", "channel", "category"):
        if filters.get(name):
            rows = rows.where(getattr(Opinion, name) == filters[name])
    query = filters.get("q", "").strip()
    if query.upper().startswith("YJ-"):
        return rows.where(Opinion.number == query.upper())
    return rows.where(search.matching(query, Opinion.bigrams)) if query else rows


def _counts(community_id: int) -> dict[str, int]:
    rows = (
        select(Opinion.stage, func.count())
        .where(Opinion.community_id == community_id)
        .group_by(Opinion.stage)
    )
    found = {row[0]: row[1] for row in db.session.execute(rows)}
    return {stage: found.get(stage, 0) for stage in rules.LIFECYCLE.stages}


def by_code(code: str) -> Opinion | None:
    """Return the opinion of a receipt code; spaces, dashes and case do not matter."""
    return db.session.scalar(select(Opinion).where(Opinion.receipt_code == plain_code(code)))


def ready_photo(opinion_id: int, photo_id: int) -> Photo | None:
    """Return a picture that has been re-encoded."""
    photo = db.session.get(Photo, photo_id)
    if photo is None or photo.opinion_id != opinion_id or photo.ready_at is None:
        return None
    return photo


def history(opinion: Opinion) -> list[Happening]:
    """Return the opinion's line of time for the desk, from the record."""
    entries = record.about("opinion", opinion.id, opinion.community_id)
    return [_happening(entry) for entry in entries]


def _happening(entry: Entry) -> Happening:
    payload = entry.payload or {}
    note: Sentence | str = str(payload.get("text") or payload.get("reason") or "")
    if entry.verb == "screen":
        gate = next((gate for gate in rules.GATES if gate.code == payload.get("gate")), None)
        if gate:
            word = gate.answers[str(payload["answer"])].word
            note = say("%(question)s%(answer)s", question=gate.question, answer=word)
    if entry.erased_at:
        note = say("内容已按要求删除。")
    what = VERBS.get(entry.verb, entry.verb)
    return Happening(entry.at, what, str(payload.get("actor", "")), note)


WAY: Final = (
    say("收到"),
    say("审核答复"),
    say("形成议题"),
    say("开会协商"),
    say("有了结果"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """Where a matter stands: index into WAY, and what comes next in a sentence."""

    current: int
    coming: Sentence


def way(opinion: Opinion) -> Way:
    """Return how far this matter has come and what happens next, in plain words."""
    if opinion.stage in _ENDS:
        return Way(*_ENDS[opinion.stage])
    topic = opinion.topic
    if topic is None:
        return Way(1, say("社区工作者正在审核，会在这里给您首次答复。"))
    return Way(*_TOPIC_WAY.get(topic.stage, (2, say("您的意见已并入议题，正在准备协商。"))))


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the topic: the result as it is told, and what was promised by when."""

    told: Sentence
    promises: list[Commitment]


def results(opinion: Opinion) -> list[Result]:
    """Return the standing results of the opinion's topic, oldest first."""
    resolutions = opinion.topic.resolutions if opinion.topic else []
    return [
        Result(wording(row.outcome, row.body, mask_text(row.text)), list(row.commitments))
        for row in resolutions
        if row.withdrawn_at is None
    ]


_ENDS: Final[dict[str, tuple[int, Sentence]]] = {
    "returned": (1, say("还想请您补充一些情况，请写在下面。")),
    "settled": (len(WAY), say("这件事已经办结。如果没有解决，请再提一次或者打社区电话。")),
    "referred": (2, say("这件事已转给负责的单位，办理结果会写在这里。")),
    "declined": (len(WAY), say("这件事不在协商范围内，理由和办理途径在答复里。")),
    "admitted": (2, say("这件事将列入协商，正在和同类意见归并成议题。")),
}
_TOPIC_WAY: Final[dict[str, tuple[int, Sentence]]] = {
    "drafted": (2, say("您的意见已并入议题，正在和相关各方核实情况。")),
    "proposed": (2, say("议题正在等党组织审核。")),
    "approved": (3, say("议题已通过审核，正在安排公示和开会。")),
    "publicised": (3, say("议题正在公示，欢迎继续提意见。")),
    "scheduled": (3, say("会议已经排定，时间地点看下面。")),
    "resolved": (len(WAY), say("会议已有结果，正在落实。")),
    "unresolved": (4, say("会上没有达成一致，正在安排下一步。")),
}
