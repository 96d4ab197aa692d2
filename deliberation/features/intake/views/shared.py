"""What the views of intake share: the blueprint, the community in view, a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, send_from_directory

from deliberation.domain.errors import Missing, say
from deliberation.features.intake import queries
from deliberation.shell import access

if TYPE_CHECKING:
    from flask import Response

    from deliberation.config import Settings
    from deliberation.store.models import Community, Opinion

blueprint = Blueprint("intake", __name__)


def settings() -> Settings:
    """Return this installation's settings."""
    found: Settings = current_app.extensions["settings"]
    return found


def community_in_view(permission: str | None = None) -> Community:
    """Return the community in view.

    Raises:
        Missing: there is none yet, or none that the actor may see.
    """
    community = access.current_community(permission)
    if community is None:
        raise Missing(say("这里还没有社区。"))
    return community


def send_photo(opinion: Opinion, photo_id: int) -> Response:
    """Send one of an opinion's re-encoded pictures.

    Raises:
        Missing: it is not ready, or not this opinion's.
    """
    found = queries.ready_photo(opinion.id, photo_id)
    if found is None:
        raise Missing(say("照片还在处理，或者已被移走。"))
    return send_from_directory(settings().uploads, f"{found.file}.jpg", mimetype="image/jpeg")
