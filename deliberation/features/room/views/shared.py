"""What the room's views share: the blueprint, the bench page, the answer after a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from deliberation.domain import floor
from deliberation.domain.ballot import CHOICES
from deliberation.domain.errors import Invalid, say
from deliberation.domain.resolution import count_word
from deliberation.domain.topic import ROUTES
from deliberation.features.room import queries
from deliberation.features.room.forms import (
    BallotForm,
    HandForm,
    MotionForm,
    PointForm,
    ReasonForm,
    VoteForm,
)
from deliberation.features.room.views import screens
from deliberation.shell import clock
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
        "break_form": ReasonForm(formdata=None),
        "vote_form": VoteForm(formdata=None),
    }
    shown |= forms
    for name, form in shown.items():
        _identify(form, name.removesuffix("form").replace("_", "-"))
    mine = screens.held(meeting)
    benches = screens.choices(mine)
    screen = screens.chosen(meeting, benches)
    kind = bench.item.kind if bench.item else ""
    return page(
        f"room/screens/{screen}.html",
        status,
        bench=bench,
        meeting=meeting,
        screen=screen,
        benches=benches,
        sections=queries.order(kind, [screen], speaking=bench.speech is not None),
        stances=floor.STANCES,
        routes=ROUTES,
        choices=CHOICES,
        count_word=count_word,
        my_roles=sorted(mine, key=lambda role: role != screen),
        **shown,
    )


def _identify(form: Form, prefix: str) -> None:
    """Give the fields ids of their own: several forms of one page ask for a stance."""
    for field in form:
        if not field.id.startswith(prefix):
            field.id = prefix + field.id


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
