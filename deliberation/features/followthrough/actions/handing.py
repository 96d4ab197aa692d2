"""Handing over 交办, at once or after a meeting; handing back, and signing for it 签收."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import bounds
from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import say
from deliberation.features.followthrough.actions.assigning import Order, assign
from deliberation.features.followthrough.actions.at_once import AtOnce, hand_out
from deliberation.features.followthrough.actions.steps import may, required_line
from deliberation.store import moves

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Commitment

__all__ = ["AtOnce", "Order", "assign", "hand_back", "hand_out", "sign_for"]


def hand_back(commitment: Commitment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Give a hand-over back, with the reason; it is to be handed over anew.

    Raises:
        Forbidden: the actor does not owe it.
        IllegalMove: it was signed for already, or not handed over.
        Invalid: there is no reason.
    """
    may(commitment, "hand_back", actor)
    sentence = say("请写明为什么退回交办。")
    kept = required_line(reason, "reason", sentence)
    moves.apply(LIFECYCLE, commitment, "hand_back", actor=actor, now=now, reason=kept)


def sign_for(commitment: Commitment, name: str, *, actor: Actor, now: datetime) -> None:
    """Sign for a hand-over, by name.

    Raises:
        Forbidden: the actor does not owe it.
        IllegalMove: it was signed for already, or not handed over.
        Invalid: there is no name.
    """
    may(commitment, "sign_for", actor)
    kept = required_line(name, "name", say("请写签收人的姓名。"), bounds.NAME)
    commitment.signed_at, commitment.signed_name = now, kept
    moves.apply(LIFECYCLE, commitment, "sign_for", actor=actor, now=now, name=kept)
