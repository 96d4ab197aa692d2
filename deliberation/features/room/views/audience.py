"""What the hall opens without signing in: the projector, and the attendee's phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, session, url_for

from deliberation.domain import floor
from deliberation.domain.ballot import CHOICES
from deliberation.domain.errors import Missing, say
from deliberation.features.room import frames, queries
from deliberation.features.room.views.shared import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.images import qr_svg
from deliberation.shell.pages import moved, page
from deliberation.shell.secure import front_door

if TYPE_CHECKING:
    from flask import Response

    from deliberation.store.models import Meeting


@blueprint.get("/live/<join_code>")
@requires("room.watch")
def phone(join_code: str) -> Response:
    """Show the meeting to a phone, with the controls of the seat that it has claimed."""
    return _phone(_known(join_code))


def _phone(meeting: Meeting, wrong: str = "") -> Response:
    now, seat = clock.now(), access.current_seat(meeting)
    seen = queries.audience(meeting, now)
    return page(
        "room/live/phone.html",
        404 if wrong else 200,
        meeting=meeting,
        audience=seen,
        regions=frames.regions(seen),
        mine=queries.mine(seat, seen) if seat else None,
        stances=floor.STANCES,
        choices=CHOICES,
        typed=wrong,
        now_ms=clock.epoch_ms(now),
    )


@blueprint.get("/live/<join_code>/seat")
@requires("room.watch")
def find_seat(join_code: str) -> Response:
    """Go on to the seat whose code was typed from its card."""
    meeting, typed = _known(join_code), request.args.get("code", "").strip()
    if not typed:
        return moved("room.phone", join_code=meeting.join_code)
    seat = queries.seat_with_code(meeting, typed)
    if seat is None:
        return _phone(meeting, wrong=typed)
    return moved("meetings.seat", code=seat.code)


@blueprint.get("/live/<join_code>/projector")
@requires("room.watch")
def projector(join_code: str) -> Response:
    """Show the meeting to the whole hall."""
    meeting, now = _known(join_code), clock.now()
    seen = queries.audience(meeting, now)
    address = front_door() + url_for("room.phone", join_code=meeting.join_code)
    return page(
        "room/live/projector.html",
        meeting=meeting,
        audience=seen,
        regions=frames.regions(seen),
        address=address,
        code=qr_svg(address),
        now_ms=clock.epoch_ms(now),
    )


def _known(join_code: str) -> Meeting:
    meeting = queries.by_join_code(join_code)
    if meeting is None:
        raise Missing(say("没有找到这个会场。请重新扫会场的码。"))
    session["community_id"] = meeting.community_id
    return meeting
