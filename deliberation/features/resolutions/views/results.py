"""Results of topics: the page, adopting, changing, taking back; and views beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain.errors import Conflict, Invalid, say
from deliberation.features.resolutions import actions, queries
from deliberation.features.resolutions.forms import ResultForm, ViewForm, WithdrawalForm
from deliberation.features.resolutions.views.shared import (
    back,
    blueprint,
    results_page,
    words,
)
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import page as render
from deliberation.store import library
from deliberation.store.models import Dissent, Meeting, Resolution, Topic

if TYPE_CHECKING:
    from flask import Response

    from deliberation.store.models import Seat


@blueprint.get("/meetings/<int:meeting_id>/resolutions")
@requires("resolution.read", Meeting)
def page(meeting: Meeting) -> Response:
    """Show the meeting's results; also after its close, to read."""
    return results_page(meeting)


@blueprint.post("/topics/<int:topic_id>/resolution")
@requires("resolution.adopt", Topic)
def adopt(topic: Topic) -> Response:
    """Write the result on a topic."""
    meeting = actions.must_be_open(topic.meeting)
    form, actor, now = ResultForm(), access.current_actor(), clock.now()
    kept: list[Resolution] = []
    if form.attempt(lambda: kept.append(actions.adopt(topic, form.result(), actor=actor, now=now))):
        flash(_("结果已经写下。接着写分工：谁，在哪一天前，做什么。"))
        return back(meeting, f"topic-{topic.id}", add=kept[0].id)
    return results_page(meeting, 422, (f"adopt-{topic.id}", form))


@blueprint.route("/resolutions/<int:resolution_id>/wording", methods=["GET", "POST"])
@requires("resolution.adopt", Resolution)
def amend(resolution: Resolution) -> Response:
    """Change a result while the meeting is open."""
    meeting = actions.must_be_open(resolution.meeting)
    form = ResultForm() if request.method == "POST" else ResultForm.of(resolution)
    status, theirs = 200, False
    if request.method == "POST":
        status = 422
        try:
            if form.attempt(lambda: _amend(resolution, form)):
                flash(_("已保存。"))
                return back(meeting, f"topic-{resolution.topic_id}")
        except Conflict:
            status, theirs = 409, True
            form.edited.data = str(resolution.edited)
    return _amend_page(resolution, form, WithdrawalForm(formdata=None), status, theirs=theirs)


def _amend(resolution: Resolution, form: ResultForm) -> None:
    actor, now = access.current_actor(), clock.now()
    actions.amend(resolution, form.result(), form.base(), actor=actor, now=now)


@blueprint.post("/resolutions/<int:resolution_id>/withdrawal")
@requires("resolution.adopt", Resolution)
def withdraw(resolution: Resolution) -> Response:
    """Take a result back; the topic is open again."""
    meeting = actions.must_be_open(resolution.meeting)
    form, actor, now = WithdrawalForm(), access.current_actor(), clock.now()
    if form.attempt(lambda: actions.withdraw(resolution, form.reason.data, actor=actor, now=now)):
        flash(_("结果已经撤回，记录里仍会留下。"))
        return back(meeting, f"topic-{resolution.topic_id}")
    return _amend_page(resolution, ResultForm(formdata=None, obj=resolution), form, 422)


def _amend_page(
    resolution: Resolution,
    form: ResultForm,
    withdrawal: WithdrawalForm,
    status: int,
    *,
    theirs: bool = False,
) -> Response:
    meeting = resolution.meeting
    return render(
        "resolutions/wording.html",
        status,
        one=queries.topic_result(resolution.topic, meeting, resolution, library.calendar()),
        meeting=meeting,
        resolution=resolution,
        form=form.named("result"),
        withdrawal=withdrawal.named("withdrawal"),
        theirs=theirs,
        words=words(),
    )


@blueprint.post("/resolutions/<int:resolution_id>/dissents")
@requires("resolution.adopt", Resolution)
def dissent(resolution: Resolution) -> Response:
    """Keep a view beside the result."""
    meeting = actions.must_be_open(resolution.meeting)
    form, actor, now = ViewForm(), access.current_actor(), clock.now()

    def verb() -> None:
        seat = _seat(meeting, form.seat.data)
        view = actions.View(form.stance.data, form.reason.data, seat, form.point.data or "")
        actions.dissent(resolution, view, actor=actor, now=now)

    if form.attempt(verb):
        flash(_("意见已经记在结果旁边。"))
        return back(meeting, f"views-{resolution.id}")
    return results_page(meeting, 422, (f"view-{resolution.id}", form))


def _seat(meeting: Meeting, number: int | None) -> Seat | None:
    if number is None:
        return None
    found = next((seat for seat in queries.seats(meeting) if seat.number == number), None)
    if found is None:
        raise Invalid(say("没有这个席位号。"), "seat")
    return found


@blueprint.post("/dissents/<int:dissent_id>/withdrawal")
@requires("resolution.adopt", Dissent)
def strike(dissent: Dissent) -> Response:
    """Strike a view out."""
    resolution = dissent.resolution
    actions.strike_dissent(dissent, actor=access.current_actor(), now=clock.now())
    return back(resolution.meeting, f"views-{resolution.id}")
