"""The board of one community, and the choice between several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request, session, url_for

from deliberation.domain.errors import Missing, say
from deliberation.features.board.queries import answers as told
from deliberation.features.board.queries import meetings, outcomes, topics
from deliberation.features.board.queries.begun import begun
from deliberation.features.board.views.edge import blueprint, look_at
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import page
from deliberation.store.models import Community

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

FEW: Final = 3


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
    _open(community)
    return _board(community)


@blueprint.get("/communities/<int:community_id>/answers")
@requires("board.read", Community)
def answers(community: Community) -> ResponseReturnValue:
    """Show the answers to senders who left no telephone, by number."""
    _open(community)
    return page(
        "board/answers.html",
        community=community,
        found=told.answers(community.id, request.args.get("page", 1, type=int)),
        page_url=lambda number: url_for("board.answers", community_id=community.id, page=number),
    )


def _open(community: Community) -> None:
    if community.retired_at is not None:
        raise Missing(say("这个社区的公开栏已关上。"))
    look_at(community)


def _board(community: Community) -> Response:
    now = clock.now()
    today = clock.local(now).date()
    return page(
        "board/home.html",
        community=community,
        asked=topics.asked(community.id, today),
        called=meetings.called(community.id, now),
        results=meetings.results(community.id),
        papers=meetings.papers(community.id),
        posted=outcomes.posted(community.id, today),
        doing=outcomes.doing(community.id, today),
        done=outcomes.done(community.id),
        nameless=told.answers(community.id, size=FEW),
        several=len(access.visible_communities()) > 1,
    )
