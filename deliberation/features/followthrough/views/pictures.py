"""Pictures of reports: to staff, to whoever owes the commitment, and to all once it was checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from flask import request, send_from_directory

from deliberation.domain import bounds
from deliberation.domain.errors import Invalid, Missing, say
from deliberation.features.followthrough.actions.doing import KINDS, Arrival
from deliberation.features.followthrough.queries import tasks as queries
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.shell import photos
from deliberation.shell.access import requires
from deliberation.shell.installation import settings
from deliberation.shell.words import translate
from deliberation.store.models import Commitment, Topic

if TYPE_CHECKING:
    from flask import Response

    from deliberation.features.followthrough.forms.doing import ReportForm
    from deliberation.store.models import Photo

ARRIVED: Final = re.compile(r"(before|after)-([0-9a-f]{32})")


@blueprint.get("/commitments/<int:commitment_id>/photos/<int:photo_id>")
@requires("commitment.read", Commitment)
def photo(commitment: Commitment, photo_id: int) -> Response:
    """Show staff a picture of a report."""
    return _send(queries.photo_of(commitment, photo_id))


@blueprint.get("/commitments/<int:commitment_id>/task/photos/<int:photo_id>")
@requires("commitment.act", Commitment)
def task_photo(commitment: Commitment, photo_id: int) -> Response:
    """Show whoever owes a commitment a picture of their own report, over plain HTTP too."""
    return _send(queries.photo_of(commitment, photo_id))


@blueprint.get("/matters/<int:topic_id>/photos/<int:photo_id>")
@requires("matter.read", Topic)
def matter_photo(topic: Topic, photo_id: int) -> Response:
    """Show everybody a picture of a report that was found to be true."""
    return _send(queries.public_photo(topic.id, photo_id))


def _send(found: Photo | None) -> Response:
    if found is None:
        raise Missing(say("照片还在处理，或者已被移走。"))
    return send_from_directory(settings().uploads, f"{found.file}.jpg", mimetype="image/jpeg")


def arrivals(form: ReportForm) -> list[Arrival]:
    """Keep new pictures in the incoming folder, beside those kept from an earlier try.

    Call it outside a transaction. What is too many, too large or no picture is told on its field.
    """
    found = _kept()
    for kind in KINDS[::-1]:  # afterwards is asked for first, and counts first
        field = form[kind]
        try:
            room = bounds.PHOTOS - len(found)
            fresh = photos.receive(field.data or [], settings().uploads, room=room)
        except Invalid as error:
            field.process_errors = [translate(error.sentence)]  # `validate` keeps these
        else:
            found += [Arrival(one.file, kind) for one in fresh]
    return found


def _kept() -> list[Arrival]:
    named = map(ARRIVED.fullmatch, dict.fromkeys(request.form.getlist("arrived")))
    kinds = {match[2]: match[1] for match in named if match}
    names = [name for name in kinds if photos.waiting(name, settings().uploads)][: bounds.PHOTOS]
    taken = queries.kept_already(names)
    return [Arrival(name, kinds[name]) for name in names if name not in taken]
