"""Ending a topic without a meeting: done on the spot 现场办结, or passed on 转办."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import opinion as opinion_rules
from deliberation.domain import topic as rules
from deliberation.domain.errors import Invalid
from deliberation.store import moves, replies

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Topic


def settle(topic: Topic, reply: str, *, actor: Actor, now: datetime) -> int:
    """End a topic that was done on the spot; every sender reads `reply`. Returns how many.

    Raises:
        Invalid: there is no reply.
        IllegalMove: it is no draft any more, or holds no opinion.
    """
    return _end(topic, "settle", reply, actor=actor, now=now)


def refer(topic: Topic, reply: str, *, actor: Actor, now: datetime) -> int:
    """End a topic that was passed on; `reply` says to whom. Returns how many senders read it.

    Raises:
        Invalid: there is no reply.
        IllegalMove: it is no draft any more, or holds no opinion.
    """
    return _end(topic, "refer", reply, actor=actor, now=now)


def _end(topic: Topic, move: str, reply: str, *, actor: Actor, now: datetime) -> int:
    if refusal := opinion_rules.replied(reply):
        raise Invalid(refusal, "reply")
    moves.apply(rules.LIFECYCLE, topic, move, actor=actor, now=now, note=reply)
    for opinion in topic.opinions:
        if opinion.stage == "merged":
            moves.apply(
                opinion_rules.LIFECYCLE,
                opinion,
                f"{move}_with_topic",
                actor=actor,
                now=now,
                topic=topic.number,
            )
        replies.reply(opinion, reply, actor=actor, now=now)
    return len(topic.opinions)
