"""Hands, the floor, the speaker's clock and the recorder's points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import clock as ticking
from deliberation.domain.errors import Invalid, say
from deliberation.features.room import actions, queries
from deliberation.features.room.forms import ExtendForm, HandForm, PointForm
from deliberation.features.room.views.shared import back, bench_page, blueprint, seat_named
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.store.models import Meeting, Point, Speech

if TYPE_CHECKING:
    from flask import Response


@blueprint.post("/meetings/<int:meeting_id>/hands")
@requires("room.floor", Meeting)
def raise_hand(meeting: Meeting) -> Response:
    """Put a seat into the queue, on behalf of the person in the room."""
    form, actor, now = HandForm(), access.current_actor(), clock.now()

    def verb() -> None:
        seat = seat_named(meeting, form.seat.data)
        reply = bool(form.reply.data)
        actions.raise_hand(meeting, seat, form.stance.data, actor=actor, now=now, reply=reply)

    if form.attempt(verb):
        return back(meeting, "floor")
    return bench_page(meeting, 422, hand_form=form)


@blueprint.post("/speeches/<int:speech_id>/lowering")
@requires("room.floor", Speech)
def lower(speech: Speech) -> Response:
    """Take a hand down."""
    actions.lower(speech, actor=access.current_actor(), now=clock.now())
    return back(speech.meeting, "floor")


@blueprint.post("/speeches/<int:speech_id>/floor")
@requires("room.floor", Speech)
def grant(speech: Speech) -> Response:
    """Give the floor."""
    actions.grant(speech, actor=access.current_actor(), now=clock.now())
    return back(speech.meeting, "floor")


@blueprint.post("/speeches/<int:speech_id>/end")
@requires("room.floor", Speech)
def yield_floor(speech: Speech) -> Response:
    """End a speech."""
    actions.yield_floor(speech, actor=access.current_actor(), now=clock.now())
    return back(speech.meeting, "floor")


@blueprint.post("/speeches/<int:speech_id>/clock/start")
@requires("room.clock", Speech)
def resume_speech(speech: Speech) -> Response:
    """Let the speaker's clock run on."""
    actions.resume_speech(speech, actor=access.current_actor(), now=clock.now())
    return back(speech.meeting, "floor")


@blueprint.post("/speeches/<int:speech_id>/clock/pause")
@requires("room.clock", Speech)
def pause_speech(speech: Speech) -> Response:
    """Hold the speaker's clock."""
    actions.pause_speech(speech, actor=access.current_actor(), now=clock.now())
    return back(speech.meeting, "floor")


@blueprint.post("/speeches/<int:speech_id>/clock/extension")
@requires("room.clock", Speech)
def extend_speech(speech: Speech) -> Response:
    """Grant the speaker more time, with the reason."""
    form = ExtendForm()
    if not form.validate():
        raise Invalid(say("这张页面不完整。请返回并刷新后再提交。"))
    ms, reason = form.seconds.data * ticking.SECOND, form.reason.data
    actor, now = access.current_actor(), clock.now()
    actions.extend_speech(speech, ms, reason, actor=actor, now=now)
    return back(speech.meeting, "floor")


@blueprint.post("/meetings/<int:meeting_id>/points")
@requires("room.point", Meeting)
def note(meeting: Meeting) -> Response:
    """Write a point."""
    form, actor, now = PointForm(), access.current_actor(), clock.now()

    def verb() -> None:
        speech = queries.speech_of(meeting, form.speech.data)
        seat = seat_named(meeting, form.seat.data) if form.seat.data else None
        actions.note(
            meeting,
            form.text.data,
            form.stance.data,
            actor=actor,
            now=now,
            seat=seat,
            speech=speech if speech and seat in {None, speech.seat} else None,
        )

    if form.attempt(verb):
        return back(meeting, "points")
    return bench_page(meeting, 422, point_form=form)


@blueprint.post("/points/<int:point_id>/striking")
@requires("room.point", Point)
def strike(point: Point) -> Response:
    """Strike a point out."""
    actions.strike(point, actor=access.current_actor(), now=clock.now())
    return back(point.meeting, "points")
