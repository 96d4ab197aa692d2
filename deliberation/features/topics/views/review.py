"""The reviewer's consent, and taking a decided topic up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain import topic as rules
from deliberation.features.topics import actions, queries
from deliberation.features.topics.forms import ApproveForm, ReasonForm
from deliberation.features.topics.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store.models import Topic

if TYPE_CHECKING:
    from flask import Response


@blueprint.route("/topics/<int:topic_id>/approval", methods=["GET", "POST"])
@requires("topic.approve", Topic)
def approve(topic: Topic) -> Response:
    """Show the sheet to be reviewed, and consent to it."""
    form, actor = ApproveForm(), access.current_actor()
    if request.method == "POST" and form.attempt(
        lambda: actions.approve(topic, form.note.data, actor=actor, now=clock.now())
    ):
        flash(_("已同意上会。下一步是公示。"), "good")
        return moved("topics.page", topic_id=topic.id)
    return _review_page(topic, form, ReasonForm(formdata=None))


@blueprint.post("/topics/<int:topic_id>/return")
@requires("topic.approve", Topic)
def send_back(topic: Topic) -> Response:
    """Send the topic back to be changed."""
    form, actor = ReasonForm(), access.current_actor()
    if form.attempt(
        lambda: actions.send_back(topic, form.reason.data, actor=actor, now=clock.now())
    ):
        flash(_("已退回修改，理由写在议题里。"), "good")
        return moved("topics.page", topic_id=topic.id)
    return _review_page(topic, ApproveForm(formdata=None), form)


def _review_page(topic: Topic, form: ApproveForm, back: ReasonForm) -> Response:
    return page(
        "topics/approve.html",
        422 if request.method == "POST" else 200,
        topic=topic,
        here=queries.page(topic),
        form=form,
        back=back,
        rules=rules,
        obstacles=rules.LIFECYCLE.obstacles(topic, "approve"),
        allowed=rules.LIFECYCLE.possible(topic.stage),
    )


@blueprint.route("/topics/<int:topic_id>/reopening", methods=["GET", "POST"])
@requires("topic.approve", Topic)
def reopen(topic: Topic) -> Response:
    """Take a decided topic up again, with a reason."""
    rules.LIFECYCLE.check(topic, "reopen")
    form, actor = ReasonForm(), access.current_actor()
    if request.method == "POST" and form.attempt(
        lambda: actions.reopen(topic, form.reason.data, actor=actor, now=clock.now())
    ):
        flash(_("议题已重新打开，可以再公示、再上会。"), "good")
        return moved("topics.page", topic_id=topic.id)
    status = 422 if request.method == "POST" else 200
    return page("topics/reopen.html", status, topic=topic, form=form)
