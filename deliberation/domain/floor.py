"""The floor: who may raise a hand, who speaks next, and one speaker at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

TURNS: Final = 2

STANCES: Final[dict[str, Sentence]] = {
    "support": say("赞成"),
    "oppose": say("反对"),
    "reserve": say("保留"),
    "question": say("提问"),
    "info": say("说明"),
}
OPPOSITES: Final = {"support": "oppose", "oppose": "support"}


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


def speaking(turns: Iterable[T]) -> T | None:
    """Return the turn that has the floor."""
    return next((turn for turn in turns if state(turn) == "speaking"), None)


def used(turns: Iterable[Turn], seat_id: int) -> int:
    """Return how many counted turns this seat has had, the one under way included."""
    return sum(
        turn.counted and turn.granted_at is not None and turn.seat_id == seat_id for turn in turns
    )


def last_stance(turns: Iterable[Turn]) -> str:
    """Return the stance of who was given the floor last, empty before the first."""
    granted = [(turn.granted_at, turn.stance) for turn in turns if turn.granted_at and turn.counted]
    return max(granted)[1] if granted else ""


def queue(turns: Sequence[T]) -> tuple[T, ...]:
    """Return the raised hands in the order of speaking.

    Never spoken, then fewer turns, then the opposite stance to the last speaker, then the time
    of raising (equal chances, taking turns for and against). A reply goes with its question,
    hence before them all.
    """
    wanted = OPPOSITES.get(last_stance(turns))

    def order(turn: T) -> tuple[bool, int, bool, datetime]:
        return (turn.counted, used(turns, turn.seat_id), turn.stance != wanted, turn.raised_at)

    return tuple(sorted((turn for turn in turns if state(turn) == "queued"), key=order))


def may_raise(
    turns: Sequence[Turn],
    seat: Voice,
    round_: int,
    allowed: int = TURNS,
    *,
    counted: bool = True,
) -> Sentence | None:
    """Return why this seat cannot raise a hand now, or None.

    Args:
        turns: all turns on this topic, of every round.
        seat: who wants to speak.
        round_: the round under way, from 1; 0 where rounds are not counted.
        allowed: turns per topic.
        counted: False for a reply to a question, which is outside the count.
    """
    if not seat.voice:
        return say("这个席位是列席，没有发言权。")
    for turn in turns:
        if turn.seat_id == seat.id and state(turn) in {"queued", "speaking"}:
            return say("您已经在发言队列里。")
    if not counted:
        return None
    had = used(turns, seat.id)
    if had >= allowed:
        return say("每个议题每人最多发言%(n)s次，您的次数已经用完。", n=allowed)
    if round_ and had >= round_:
        return say("这一轮您已经发过言，请等下一轮。")
    return None


def may_grant(turns: Sequence[T], turn: T) -> Sentence | None:
    """Return why this turn cannot have the floor now, or None.

    One speaker at a time; a second turn only when nobody waits for a first.
    """
    if speaking(turns) is not None:
        return say("有人正在发言，请等发言结束。")
    if state(turn) != "queued":
        return say("这个发言不在队列里。")
    if turn.counted and used(turns, turn.seat_id):
        waiting = (one for one in queue(turns) if one.counted)
        if any(not used(turns, one.seat_id) for one in waiting):
            return say("还有人没有发过言，请先让第一次发言的人说。")
    return None


def speech_ms(usual_ms: int, extra_ms: int, *, elder: bool) -> int:
    """Return the length of a turn; elders and interpreted speakers get `extra_ms` more."""
    return usual_ms + extra_ms if elder else usual_ms
