"""The desk: where staff begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, session, url_for

from deliberation.domain.calendar import today
from deliberation.features.people.queries import desk as queries
from deliberation.features.people.queries import queues
from deliberation.features.people.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import page

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/desk")
@requires("account.own")
def desk() -> ResponseReturnValue:
    """Show what waits for me; a community chosen here stays in view on the pages that follow."""
    actor = access.current_actor()
    communities = access.visible_communities("account.own")
    chosen = request.args.get("community", type=int)
    if chosen in {row.id for row in communities}:
        session["community_id"] = chosen
    tasks = [
        (task, url_for(task.queue.endpoint, stage=task.queue.stage, community=task.community_id))
        for task in queues.waiting(actor, today(clock.now()))
    ]
    return page(
        "people/desk.html",
        tasks=tasks,
        several=len({task.community_id for task, _url in tasks}) > 1,
        steps=queries.first_steps(actor),
        meetings=queries.meetings(actor),
        minutes=queries.minutes(actor),
        communities=communities,
    )
