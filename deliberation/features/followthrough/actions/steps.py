"""What verbs of a commitment share: who may, at which stage, and typed text as it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import bounds
from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import Invalid
from deliberation.domain.privacy import clean, clean_line
from deliberation.domain.roles import demand
from deliberation.store import moves

if TYPE_CHECKING:
    from deliberation.domain.errors import Sentence
    from deliberation.domain.roles import Actor
    from deliberation.store.models import Commitment


def may(commitment: Commitment, move: str, actor: Actor) -> None:
    """Let a move pass before anything is read from what was typed; nothing is changed yet.

    Raises:
        Forbidden: the actor's roles do not carry the move's permission here.
        IllegalMove: the stage or a guard forbids it.
    """
    demand(actor, LIFECYCLE.moves[move].permission, moves.place_of(commitment))
    LIFECYCLE.check(commitment, move)


def required(text: str, field: str, sentence: Sentence, bound: int = bounds.TEXT) -> str:
    """Return a typed text as it is kept.

    Raises:
        Invalid: with `sentence` when there is none, or it is too long.
    """
    kept = clean(text, bound, field)
    if not kept:
        raise Invalid(sentence, field)
    return kept


def required_line(text: str, field: str, sentence: Sentence, bound: int = bounds.LINE) -> str:
    """Return a typed line as it is kept.

    Raises:
        Invalid: with `sentence` when there is none, or it is too long.
    """
    kept = clean_line(text, bound, field)
    if not kept:
        raise Invalid(sentence, field)
    return kept
