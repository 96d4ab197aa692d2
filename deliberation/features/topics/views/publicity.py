"""Publicity: its text from the topic, its days from the calendar, and its withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request
from flask_babel import gettext as _

from deliberation.domain import topic as rules
from deliberation.domain.calendar import CalendarMissing
from deliberation.domain.privacy import mask_text
from deliberation.features.topics import actions, queries
from deliberation.features.topics.forms import PublicityForm, ReasonForm
from deliberation.features.topics.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.languages import in_language
from deliberation.shell.pages import moved, page
from deliberation.store import library
from deliberation.store.models import Topic

if TYPE_CHECKING:
    from flask import Response


@blueprint.route("/topics/<int:topic_id>/publicity", methods=["GET", "POST"])
@requires("topic.publicise", Topic)
def publicise(topic: Topic) -> Response:
    """Post the topic; a text with personal data in it is shown again with what to mask."""
    rules.LIFECYCLE.check(topic, "publicise")
    form, actor = PublicityForm(), access.current_actor()
    days = queries.publicity_days(topic, library.calendar(), clock.now())
    masked = "mask" in request.form
    if request.method == "POST" and not masked:
        if form.attempt(
            lambda: actions.publicise(
                topic, form.notice(), library.calendar(), actor=actor, now=clock.now()
            )
        ):
            flash(_("已公示。"), "good")
            return moved("topics.page", topic_id=topic.id)
    elif masked:
        form.text.data = mask_text(form.text.data or "")
    else:
        with in_language():  # what is put up on the wall is Chinese, whoever puts it up
            form.text.data = render_template("topics/_notice.txt", topic=topic).strip()
        if not isinstance(days, CalendarMissing):
            form.starts_on.data, form.ends_on.data = days[:2]
    return page(
        "topics/publicise.html",
        422 if request.method == "POST" else 200,
        topic=topic,
        form=form,
        days=days,
        missing=days if isinstance(days, CalendarMissing) else None,
        hits=actions.hits(form.text.data or ""),
        masked=masked,
    )


@blueprint.route("/topics/<int:topic_id>/publicity/withdrawal", methods=["GET", "POST"])
@requires("topic.publicise", Topic)
def withdraw(topic: Topic) -> Response:
    """Withdraw the publicity, with a reason."""
    rules.LIFECYCLE.check(topic, "withdraw")
    form, actor = ReasonForm(), access.current_actor()
    if request.method == "POST" and form.attempt(
        lambda: actions.withdraw(topic, form.reason.data, actor=actor, now=clock.now())
    ):
        flash(_("公示已撤下，理由留在议题里。"), "good")
        return moved("topics.page", topic_id=topic.id)
    status = 422 if request.method == "POST" else 200
    return page("topics/withdraw.html", status, topic=topic, form=form)
