"""The way of the minutes 纪要: revised as a draft, then approved and frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.errors import Sentence, say
from deliberation.domain.lifecycle import Lifecycle, Move, Stage, moves_from

if TYPE_CHECKING:
    from collections.abc import Sequence


class Revision(Protocol):
    """One text of the minutes."""

    @property
    def revision(self) -> int:
        """Its number, from 1."""

    @property
    def text(self) -> str:
        """The body."""


class MinutesFacts(Protocol):
    """What the rules need to know of minutes."""

    stage: str

    @property
    def revisions(self) -> Sequence[Revision]:
        """All revisions, oldest first."""


def latest(minutes: MinutesFacts) -> int:
    """Return the number of the newest revision, 0 when there is none."""
    return max((revision.revision for revision in minutes.revisions), default=0)


def is_current(minutes: MinutesFacts, base: int) -> bool:
    """Say whether an edit that began at revision `base` is about the newest text."""
    return base == latest(minutes)


def _has_text(minutes: MinutesFacts) -> Sentence | None:
    if minutes.revisions and minutes.revisions[-1].text.strip():
        return None
    return say("纪要还没有正文。")


LIFECYCLE: Final[Lifecycle[MinutesFacts]] = Lifecycle(
    kind="minutes",
    word=say("纪要"),
    first="draft",
    stages={
        "draft": Stage(say("草稿"), "info"),
        "approved": Stage(say("已审定"), "done"),
    },
    moves={
        "edit": Move(say("修改纪要"), moves_from("draft"), None, "minutes.edit"),
        "approve": Move(
            say("审定纪要"), moves_from("draft"), "approved", "minutes.approve", (_has_text,)
        ),
        # The approved paper stays what it is; the next approval makes the next edition.
        "revise": Move(say("另出新版"), moves_from("approved"), "draft", "minutes.edit"),
    },
)
