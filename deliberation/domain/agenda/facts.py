"""A stage of an agenda, as planned and as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from datetime import datetime


# People sign in before the meeting's time begins.
BEFORE: Final = "checkin"
KINDS: Final[dict[str, Sentence]] = {
    "checkin": say("签到"),
    "opening": say("开场"),
    "report": say("报告"),
    "questions": say("提问"),
    "speeches": say("发言"),
    "break": say("休息"),
    "motion": say("动议和表决"),
    "assignments": say("分工"),
    "reading": say("宣读"),
}
# People speak in these stages; elsewhere the role holders do.
OPEN_FLOOR: Final = frozenset({"questions", "speeches", "motion", "assignments"})


class Planned(Protocol):
    """One stage of an agenda, as planned."""

    @property
    def kind(self) -> str:
        """Code of its kind."""

    @property
    def planned_minutes(self) -> int:
        """How long it is meant to take."""


class Item(Planned, Protocol):
    """One stage of an agenda, as it goes."""

    @property
    def position(self) -> int:
        """Its place, from 0."""

    @property
    def opened_at(self) -> datetime | None:
        """When it was begun."""

    @property
    def closed_at(self) -> datetime | None:
        """When it was ended."""
