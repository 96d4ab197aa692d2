"""What the rules need to know of a meeting and of what happened in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from deliberation.domain import agenda

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from deliberation.domain.commitment import PromiseFacts
    from deliberation.domain.meeting.duties import Duty
    from deliberation.domain.meeting.seats import SeatFacts


class Span(Protocol):
    """A venue taken for a time."""

    @property
    def venue_id(self) -> int:
        """Which venue."""

    @property
    def starts_at(self) -> datetime:
        """From when."""

    @property
    def ends_at(self) -> datetime:
        """Until when."""


class Running(Protocol):
    """Anything with a clock."""

    @property
    def running_since(self) -> datetime | None:
        """Since when it runs; None: stopped."""


class ItemFacts(agenda.Item, Running, Protocol):
    """A stage of the agenda with its clock."""


class SpeechFacts(Running, Protocol):
    """A turn to speak, as far as closing cares."""

    @property
    def granted_at(self) -> datetime | None:
        """When the floor was given."""

    @property
    def ended_at(self) -> datetime | None:
        """When it was yielded."""


class BallotFacts(Protocol):
    """A count, as far as closing cares."""

    @property
    def confirmed_at(self) -> datetime | None:
        """When a second person confirmed it."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When it was taken back."""


class PollFacts(Protocol):
    """A vote seat by seat, as far as closing cares."""

    @property
    def ended_at(self) -> datetime | None:
        """When it became a count."""

    @property
    def broken_off_at(self) -> datetime | None:
        """When it was given up."""


class Titled(Protocol):
    """A topic, for its title."""

    @property
    def title(self) -> str:
        """Its title."""


class MotionFacts(Protocol):
    """A motion and its counts."""

    @property
    def topic_id(self) -> int:
        """What it is about."""

    @property
    def topic(self) -> Titled:
        """The same, with its title."""

    @property
    def ballots(self) -> Sequence[BallotFacts]:
        """Its counts, oldest first."""

    @property
    def polls(self) -> Sequence[PollFacts]:
        """Its votes seat by seat, oldest first."""


class ResolutionFacts(Protocol):
    """A resolution and what was promised in it."""

    @property
    def topic_id(self) -> int:
        """What it settles."""

    @property
    def commitments(self) -> Sequence[PromiseFacts]:
        """Who does what by when."""


class MeetingFacts(Span, Protocol):
    """A meeting with everything that its moves ask about."""

    stage: str

    @property
    def topics(self) -> Collection[object]:
        """The topics to be deliberated."""

    @property
    def seats(self) -> Sequence[SeatFacts]:
        """The invited seats."""

    @property
    def roles(self) -> Sequence[Duty]:
        """Who holds which role."""

    @property
    def agenda(self) -> Sequence[ItemFacts]:
        """Its stages in order."""

    @property
    def speeches(self) -> Sequence[SpeechFacts]:
        """All turns."""

    @property
    def motions(self) -> Sequence[MotionFacts]:
        """All motions."""

    @property
    def resolutions(self) -> Sequence[ResolutionFacts]:
        """All resolutions."""
