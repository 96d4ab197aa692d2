"""What the rules say when a move cannot be made, as sentences that an edge can translate."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Sentence:
    """A zh-CN catalogue sentence with the values of its named places; a tuple lists words."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the sentence in its source language."""
        if not self.values:
            return self.text
        return self.text % {name: _listed(value) for name, value in self.values.items()}


def _listed(value: object) -> object:
    return "、".join(map(str, value)) if isinstance(value, tuple) else value


def say(text: str, **values: object) -> Sentence:
    """Mark `text` for the catalogue and bind the values of its `%(name)s` places."""
    return Sentence(text, values)


class DomainError(Exception):
    """A rule said no; `sentence` tells the person why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Invalid(DomainError):
    """A value is outside its bound; `field` names the input it came from (answers 422)."""

    def __init__(self, sentence: Sentence, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class IllegalMove(DomainError):
    """The stage or a guard forbids the move; `possible` lists what can be done now (409)."""

    def __init__(self, sentence: Sentence, possible: tuple[Sentence, ...] = ()) -> None:
        super().__init__(sentence)
        self.possible = possible


class Conflict(DomainError):
    """Somebody else changed the same thing first, or a command id was used twice (409)."""


class Forbidden(DomainError):
    """The actor's roles do not carry the permission (answers 403)."""


class Missing(DomainError):
    """There is no such thing, or the actor may not know of it (answers 404)."""
