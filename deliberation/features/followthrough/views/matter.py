"""The page of one matter: everybody reads it with one number and one code, staff read more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import session, url_for

from deliberation.domain.calendar import today
from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import Missing, say
from deliberation.domain.topic import LIFECYCLE as TOPICS
from deliberation.features.followthrough.queries import matter as queries
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.shell import clock
from deliberation.shell.access import requires
from deliberation.shell.images import qr_svg
from deliberation.shell.pages import can, page
from deliberation.shell.secure import front_door
from deliberation.store.models import Topic

if TYPE_CHECKING:
    from flask import Response


@blueprint.get("/matters/<int:topic_id>")
@requires("matter.read", Topic)
def matter(topic: Topic) -> Response:
    """Show a matter from the first opinion to the verdict.

    Raises:
        Missing: it is not public (yet), and the actor is not of its staff.
    """
    staff = can("topic.read", topic)
    found = queries.matter(topic, today(clock.now()), public=not staff)
    if found is None:
        raise Missing(say("这件事还没有公开，公示以后就能在这里看。"))
    session["community_id"] = topic.community_id  # stays in view on the pages that follow
    here = url_for("followthrough.matter", topic_id=topic.id)
    return page(
        "followthrough/matter.html",
        matter=found,
        topic=topic,
        slips=queries.slips(topic) if can("opinion.read", topic) else [],
        stage=TOPICS.stages[topic.stage],
        stages=LIFECYCLE.stages,
        qr_svg=qr_svg(front_door() + here),
    )
