"""The reviewer's consent 党组织审核: ask for it, give it, send back, take up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import topic as rules
from deliberation.domain.errors import Invalid, say
from deliberation.store import moves
from deliberation.store.models import Consent

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Topic


def propose(topic: Topic, *, actor: Actor, now: datetime) -> None:
    """Hand a complete draft to the reviewer.

    Raises:
        IllegalMove: with what is still missing.
    """
    moves.apply(rules.LIFECYCLE, topic, "propose", actor=actor, now=now)


def approve(topic: Topic, note: str, *, actor: Actor, now: datetime) -> None:
    """Consent to the topic going to a meeting.

    Raises:
        IllegalMove: it is not proposed, or something is missing.
    """
    moves.apply(rules.LIFECYCLE, topic, "approve", actor=actor, now=now, note=note)
    _keep(topic, "approved", note, actor, now)


def send_back(topic: Topic, note: str, *, actor: Actor, now: datetime) -> None:
    """Send the topic back to be changed; the note says what.

    Raises:
        Invalid: there is no note.
        IllegalMove: it is neither proposed nor approved.
    """
    if not note.strip():
        raise Invalid(say("请写明要改什么。"), "reason")
    moves.apply(rules.LIFECYCLE, topic, "send_back", actor=actor, now=now, note=note)
    _keep(topic, "returned", note, actor, now)


def _keep(topic: Topic, answer: str, note: str, actor: Actor, now: datetime) -> None:
    topic.consents.append(Consent(answer=answer, note=note, at=now, by_id=actor.account_id))


def reopen(topic: Topic, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take a decided topic up again 复议.

    Raises:
        Invalid: there is no reason.
        IllegalMove: it is not decided yet.
    """
    if not reason.strip():
        raise Invalid(say("请写明重新协商的理由。"), "reason")
    moves.apply(rules.LIFECYCLE, topic, "reopen", actor=actor, now=now, reason=reason)
