"""One topic's page: where it stands, what comes next and why not, and everything it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from deliberation.domain import topic as rules
from deliberation.domain.calendar import CalendarMissing, today
from deliberation.domain.errors import Sentence, say
from deliberation.domain.roles import PERMISSIONS, ROLES
from deliberation.features.topics.queries.history import Happening, history
from deliberation.features.topics.queries.opinions import newest
from deliberation.store.db import db
from deliberation.store.models import Stakeholder, Topic

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.calendar import Calendar
    from deliberation.store.models import Consent, Opinion, Publicity

WAY: Final = (say("成题"), say("审核"), say("公示"), say("会议"), say("议决"))
_STANDS: Final = {
    "drafted": 0,
    "proposed": 1,
    "approved": 2,
    "publicised": 2,
    "scheduled": 3,
    "unresolved": 4,
    "resolved": len(WAY),
    "handling": len(WAY),
    "settled": len(WAY),
    "referred": len(WAY),
}
# The one thing to do next at each stage is the first of these that the table allows.
_NEXT: Final = ("propose", "approve", "publicise", "schedule", "resolve", "reopen")
_MEANING: Final[dict[str, Sentence]] = {
    "propose": say("材料齐了就提交党组织审核；审核时不再改动。"),
    "approve": say("请党组织审核人看摘要、利益相关方和决定途径，同意后才能公示和上会。"),
    "publicise": say("党组织已经同意。会前先公示，让大家知道要议什么。"),
    "schedule": say("正在公示。把议题排进一次会议，时间要在公示期满以后。"),
    "resolve": say("议题已经排会，在会上协商后形成决议。"),
    "reopen": say("没有达成一致或者有了新情况，可以重新协商。"),
}
KNOWN_PARTIES: Final = ("居民代表", "业委会", "物业", "社区居委会", "商户代表", "租户")
_PARTIES: Final = 12


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next: the move, its meaning, who makes it, what hinders it, where to fix it."""

    move: str
    word: Sentence
    meaning: Sentence
    permission: str
    roles: tuple[Sentence, ...]
    obstacles: tuple[Sentence, ...]
    fix: str


@dataclass(frozen=True, slots=True)
class TopicPage:
    """Everything the page of one topic shows."""

    topic: Topic
    standing: int
    step: Step | None
    score: int
    parts: list[tuple[Sentence, int, int]]
    opinions: int
    households: int
    latest: list[Opinion]
    consent: Consent | None
    notice: Publicity | None
    history: list[Happening]


def standing(topic: Topic) -> int:
    """Return how far along WAY the topic is; its length when all is done."""
    return _STANDS[topic.stage]


def page(topic: Topic) -> TopicPage:
    """Return what the page of `topic` shows."""
    parts = rules.parts(topic)
    return TopicPage(
        topic=topic,
        standing=standing(topic),
        step=_step(topic),
        score=rules.score(topic),
        parts=[(part.word, parts[code], part.most) for code, part in rules.SCORES.items()],
        opinions=len(topic.opinions),
        households=sum(opinion.households or 0 for opinion in topic.opinions),
        latest=newest(topic),
        consent=topic.consents[-1] if topic.consents else None,
        notice=topic.publicities[-1] if topic.publicities else None,
        history=history(topic),
    )


def _step(topic: Topic) -> Step | None:
    possible = rules.LIFECYCLE.possible(topic.stage)
    name = next((name for name in _NEXT if name in possible), None)
    if name is None or topic.stage == "resolved":
        return None
    move = rules.LIFECYCLE.moves[name]
    return Step(
        move=name,
        word=move.word,
        meaning=_MEANING[name],
        permission=move.permission,
        roles=tuple(ROLES[role] for role in ROLES if role in PERMISSIONS[move.permission]),
        obstacles=rules.LIFECYCLE.obstacles(topic, name),
        fix=_fix(topic),
    )


def _fix(topic: Topic) -> str:
    """Return where the first thing that is missing can be put right."""
    if not (topic.title and topic.summary and topic.size and topic.route):
        return "draft"
    return "parties" if len(topic.parties) < rules.LEAST_PARTIES else "opinions"


def known_parties(topic: Topic) -> list[str]:
    """Return parties that this community has named before, then usual ones, without ours."""
    rows = db.session.scalars(
        select(Stakeholder.name)
        .join(Topic)
        .where(Topic.community_id == topic.community_id)
        .group_by(Stakeholder.name)
        .order_by(Stakeholder.name)
        .limit(_PARTIES)
    )
    ours = {party.name for party in topic.parties}
    names = dict.fromkeys([*rows, *KNOWN_PARTIES])
    return [name for name in names if name not in ours]


def publicity_days(
    topic: Topic, calendar: Calendar, now: datetime
) -> tuple[date, date, int] | CalendarMissing:
    """Propose first and last day of the publicity and its working days, or why there are none."""
    days = rules.publicity_days(topic.size)
    first = today(now)
    try:
        return first, calendar.add_working_days(first, days), days
    except CalendarMissing as missing:
        return missing
