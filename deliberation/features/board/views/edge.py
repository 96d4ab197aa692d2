"""The blueprint of the public pages, and links to features that may be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, current_app, session, url_for

if TYPE_CHECKING:
    from deliberation.store.models import Community

blueprint = Blueprint("board", __name__)


def link(endpoint: str, **values: Any) -> str | None:
    """Return the address of an endpoint of another feature, or None where it is missing."""
    known = endpoint in current_app.view_functions
    return url_for(endpoint, **values) if known else None


def look_at(community: Community) -> None:
    """Keep the community in view for the pages that follow."""
    session["community_id"] = community.id
