"""What a phone does for its seat: hand up, hand down, a vote; and releasing the seat from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash
from flask_babel import gettext as _

from deliberation.domain import floor
from deliberation.domain.errors import Forbidden, IllegalMove, Invalid, Sentence, say
from deliberation.features.room import actions
from deliberation.features.room.actions.seats import release
from deliberation.features.room.forms import MyHandForm, MyVoteForm
from deliberation.features.room.views.shared import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved
from deliberation.store.models import Meeting, Poll, Seat

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from deliberation.shell.forms import Form


@blueprint.post("/meetings/<int:meeting_id>/my-hand")
@requires("room.hand", Meeting)
def raise_my_hand(meeting: Meeting) -> Response:
    """Put one's own seat into the queue."""
    form, seat, actor = MyHandForm(), _own_seat(meeting), access.current_actor()
    _attempt(
        form,
        lambda: actions.raise_hand(
            meeting,
            seat,
            form.stance.data,
            actor=actor,
            now=clock.now(),
            reply=bool(form.reply.data),
        ),
    )
    return _phone(meeting)


@blueprint.post("/meetings/<int:meeting_id>/my-hand/lowering")
@requires("room.hand", Meeting)
def lower_my_hand(meeting: Meeting) -> Response:
    """Take one's own seat out of the queue."""
    seat = _own_seat(meeting)
    waiting = (one for one in floor.queue(meeting.speeches) if one.seat_id == seat.id)
    speech = next(waiting, None)
    if speech is None:
        raise IllegalMove(say("您现在没有举着手。"))
    actions.lower(speech, actor=access.current_actor(), now=clock.now())
    return _phone(meeting)


@blueprint.post("/polls/<int:poll_id>/my-vote")
@requires("room.vote", Poll)
def cast_my_vote(poll: Poll) -> Response:
    """Cast one's own vote, or change it."""
    meeting = poll.motion.meeting
    form, seat, actor = MyVoteForm(), _own_seat(meeting), access.current_actor()
    _attempt(
        form,
        lambda: actions.cast(poll, seat, form.choice.data, "phone", actor=actor, now=clock.now()),
    )
    return _phone(meeting)


@blueprint.post("/seats/<int:seat_id>/release")
@requires("seat.release", Seat)
def release_seat(seat: Seat) -> Response:
    """Take a seat from the phone that claimed it."""
    release(seat, actor=access.current_actor(), now=clock.now())
    flash(_("放开了%(n)s号席位，可以换一部手机扫码。", n=seat.number), "good")
    return moved("meetings.attendance", meeting_id=seat.meeting_id, _anchor=f"seat-{seat.number}")


def _own_seat(meeting: Meeting) -> Seat:
    # Asked again under the meeting's lock: it may have been released since the request came in.
    seat = access.current_seat(meeting)
    if seat is None:
        raise Forbidden(say("请先扫席位牌上的码，认领您的席位。"))
    return seat


def _attempt(form: Form, verb: Callable[[], object]) -> None:
    """Run `verb`; the phone shows one sentence, beside what was pressed."""
    if not form.attempt(verb):
        errors = [*form.form_errors, *(text for field in form for text in field.errors)]
        raise Invalid(Sentence(str(errors[0])))


def _phone(meeting: Meeting) -> Response:
    return moved("room.phone", join_code=meeting.join_code)
