"""Publicity of decisions and of what was done: drafted, put up, shown to all, taken down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, session
from flask_babel import gettext as _

from deliberation.domain.calendar import today
from deliberation.domain.commitment import LIFECYCLE, publicity_stage
from deliberation.domain.privacy import mask_text
from deliberation.features.followthrough.actions import publicising
from deliberation.features.followthrough.forms.notices import NoticeForm, TakeDownForm
from deliberation.features.followthrough.queries import notices as queries
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.languages import in_language
from deliberation.shell.pages import moved, page
from deliberation.store import library
from deliberation.store.db import db
from deliberation.store.matters import rules_of
from deliberation.store.models import Commitment, Community, Resolution, ResultNotice

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from deliberation.features.followthrough.queries.notices import Window


@blueprint.route("/resolutions/<int:resolution_id>/notices", methods=["GET", "POST"])
@requires("result.publicise", Resolution)
def decision_notice(resolution: Resolution) -> Response:
    """Put a decision up in public; its text is drafted from the meeting."""
    actor, now, rules = access.current_actor(), clock.now(), library.supervision_rules()
    form = NoticeForm()

    def verb() -> None:
        notice, days = form.notice(), library.calendar()
        publicising.post_decision(resolution, notice, days, rules, actor=actor, now=now)
        flash(_("会议结果已公示，可以交办了。"), "good")

    def draft() -> str:
        facts = queries.decision(resolution)
        return render_template("followthrough/_decision.txt", facts=facts)

    window = queries.window(now, rules, resolution.meeting.closed_at)
    if _posted(form, window, draft, verb):
        return moved("followthrough.decision_notice", resolution_id=resolution.id)
    return _form_page(form, window, resolution=resolution, commitment=None)


@blueprint.route("/commitments/<int:commitment_id>/notices", methods=["GET", "POST"])
@requires("result.publicise", Commitment)
def completion_notice(commitment: Commitment) -> Response:
    """Put up in public what was done; its text is drafted from the report."""
    publicising.must_be_publishable(commitment)
    actor, now, rules = access.current_actor(), clock.now(), rules_of(commitment)
    form = NoticeForm()

    def verb() -> None:
        notice, days = form.notice(), library.calendar()
        publicising.post_completion(commitment, notice, days, rules, actor=actor, now=now)
        flash(_("办理结果已公示，可以请提出人评价了。"), "good")

    def draft() -> str:
        facts = queries.completion(commitment)
        return render_template("followthrough/_completion.txt", facts=facts)

    window = queries.window(now, rules)
    if _posted(form, window, draft, verb):
        return moved("followthrough.commitment", commitment_id=commitment.id)
    return _form_page(form, window, resolution=None, commitment=commitment)


def _posted(
    form: NoticeForm, window: Window, draft: Callable[[], str], verb: Callable[[], None]
) -> bool:
    if "mask" in request.form:
        form.text.data = mask_text(form.text.data or "")
        return False
    if request.method == "POST":
        return form.attempt(verb)
    with in_language():  # what is put up on the wall is Chinese, whoever puts it up
        form.text.data = draft().strip()
    form.starts_on.data, form.ends_on.data = window.starts_on, window.least.ends_on
    return False


def _form_page(
    form: NoticeForm,
    window: Window,
    *,
    resolution: Resolution | None,
    commitment: Commitment | None,
) -> Response:
    return page(
        "followthrough/publicise.html",
        422 if request.method == "POST" else 200,
        form=form,
        window=window,
        resolution=resolution,
        commitment=commitment,
        refusal=publicising.decision_refusal(resolution) if resolution else None,
        stages=LIFECYCLE.stages,
        hits=publicising.hits(form.text.data or ""),
        masked="mask" in request.form,
    )


@blueprint.get("/result-notices/<int:result_notice_id>")
@requires("board.read", ResultNotice)
def result_notice(result_notice: ResultNotice) -> Response:
    """Show everybody a publicity; one that was taken down says so and why."""
    commitment = result_notice.commitment
    session["community_id"] = result_notice.community_id
    return page(
        "followthrough/result_notice.html",
        posted=result_notice,
        about=queries.about(result_notice),
        community=db.session.get_one(Community, result_notice.community_id),
        stage=publicity_stage(result_notice, today(clock.now())),
        now_at=LIFECYCLE.stages[commitment.stage] if commitment else None,
    )


@blueprint.route("/result-notices/<int:result_notice_id>/withdrawal", methods=["GET", "POST"])
@requires("result.publicise", ResultNotice)
def take_down(result_notice: ResultNotice) -> Response:
    """Take a publicity down, with a reason."""
    publicising.must_stand(result_notice)
    form, actor, now = TakeDownForm(), access.current_actor(), clock.now()
    if request.method == "POST" and form.attempt(
        lambda: publicising.withdraw_notice(result_notice, form.reason.data, actor=actor, now=now)
    ):
        flash(_("公示已撤下，理由留在公示页上。"), "good")
        return moved("followthrough.result_notice", result_notice_id=result_notice.id)
    status = 422 if request.method == "POST" else 200
    about = queries.about(result_notice)
    return page(
        "followthrough/take_down.html", status, posted=result_notice, about=about, form=form
    )
