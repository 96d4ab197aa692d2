"""Ending a topic without a meeting: done on the spot, or passed on; every sender is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain import topic as rules
from deliberation.features.topics import actions
from deliberation.features.topics.forms import ReplyForm
from deliberation.features.topics.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store.models import Topic

if TYPE_CHECKING:
    from flask import Response


@blueprint.route("/topics/<int:topic_id>/settlement", methods=["GET", "POST"])
@requires("topic.edit", Topic)
def settle(topic: Topic) -> Response:
    """End a topic that was done on the spot."""
    return _end(topic, "settle")


@blueprint.route("/topics/<int:topic_id>/referral", methods=["GET", "POST"])
@requires("topic.edit", Topic)
def refer(topic: Topic) -> Response:
    """End a topic that was passed on."""
    return _end(topic, "refer")


def _end(topic: Topic, move: str) -> Response:
    form, actor = ReplyForm(), access.current_actor()
    verb = {"settle": actions.settle, "refer": actions.refer}[move]
    if request.method == "POST" and form.attempt(
        lambda: verb(topic, form.reply.data, actor=actor, now=clock.now())
    ):
        flash(_("已了结，每位提出人的回执都写上了答复。"), "good")
        return moved("topics.page", topic_id=topic.id)
    return page(
        "topics/handle.html",
        422 if request.method == "POST" else 200,
        topic=topic,
        form=form,
        word=rules.LIFECYCLE.moves[move].word,
        obstacles=rules.LIFECYCLE.obstacles(topic, move),
    )
