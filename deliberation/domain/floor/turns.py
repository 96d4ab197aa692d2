"""A turn from the raised hand on, and where it stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


TURNS: Final = 2
STANCES: Final[dict[str, Sentence]] = {
    "support": say("赞成"),
    "oppose": say("反对"),
    "reserve": say("保留"),
    "question": say("提问"),
    "info": say("说明"),
}
REPLY: Final = say("回答提问")


class Turn(Protocol):
    """A turn from the raised hand on; its four times say where it stands."""

    @property
    def seat_id(self) -> int:
        """Whose turn."""

    @property
    def stance(self) -> str:
        """Code of the stance."""

    @property
    def counted(self) -> bool:
        """Whether it counts; a reply to a question does not."""

    @property
    def raised_at(self) -> datetime:
        """When the hand went up."""

    @property
    def lowered_at(self) -> datetime | None:
        """When it was taken down without speaking."""

    @property
    def granted_at(self) -> datetime | None:
        """When the floor was given."""

    @property
    def ended_at(self) -> datetime | None:
        """When it was yielded."""


class Voice(Protocol):
    """A seat, as far as speaking cares."""

    @property
    def id(self) -> int:
        """Which seat."""

    @property
    def voice(self) -> bool:
        """Whether it may speak."""


T = TypeVar("T", bound=Turn)


def state(turn: Turn) -> str:
    """Return where the turn stands: queued, speaking, ended or lowered."""
    if turn.lowered_at is not None:
        return "lowered"
    if turn.granted_at is None:
        return "queued"
    return "speaking" if turn.ended_at is None else "ended"


def word(turn: Turn, kind: str) -> Sentence:
    """Return what a turn is for, raised in a stage of this kind: its stance, or a reply.

    Only in the rounds of speeches is a turn that does not count a reply to a question.
    """
    reply = not turn.counted and kind == "speeches"
    return REPLY if reply else STANCES[turn.stance]


def speaking(turns: Iterable[T]) -> T | None:
    """Return the turn that has the floor."""
    return next((turn for turn in turns if state(turn) == "speaking"), None)


def used(turns: Iterable[Turn]) -> Counter[int]:
    """Return how many counted turns each seat has had, the one under way included."""
    return Counter(turn.seat_id for turn in turns if turn.counted and turn.granted_at is not None)


def speech_ms(usual_ms: int, extra_ms: int, *, elder: bool) -> int:
    """Return the length of a turn; elders and interpreted speakers get `extra_ms` more."""
    return usual_ms + extra_ms if elder else usual_ms
