"""The board of one community, and the choice between several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import session

from deliberation.domain.errors import Missing, say
from deliberation.features.board.queries import meetings, topics
from deliberation.features.board.queries.begun import begun
from deliberation.features.board.views.edge import blueprint, look_at
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import page
from deliberation.store.models import Community

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue


@blueprint.get("/")
@requires("board.read")
def home() -> ResponseReturnValue:
    """Show the board; with several communities the one chosen before, else the choice."""
    communities = access.visible_communities()
    if not communities:
        return page("board/waiting.html", begun=begun())
    if len(communities) > 1 and session.get("community_id") not in {row.id for row in communities}:
        return page("board/choice.html", communities=communities)
    return _board(access.current_community() or communities[0])


@blueprint.get("/boards")
@requires("board.read")
def boards() -> ResponseReturnValue:
    """Let a person choose another community."""
    return page("board/choice.html", communities=access.visible_communities())


@blueprint.get("/communities/<int:community_id>/board")
@requires("board.read", Community)
def board(community: Community) -> ResponseReturnValue:
    """Show one community's board, and keep it in view."""
    if community.retired_at is not None:
        raise Missing(say("这个社区的公开栏已关上。"))
    look_at(community)
    return _board(community)


def _board(community: Community) -> Response:
    now = clock.now()
    return page(
        "board/home.html",
        community=community,
        asked=topics.asked(community.id, clock.local(now).date()),
        called=meetings.called(community.id, now),
        results=meetings.results(community.id),
        papers=meetings.papers(community.id),
        several=len(access.visible_communities()) > 1,
    )
