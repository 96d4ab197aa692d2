"""The form of every transition table: the table is the specification of a lifecycle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from deliberation.domain.errors import IllegalMove, Sentence, say


class Staged(Protocol):
    """Anything that stands at a stage of a lifecycle."""

    stage: str


S = TypeVar("S", bound=Staged)
Guard = Callable[[S], Sentence | None]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage's word and tone (neutral, info, good, warn, bad, done) on screen and paper."""

    word: Sentence
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Move(Generic[S]):
    """One verb: from which stages, to which (None stays), by whom, and under what guards."""

    word: Sentence
    sources: frozenset[str]
    target: str | None
    permission: str
    guards: tuple[Guard[S], ...] = ()


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[S]):
    """All stages and moves of one kind of subject; `first` is where it begins."""

    kind: str
    word: Sentence
    first: str
    stages: Mapping[str, Stage]
    moves: Mapping[str, Move[S]]

    def possible(self, stage: str) -> tuple[str, ...]:
        """Return the moves that the table allows from `stage`, in its own order."""
        return tuple(name for name, move in self.moves.items() if stage in move.sources)

    def words(self, stage: str) -> tuple[Sentence, ...]:
        """Return the words of the moves possible from `stage`."""
        return tuple(self.moves[name].word for name in self.possible(stage))

    def check(self, subject: S, name: str) -> Move[S]:
        """Return the move if stage and guards allow it.

        Raises:
            IllegalMove: with the reason and what is possible now.
        """
        move = self.moves[name]
        if subject.stage not in move.sources:
            sentence = say(
                "“%(what)s”现在是“%(stage)s”，不能“%(move)s”。",
                what=self.word,
                stage=self.stages[subject.stage].word,
                move=move.word,
            )
            raise IllegalMove(sentence, self.words(subject.stage))
        for guard in move.guards:
            if refusal := guard(subject):
                raise IllegalMove(refusal, self.words(subject.stage))
        return move

    def obstacles(self, subject: S, name: str) -> tuple[Sentence, ...]:
        """Return every reason why the move cannot be made now; empty when it can."""
        move = self.moves[name]
        if subject.stage not in move.sources:
            return (say("现在是“%(stage)s”。", stage=self.stages[subject.stage].word),)
        return tuple(reason for guard in move.guards if (reason := guard(subject)))


def moves_from(*stages: str) -> frozenset[str]:
    """Name the stages a move starts from."""
    return frozenset(stages)
