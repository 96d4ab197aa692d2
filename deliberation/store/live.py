"""What every change to a meeting ends with: a new version, told to all screens once it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.store.db import changed

if TYPE_CHECKING:
    from deliberation.store.models import Meeting


def touch(meeting: Meeting) -> None:
    """Count the meeting's version up, so that open screens know that they are old.

    Whoever looks on is told after the commit, and never of what was rolled back.
    """
    meeting.version += 1
    changed("meeting", meeting.id)
