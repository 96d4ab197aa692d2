"""What the views of intake share: the blueprint, a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, send_from_directory

from deliberation.domain.errors import Missing, say
from deliberation.features.intake import queries
from deliberation.shell.installation import settings

if TYPE_CHECKING:
    from flask import Response

    from deliberation.store.models import Opinion

blueprint = Blueprint("intake", __name__)


def send_photo(opinion: Opinion, photo_id: int) -> Response:
    """Send one of an opinion's re-encoded pictures.

    Raises:
        Missing: it is not ready, or not this opinion's.
    """
    found = queries.ready_photo(opinion.id, photo_id)
    if found is None:
        raise Missing(say("照片还在处理，或者已被移走。"))
    return send_from_directory(settings().uploads, f"{found.file}.jpg", mimetype="image/jpeg")
