"""Which bench a person sees: the one made for the role, chosen among one's own roles only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request, session

from deliberation.domain.roles import KEY_ROLES, MEETING_ROLES
from deliberation.shell import access

if TYPE_CHECKING:
    from deliberation.store.models import Meeting

# Whoever has no bench of an own role: observer, host, oversight.
ONLOOKER: Final = "onlooker"
CHOSEN: Final = "bench"


def held(meeting: Meeting) -> list[str]:
    """Return the roles that the actor holds at the meeting, those with a bench first."""
    me = access.current_actor().account_id
    mine = {duty.role for duty in meeting.roles if duty.account_id == me and not duty.ended_at}
    return [role for role in MEETING_ROLES if role in mine]


def choices(roles: list[str]) -> list[str]:
    """Return the benches that somebody with these roles may sit at."""
    benches = [role for role in roles if role in KEY_ROLES]
    only_looking = len(benches) == len(roles)
    return benches if benches and only_looking else [*benches, ONLOOKER]


def chosen(meeting: Meeting, benches: list[str]) -> str:
    """Return the bench to show; one that was asked for stays so through the presses that follow.

    What was asked for and is not one's own is as if it had not been asked for.
    """
    asked = request.args.get("as", "")
    if request.method == "GET" and asked in benches and len(benches) > 1:
        session[CHOSEN] = [meeting.id, asked]
    kept = session.get(CHOSEN) or [0, ""]
    return kept[1] if kept[0] == meeting.id and kept[1] in benches else benches[0]
