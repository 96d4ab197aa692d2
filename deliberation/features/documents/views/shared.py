"""What the views of documents share: the blueprint, the settings, the minutes of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app

from deliberation.domain.errors import Missing, say

if TYPE_CHECKING:
    from deliberation.config import Settings
    from deliberation.store.models import Meeting, Minutes

blueprint = Blueprint("documents", __name__)


def settings() -> Settings:
    """Return this installation's settings."""
    found: Settings = current_app.extensions["settings"]
    return found


def minutes_of(meeting: Meeting) -> Minutes:
    """Return the minutes of a meeting.

    Raises:
        Missing: they are not drafted yet.
    """
    if meeting.minutes is None:
        raise Missing(say("这次会议还没有纪要。"))
    return meeting.minutes
