"""What is posted: a topic in publicity, and the notice of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import Missing, say
from deliberation.features.board.queries import meetings, topics
from deliberation.features.board.views.edge import blueprint, look_at
from deliberation.shell import clock
from deliberation.shell.access import requires
from deliberation.shell.pages import page
from deliberation.store.models import Meeting, Publicity

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/publicity/<int:publicity_id>")
@requires("board.read", Publicity)
def publicity(publicity: Publicity) -> ResponseReturnValue:
    """Show a topic's publicity; one that was withdrawn says so and no more."""
    community = publicity.topic.community
    look_at(community)
    return page(
        "board/publicity.html",
        sheet=topics.notice(publicity, clock.local(clock.now()).date()),
        community=community,
        withdrawn=publicity.withdrawn_at,
    )


@blueprint.get("/notices/<int:meeting_id>")
@requires("board.read", Meeting)
def notice(meeting: Meeting) -> ResponseReturnValue:
    """Show the public notice of an announced meeting."""
    found = meetings.invitation(meeting)
    if found is None:
        raise Missing(say("这次会议还没有发出通知。"))
    look_at(meeting.community)
    return page(
        "board/notice.html",
        sheet=found,
        community=meeting.community,
    )
