"""Telling those who proposed it what was done, and asking whether it is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.domain.roles import demand
from deliberation.features.followthrough.actions.publicising import (
    Notice,
    hits,
    post_completion,
    post_decision,
    withdraw_notice,
)
from deliberation.features.followthrough.actions.steps import may, required
from deliberation.store import moves, replies
from deliberation.store.matters import newest_asking
from deliberation.store.models import Asking

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Commitment

__all__ = ["Notice", "ask", "post_completion", "post_decision", "tell_the_rest", "withdraw_notice"]


def ask(commitment: Commitment, text: str, *, actor: Actor, now: datetime) -> Asking:
    """Tell everybody who proposed it what was done 二次答复, and ask whether it is solved.

    Raises:
        Forbidden: the actor does not ask here.
        IllegalMove: what was done is not in publicity yet.
        Invalid: there is no text, or it holds personal data: every sender reads it.
    """
    may(commitment, "ask", actor)
    kept = required(text, "text", say("请写明办了什么，让提出人知道结果。"))
    if found := hits(kept):
        sentence = say(
            "每位提出人都看得到这段话，里面不能有个人信息：%(first)s。请删去。", first=found[0]
        )
        raise Invalid(sentence, "text")
    asking = Asking(
        place=len(commitment.askings) + 1, asked_at=now, asked_by_id=actor.account_id, text=kept
    )
    commitment.askings.append(asking)
    opinions = commitment.topic.opinions
    for opinion in opinions:
        replies.reply(opinion, kept, actor=actor, now=now)
    details = {"text": kept, "place": asking.place, "told": len(opinions)}
    moves.apply(LIFECYCLE, commitment, "ask", actor=actor, now=now, **details)
    return asking


def tell_the_rest(commitment: Commitment, *, actor: Actor, now: datetime) -> int:
    """Answer those whose opinion came to the topic after the others were asked; returns how many.

    Raises:
        Forbidden: the actor does not ask here.
        IllegalMove: nobody is being asked, or everybody was told.
    """
    demand(actor, LIFECYCLE.moves["ask"].permission, moves.place_of(commitment))
    asking = newest_asking(commitment)
    if asking is None or commitment.stage != "asked":
        raise IllegalMove(say("现在没有在请提出人评价。"), LIFECYCLE.words(commitment.stage))
    late = [
        opinion
        for opinion in commitment.topic.opinions
        if all(reply.at < asking.asked_at for reply in opinion.replies)
    ]
    if not late:
        raise IllegalMove(say("每位提出人都已经得到答复。"))
    for opinion in late:
        replies.reply(opinion, asking.text, actor=actor, now=now)
    return len(late)
