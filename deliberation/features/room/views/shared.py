"""What the room's views share: the blueprint, the bench page, the answer after a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from deliberation.domain import floor
from deliberation.domain.errors import Invalid, say
from deliberation.domain.resolution import decided_here
from deliberation.domain.topic import ROUTES
from deliberation.features.room import queries
from deliberation.features.room.forms import (
    BallotForm,
    HandForm,
    MotionForm,
    PointForm,
    ReasonForm,
)
from deliberation.shell import access, clock
from deliberation.shell.pages import moved, page

if TYPE_CHECKING:
    from flask import Response

    from deliberation.shell.forms import Form
    from deliberation.store.models import Meeting, Seat

blueprint = Blueprint("room", __name__)


def bench_page(meeting: Meeting, status: int = 200, **forms: Form) -> Response:
    """Show the bench; a form after an error stands in for the empty one of its kind."""
    bench = queries.bench(meeting, clock.now())
    stance = bench.speech.stance if bench.speech else None
    shown: dict[str, Form] = {
        "hand_form": HandForm(formdata=None),
        "point_form": PointForm(formdata=None, data={"stance": stance}),
        "motion_form": MotionForm(formdata=None),
        "ballot_form": BallotForm(formdata=None),
        "reason_form": ReasonForm(formdata=None),
    }
    shown |= forms
    mine = [row.role for row in meeting.roles if _mine(row.account_id) and row.ended_at is None]
    kind = bench.item.kind if bench.item else ""
    return page(
        "room/bench.html",
        status,
        bench=bench,
        meeting=meeting,
        sections=queries.order(kind, mine, speaking=bench.speech is not None),
        stances=floor.STANCES,
        routes=ROUTES,
        decided_here=decided_here,
        my_roles=mine,
        **shown,
    )


def _mine(account_id: int) -> bool:
    return account_id == access.current_actor().account_id


def back(meeting: Meeting, region: str) -> Response:
    """Answer a press that counted: the bench again, at the region pressed."""
    return moved("room.bench", meeting_id=meeting.id, _anchor=region)


def seat_named(meeting: Meeting, number: int | None) -> Seat:
    """Return the seat with this number.

    Raises:
        Invalid: there is none.
    """
    seat = queries.seat_by_number(meeting, number)
    if seat is None:
        raise Invalid(say("没有这个席位号。"), "seat")
    return seat
