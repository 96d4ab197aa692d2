"""The shape of a procedure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain import agenda

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Phase:
    """One of the words for the four phases (说、议、办、评) and what it means here."""

    key: str
    word: str
    note: str


@dataclass(frozen=True, slots=True)
class StageSpec:
    """One stage 环节 of the flow; `round` counts the rounds of speeches from 1."""

    key: str
    title: str
    planned_minutes: int
    lead: str
    phase: str
    kind: str
    round: int
    output: str


@dataclass(frozen=True, slots=True)
class RoleCard:
    """What a role does, and the words to say at each stage."""

    role: str
    duty: str
    lines: Mapping[str, tuple[str, ...]]

    def at(self, stage: str) -> tuple[str, ...]:
        """Return the words for one stage, empty when the role is silent there."""
        return self.lines.get(stage, ())


@dataclass(frozen=True, slots=True)
class Speaking:
    """Lengths of speeches in milliseconds, and how many turns each person has on one topic."""

    speech_ms: int
    elder_ms: int
    reply_ms: int
    yellow_ms: int
    grace_ms: int
    turns: int


@dataclass(frozen=True, slots=True)
class Procedure:
    """A whole procedure, as read from one file."""

    code: str
    title: str
    summary: str
    source: str
    ruleset: str
    notice_days: int
    speaking: Speaking
    phases: tuple[Phase, ...]
    stages: tuple[StageSpec, ...]
    cards: Mapping[str, RoleCard]

    @property
    def minutes(self) -> int:
        """How long the meeting is planned to take; signing in is before it."""
        return agenda.minutes(self.stages)

    def stage(self, key: str) -> StageSpec | None:
        """Return the stage with this key."""
        return next((stage for stage in self.stages if stage.key == key), None)

    def phase(self, key: str) -> Phase | None:
        """Return the phase with this key."""
        return next((phase for phase in self.phases if phase.key == key), None)
