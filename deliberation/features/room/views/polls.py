"""Voting seat by seat, as the recorder keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.features.room import actions
from deliberation.features.room.forms import ReasonForm, VoteForm
from deliberation.features.room.views.shared import back, bench_page, blueprint, seat_named
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.store.models import Motion, Poll

if TYPE_CHECKING:
    from flask import Response


@blueprint.post("/motions/<int:motion_id>/polls")
@requires("room.ballot", Motion)
def open_poll(motion: Motion) -> Response:
    """Let everybody vote who may."""
    actions.open_poll(motion, actor=access.current_actor(), now=clock.now())
    return back(motion.meeting, "motions")


@blueprint.post("/polls/<int:poll_id>/hands")
@requires("room.ballot", Poll)
def mark_hand(poll: Poll) -> Response:
    """Mark the vote of a raised hand."""
    form, actor, now = VoteForm(), access.current_actor(), clock.now()
    meeting = poll.motion.meeting

    def verb() -> None:
        seat = seat_named(meeting, form.seat.data)
        actions.cast(poll, seat, form.choice.data, "hand", actor=actor, now=now)

    if form.attempt(verb):
        return back(meeting, "poll")
    return bench_page(meeting, 422, vote_form=form)


@blueprint.post("/polls/<int:poll_id>/end")
@requires("room.ballot", Poll)
def end_poll(poll: Poll) -> Response:
    """End the voting; the numbers wait for a second person."""
    actions.end_poll(poll, actor=access.current_actor(), now=clock.now())
    return back(poll.motion.meeting, "motions")


@blueprint.post("/polls/<int:poll_id>/breaking-off")
@requires("room.ballot", Poll)
def break_off_poll(poll: Poll) -> Response:
    """Give the voting up."""
    form, actor, now = ReasonForm(), access.current_actor(), clock.now()
    if form.attempt(lambda: actions.break_off(poll, form.reason.data, actor=actor, now=now)):
        return back(poll.motion.meeting, "motions")
    return bench_page(poll.motion.meeting, 422, break_form=form)
