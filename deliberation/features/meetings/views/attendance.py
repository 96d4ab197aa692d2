"""Check-in: the recorder's list, and one seat's own page at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain import bounds
from deliberation.domain import meeting as rules
from deliberation.domain.calendar import zh_span
from deliberation.domain.errors import Invalid, Missing, say
from deliberation.domain.roles import ROLES
from deliberation.features.meetings import actions
from deliberation.features.meetings.queries import door, preparation
from deliberation.features.meetings.views import edge
from deliberation.features.meetings.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.shell.words import translate
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response

    from deliberation.store.models import Seat


@blueprint.get("/meetings/<int:meeting_id>/attendance")
@requires("attendance.mark", Meeting)
def attendance(meeting: Meeting) -> Response:
    """Show who has come."""
    return _page(meeting, 200)


def _page(meeting: Meeting, status: int, wrong: tuple[int, str, str] | None = None) -> Response:
    row = preparation.load(meeting.id)
    return page(
        "meetings/attendance.html",
        status,
        meeting=row,
        stage=rules.LIFECYCLE.stages[row.stage],
        door=door.door(row, edge.rule_of(row)),
        rule=edge.rule_of(row),
        duties=rules.standing(row.roles),
        roles=ROLES,
        words=door.MARKS,
        kinds=rules.KINDS,
        wrong=wrong,
        on=row.stage in ("announced", "open"),
    )


@blueprint.post("/meetings/<int:meeting_id>/attendance/<int:number>")
@requires("attendance.mark", Meeting)
def mark_attendance(meeting: Meeting, number: int) -> Response:
    """Note how one seat came."""
    seat, proxy = _seat(meeting, number), request.form.get("proxy_name", "")[: bounds.LINE]
    actor, now = access.current_actor(), clock.now()
    try:
        actions.mark_attendance(
            seat, request.form.get("attendance", ""), proxy, actor=actor, now=now
        )
    except Invalid as error:
        return _page(meeting, 422, (number, translate(error.sentence), proxy))
    return moved("meetings.attendance", meeting_id=meeting.id, _anchor=f"seat-{number}")


@blueprint.post("/meetings/<int:meeting_id>/attendance/<int:number>/undo")
@requires("attendance.mark", Meeting)
def undo_attendance(meeting: Meeting, number: int) -> Response:
    """Take the last mark of one seat back."""
    actor, now = access.current_actor(), clock.now()
    actions.undo_attendance(_seat(meeting, number), actor=actor, now=now)
    return moved("meetings.attendance", meeting_id=meeting.id, _anchor=f"seat-{number}")


def _seat(meeting: Meeting, number: int) -> Seat:
    seat = door.seat_of(meeting, number)
    if seat is None:
        raise Missing(say("没有%(n)s号席位。", n=number))
    return seat


@blueprint.get("/seats/<code>")
@requires("seat.claim")
def seat(code: str) -> Response:
    """Show a seat to whoever holds its card; no other person is named."""
    return _seat_page(_known(door.by_code(code)))


def _known(found: Seat | None) -> Seat:
    if found is None:
        raise Missing(say("没有这个席位。请核对席位牌上的码，或者问门口的工作人员。"))
    return found


def _seat_page(found: Seat) -> Response:
    meeting = found.meeting
    return page(
        "meetings/seat.html",
        seat=found,
        meeting=meeting,
        mark=door.mark(found),
        here=rules.in_room(found),
        stage=rules.LIFECYCLE.stages[meeting.stage],
        span=zh_span(meeting.starts_at, meeting.ends_at),
        agenda=preparation.agenda(meeting),
        claim=door.claim(found, access.device(), on=actions.door_open(meeting, clock.now())),
    )


@blueprint.post("/seats/<code>")
@requires("seat.claim")
def claim_seat(code: str) -> Response:
    """Take in “我到了” from the door; this browser speaks for the seat from now on."""
    found = _known(door.locked(code))
    actions.claim_seat(found, access.device(), actor=access.current_actor(), now=clock.now())
    flash(_("签到好了，请就座。"), "good")
    return moved("room.phone", join_code=found.meeting.join_code)
