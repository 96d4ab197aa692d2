"""The opinions of a topic: likely ones confirmed by a person, and taken out with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request, url_for
from flask_babel import gettext as _

from deliberation.domain import topic as rules
from deliberation.domain.errors import Invalid, Missing, say
from deliberation.domain.opinion import LIFECYCLE as OPINIONS
from deliberation.features.topics import actions, queries
from deliberation.features.topics.forms import ReasonForm
from deliberation.features.topics.views.edge import blueprint, chosen, likely
from deliberation.shell import access, clock, wellformed
from deliberation.shell.access import requires
from deliberation.shell.pages import can, moved, page
from deliberation.shell.words import translate
from deliberation.store.db import db
from deliberation.store.models import Opinion, Topic

if TYPE_CHECKING:
    from flask import Response

    from deliberation.features.topics.queries import Proposed

PROPOSED = 20


@blueprint.get("/topics/<int:topic_id>/opinions")
@requires("topic.read", Topic)
def opinions(topic: Topic) -> Response:
    """Show the topic's opinions and, to those who merge, the likely ones."""
    return _opinions_page(topic, "", 200)


@blueprint.post("/topics/<int:topic_id>/opinions")
@requires("topic.merge", Topic)
def merge(topic: Topic) -> Response:
    """Merge the ticked opinions: proposed by likeness, confirmed by a person."""
    try:
        count = actions.merge(topic, chosen(), actor=access.current_actor(), now=clock.now())
    except Invalid as error:
        return _opinions_page(topic, translate(error.sentence), 422)
    flash(_("已归并 %(count)s 条意见，提出人的回执页都会看到。", count=count), "good")
    return moved("topics.page", topic_id=topic.id, _anchor="opinions")


def _opinions_page(topic: Topic, error: str, status: int) -> Response:
    allowed = rules.LIFECYCLE.possible(topic.stage)
    query = request.args.get("q", "").strip()
    found: list[Opinion] = []
    alike: list[Proposed[Opinion]] = []
    if "merge" in allowed and can("topic.merge", topic):
        if query:
            found = queries.confirmed(topic.community_id, query=query)
        else:
            candidates = queries.candidates(topic.community_id)
            likely_ones = likely(queries.said(topic), candidates, PROPOSED)
            alike = queries.proposed(likely_ones, Opinion)
    number = wellformed.number("page") or 1
    rows, total, pages = queries.merged(topic, number)

    def address(number: int) -> str:
        return url_for("topics.opinions", topic_id=topic.id, page=number)

    return page(
        "topics/opinions.html",
        status,
        topic=topic,
        rows=rows,
        total=total,
        number=number,
        pages=pages,
        address=address,
        allowed=allowed,
        query=query,
        found=found,
        alike=alike,
        ticked=chosen(),
        error=error,
        rules=rules,
        opinion_stages=OPINIONS.stages,
    )


@blueprint.route(
    "/topics/<int:topic_id>/opinions/<int:opinion>/separation", methods=["GET", "POST"]
)
@requires("topic.merge", Topic)
def separate(topic: Topic, opinion: int) -> Response:
    """Take an opinion out of the topic, with a reason."""
    form, actor = ReasonForm(), access.current_actor()
    row = db.session.get(Opinion, opinion)
    if row is None or row.topic_id != topic.id:
        raise Missing(say("这条意见已经不在议题里。"))
    if request.method == "POST" and form.attempt(
        lambda: actions.separate(topic, opinion, form.reason.data, actor=actor, now=clock.now())
    ):
        flash(_("已移出 %(number)s，它回到“待归并”。", number=row.number), "good")
        return moved("topics.opinions", topic_id=topic.id)
    status = 422 if request.method == "POST" else 200
    return page("topics/separate.html", status, topic=topic, opinion=row, form=form)
