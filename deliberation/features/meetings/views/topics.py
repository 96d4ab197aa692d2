"""Which topics a meeting deliberates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain.errors import Invalid, Missing, say
from deliberation.features.meetings import actions
from deliberation.features.meetings.forms import TopicsForm, offer
from deliberation.features.meetings.queries import notice, preparation
from deliberation.features.meetings.queries import topics as reads
from deliberation.features.meetings.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store import library
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response


@blueprint.route("/meetings/<int:meeting_id>/topics", methods=["GET", "POST"])
@requires("meeting.plan", Meeting)
def topics(meeting: Meeting) -> Response:
    """Choose the topics of a meeting."""
    form, offered = TopicsForm(), reads.ready(meeting.community_id)
    offer(form.topics, ((str(topic.id), topic.title) for topic in offered))
    if request.method == "POST" and form.attempt(lambda: _schedule(meeting, form)):
        flash(_("已排入会议。"), "good")
        return moved("meetings.topics", meeting_id=meeting.id)
    row = preparation.load(meeting.id)
    return page(
        "meetings/topics.html",
        422 if request.method == "POST" else 200,
        meeting=row,
        form=form,
        offered={str(topic.id): topic for topic in offered},
        unpublicised=notice.unpublicised(row, library.calendar()),
    )


def _schedule(meeting: Meeting, form: TopicsForm) -> None:
    chosen = reads.chosen(meeting.community_id, form.topics.data or [])
    if not chosen:
        raise Invalid(say("请先勾选议题。"), "topics")
    for topic in chosen:
        actions.schedule_topic(meeting, topic, actor=access.current_actor(), now=clock.now())


@blueprint.post("/meetings/<int:meeting_id>/topics/<int:topic_id>/removal")
@requires("meeting.plan", Meeting)
def remove_topic(meeting: Meeting, topic_id: int) -> Response:
    """Take a topic out of a meeting."""
    found = reads.chosen(meeting.community_id, [str(topic_id)])
    if not found:
        raise Missing(say("这个议题已经不在会议里。"))
    actions.remove_topic(meeting, found[0], actor=access.current_actor(), now=clock.now())
    flash(_("已移出会议。"), "good")
    return moved("meetings.topics", meeting_id=meeting.id)
