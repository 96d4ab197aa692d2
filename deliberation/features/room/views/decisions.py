"""Motions and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import Invalid, say
from deliberation.features.room import actions
from deliberation.features.room.actions.ballots import Hands
from deliberation.features.room.forms import BallotForm, MotionForm, ReasonForm, VersionForm
from deliberation.features.room.views.shared import back, bench_page, blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.store.models import Ballot, Meeting, Motion

if TYPE_CHECKING:
    from flask import Response

    from deliberation.store.models import Topic


@blueprint.post("/meetings/<int:meeting_id>/motions")
@requires("room.motion", Meeting)
def move(meeting: Meeting) -> Response:
    """Put a motion."""
    form, actor, now = MotionForm(), access.current_actor(), clock.now()

    def verb() -> None:
        topic = _topic(meeting, form.topic.data)
        actions.move(meeting, topic, form.text.data, actor=actor, now=now)

    if form.attempt(verb):
        return back(meeting, "motions")
    return bench_page(meeting, 422, motion_form=form)


def _topic(meeting: Meeting, topic_id: int | None) -> Topic:
    found = next((topic for topic in meeting.topics if topic.id == topic_id), None)
    if found is None:
        raise Invalid(say("这个议题不在本次会议上。"), "topic")
    return found


@blueprint.post("/motions/<int:motion_id>/versions")
@requires("room.motion", Motion)
def amend(motion: Motion) -> Response:
    """Write a new version."""
    form, actor, now = MotionForm(), access.current_actor(), clock.now()
    if form.attempt(
        lambda: actions.amend(motion, form.text.data, form.version.data, actor=actor, now=now)
    ):
        return back(motion.meeting, "motions")
    return bench_page(motion.meeting, 422, motion_form=form)


@blueprint.post("/motions/<int:motion_id>/freezing")
@requires("room.motion", Motion)
def freeze(motion: Motion) -> Response:
    """Fix the wording."""
    form = VersionForm()
    if not form.validate():
        raise Invalid(say("这张页面不完整。请返回并刷新后再提交。"))
    actor, now = access.current_actor(), clock.now()
    actions.freeze(motion, form.version.data, actor=actor, now=now)
    return back(motion.meeting, "motions")


@blueprint.post("/motions/<int:motion_id>/thawing")
@requires("room.motion", Motion)
def unfreeze(motion: Motion) -> Response:
    """Take the wording up again."""
    actions.unfreeze(motion, actor=access.current_actor(), now=clock.now())
    return back(motion.meeting, "motions")


@blueprint.post("/motions/<int:motion_id>/ballots")
@requires("room.ballot", Motion)
def count(motion: Motion) -> Response:
    """Keep a count."""
    form, actor, now = BallotForm(), access.current_actor(), clock.now()

    def verb() -> None:
        consensus = form.method.data == "consensus"
        votes = [form.yes.data, form.no.data, form.abstain.data]
        if not consensus and None in votes:
            raise Invalid(say("请填写赞成、反对、弃权三个数，没有就写0。"), "yes")
        hands = Hands() if consensus else Hands(*(vote or 0 for vote in votes))
        actions.count(motion, form.method.data, hands, actor=actor, now=now)

    if form.attempt(verb):
        return back(motion.meeting, "motions")
    return bench_page(motion.meeting, 422, ballot_form=form)


@blueprint.post("/ballots/<int:ballot_id>/confirmation")
@requires("room.confirm", Ballot)
def confirm(ballot: Ballot) -> Response:
    """Confirm a count as a second person."""
    actions.confirm(ballot, actor=access.current_actor(), now=clock.now())
    return back(ballot.motion.meeting, "motions")


@blueprint.post("/ballots/<int:ballot_id>/withdrawal")
@requires("room.ballot", Ballot)
def withdraw(ballot: Ballot) -> Response:
    """Take a wrong count back."""
    form, actor, now = ReasonForm(), access.current_actor(), clock.now()
    if form.attempt(lambda: actions.withdraw(ballot, form.reason.data, actor=actor, now=now)):
        return back(ballot.motion.meeting, "motions")
    return bench_page(ballot.motion.meeting, 422, reason_form=form)
