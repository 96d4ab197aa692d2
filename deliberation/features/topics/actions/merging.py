"""Merging opinions into a topic, confirmed by a person, and taking one out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from deliberation.domain import opinion as opinion_rules
from deliberation.domain import topic as rules
from deliberation.domain.errors import Invalid, Missing, say
from deliberation.store import moves
from deliberation.store.db import db
from deliberation.store.models import Opinion
from deliberation.store.replies import reply

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Topic

MOST: Final = 100


def merge(topic: Topic, opinion_ids: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Merge the chosen opinions; every sender stays linked and is answered. Returns how many.

    Raises:
        Invalid: nothing is chosen, too much, or an opinion is not of this community.
        IllegalMove: an opinion or the topic cannot be merged now.
    """
    return _join(topic, opinion_ids, "merge", actor=actor, now=now)


def gather(topic: Topic, opinion_ids: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Add opinions that were settled or referred for themselves; their outcome stays.

    Raises:
        Invalid: as `merge`, or one belongs to another topic.
        IllegalMove: one has no outcome of its own, or the topic takes none in.
    """
    return _join(topic, opinion_ids, "gather", actor=actor, now=now)


def _join(
    topic: Topic, opinion_ids: Collection[int], move: str, *, actor: Actor, now: datetime
) -> int:
    opinions = _chosen(topic, opinion_ids)
    numbers = [opinion.number for opinion in opinions]
    moves.apply(rules.LIFECYCLE, topic, move, actor=actor, now=now, opinions=numbers)
    for opinion in opinions:
        moves.apply(
            opinion_rules.LIFECYCLE, opinion, move, actor=actor, now=now, topic=topic.number
        )
        if opinion.topic_id is not None:
            raise Invalid(say("%(number)s已经在别的议题里。", number=opinion.number), "opinions")
        opinion.topic = topic
        opinion.merged_at, opinion.merged_by_id = now, actor.account_id
        if not opinion.replies:
            _answer(opinion, topic, actor=actor, now=now)
    return len(opinions)


def _chosen(topic: Topic, opinion_ids: Collection[int]) -> list[Opinion]:
    wanted = set(opinion_ids)
    if not wanted:
        raise Invalid(say("请至少勾选一条意见。"), "opinions")
    if len(wanted) > MOST:
        raise Invalid(say("一次最多归并%(most)s条意见。", most=MOST), "opinions")
    opinions = list(
        db.session.scalars(
            select(Opinion)
            .where(Opinion.id.in_(wanted), Opinion.community_id == topic.community_id)
            .order_by(Opinion.id)
            .options(selectinload(Opinion.screenings), selectinload(Opinion.replies))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
    if len(opinions) != len(wanted):
        raise Invalid(say("勾选的意见里有找不到的，请刷新后再勾选。"), "opinions")
    return opinions


def _answer(opinion: Opinion, topic: Topic, *, actor: Actor, now: datetime) -> None:
    # Every outcome answers the sender; who merges without a triage answers with this sentence.
    text = str(
        say(
            "您的意见已并入议题“%(title)s”（%(number)s），将和同类意见一起协商，进展会写在这个回执里。",
            title=topic.title,
            number=topic.number,
        )
    )
    reply(opinion, text, actor=actor, now=now)


def separate(topic: Topic, opinion_id: int, reason: str, *, actor: Actor, now: datetime) -> Opinion:
    """Take an opinion out of the topic, with a reason; it waits for another topic.

    Raises:
        Missing: the opinion is not in this topic.
        Invalid: it is the last one of a topic that is no longer a draft.
        IllegalMove: the topic is decided already.
    """
    opinion = db.session.get(Opinion, opinion_id, with_for_update=True, populate_existing=True)
    if opinion is None or opinion.topic_id != topic.id:
        raise Missing(say("这条意见已经不在议题里。"))
    if topic.stage != rules.LIFECYCLE.first and len(topic.opinions) == 1:
        raise Invalid(say("这是议题里最后一条意见，不能移出。"), "reason")
    moves.apply(
        rules.LIFECYCLE,
        topic,
        "separate",
        actor=actor,
        now=now,
        opinion=opinion.number,
        reason=reason,
    )
    moves.apply(
        opinion_rules.LIFECYCLE,
        opinion,
        "separate",
        actor=actor,
        now=now,
        topic=topic.number,
        reason=reason,
    )
    opinion.topic = None
    opinion.merged_at = opinion.merged_by_id = None
    return opinion
