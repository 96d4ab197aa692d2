"""What the views of documents share: the blueprint, the minutes of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from deliberation.domain.errors import Missing, say

if TYPE_CHECKING:
    from deliberation.store.models import Meeting, Minutes

blueprint = Blueprint("documents", __name__)


def minutes_of(meeting: Meeting) -> Minutes:
    """Return the minutes of a meeting.

    Raises:
        Missing: they are not drafted yet.
    """
    if meeting.minutes is None:
        raise Missing(say("这次会议还没有纪要。"))
    return meeting.minutes
