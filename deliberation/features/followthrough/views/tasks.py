"""The owner's side, made for a phone: what is owed, signing for it, progress, the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request, url_for
from flask_babel import gettext as _

from deliberation.domain.calendar import today
from deliberation.domain.commitment import LIFECYCLE, due
from deliberation.features.followthrough.actions import doing, handing, urging
from deliberation.features.followthrough.forms.doing import (
    ProgressForm,
    ReportForm,
    SheetAnswerForm,
    SignForm,
)
from deliberation.features.followthrough.queries import tasks as queries
from deliberation.features.followthrough.queries.owners import reason_unsolved
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.features.followthrough.views.pictures import arrivals
from deliberation.shell import access, clock, commands, jobs
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store import library
from deliberation.store.db import db
from deliberation.store.matters import stands
from deliberation.store.models import Commitment, Community, SupervisionSheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

    from deliberation.features.followthrough.actions.doing import Arrival
    from deliberation.features.followthrough.forms.keyed import Keyed


@blueprint.get("/tasks")
@requires("commitment.act")
def tasks() -> Response:
    """List what one owes, worst first."""
    number = request.args.get("page", 1, type=int)
    found = queries.mine(access.current_actor(), today(clock.now()), number)
    return page(
        "followthrough/tasks.html",
        tasks=found,
        lifecycle=LIFECYCLE,
        page_url=lambda number: url_for("followthrough.tasks", page=number),
    )


@blueprint.get("/commitments/<int:commitment_id>/task")
@requires("commitment.act", Commitment)
def task(commitment: Commitment) -> Response:
    """Show whoever owes a commitment what to do now."""
    return task_page(commitment)


@blueprint.post("/commitments/<int:commitment_id>/signature")
@requires("commitment.act", Commitment)
def sign_for(commitment: Commitment) -> Response:
    """Sign for the hand-over."""
    LIFECYCLE.check(commitment, "sign_for")
    form, actor, now = SignForm(), access.current_actor(), clock.now()
    if form.attempt(lambda: handing.sign_for(commitment, form.name.data, actor=actor, now=now)):
        flash(_("已签收。办完了，请回到这一页报办结。"), "good")
        return moved("followthrough.task", commitment_id=commitment.id)
    return task_page(commitment, 422, sign=form)


@blueprint.post("/commitments/<int:commitment_id>/progress")
@requires("commitment.act", Commitment)
def progress(commitment: Commitment) -> Response:
    """Keep how far it is."""
    LIFECYCLE.check(commitment, "progress")
    form, actor, now = ProgressForm(), access.current_actor(), clock.now()
    if form.attempt(
        lambda: doing.progress(
            commitment, int(form.percent.data), form.text.data, actor=actor, now=now
        )
    ):
        flash(_("进度已报，社区看得到了。"), "good")
        return moved("followthrough.task", commitment_id=commitment.id)
    return task_page(commitment, 422, progress=form)


@blueprint.post("/commitments/<int:commitment_id>/reports")
@requires("commitment.act", Commitment, once=False)
def report(commitment: Commitment) -> Response:
    """Take the report with its pictures; they are written before the transaction begins."""
    identity, form = commitment.id, ReportForm()
    db.session.rollback()  # nothing is held while a slow disk writes
    found = arrivals(form)
    answer = commands.run(lambda: _report(commitment_id=identity, form=form, found=found))
    jobs.wake("photos")
    return answer


@requires("commitment.act", Commitment, once=False)
def _report(commitment: Commitment, form: ReportForm, found: Sequence[Arrival]) -> Response:
    LIFECYCLE.check(commitment, "report")
    actor, now = access.current_actor(), clock.now()
    if form.attempt(lambda: doing.report(commitment, form.done(found), actor=actor, now=now)):
        flash(_("已报办结，辛苦了。社区核验后会告诉提出意见的居民。"), "good")
        return moved("followthrough.task", commitment_id=commitment.id)
    return task_page(commitment, 422, found, report=form)


@blueprint.post("/sheets/<int:supervision_sheet_id>/answers")
@requires("commitment.act", SupervisionSheet)
def answer_sheet(supervision_sheet: SupervisionSheet) -> Response:
    """Take the owner's answer to a supervision sheet."""
    form, actor, now = SheetAnswerForm(), access.current_actor(), clock.now()
    if form.attempt(
        lambda: urging.answer_sheet(supervision_sheet, form.text.data, actor=actor, now=now)
    ):
        flash(_("已回复督办单。"), "good")
        return moved("followthrough.task", commitment_id=supervision_sheet.commitment_id)
    return task_page(supervision_sheet.commitment, 422, sheet=form)


def task_page(
    commitment: Commitment, status: int = 200, found: Sequence[Arrival] = (), **forms: Keyed
) -> Response:
    """Show the owner's page; `forms` are those that were refused, with what was typed."""
    blank: dict[str, Keyed] = {
        "sign": SignForm(formdata=None),
        "progress": ProgressForm(formdata=None),
        "report": ReportForm(formdata=None),
        "sheet": SheetAnswerForm(formdata=None),
    }
    return page(
        "followthrough/task.html",
        status,
        commitment=commitment,
        community=db.session.get_one(Community, commitment.community_id),
        standing=stands(commitment, today(clock.now())),
        due=due(commitment, library.calendar()),
        stage=LIFECYCLE.stages[commitment.stage],
        moves=LIFECYCLE.possible(commitment.stage),
        sheets=queries.open_sheets(commitment),
        unsolved=reason_unsolved(commitment),
        arrived=[f"{one.kind}-{one.file}" for one in found],
        forms={key: form.named(key) for key, form in (blank | forms).items()},
        refused=set(forms),
        photo_url=lambda photo: url_for(
            "followthrough.task_photo", commitment_id=commitment.id, photo_id=photo.id
        ),
    )
