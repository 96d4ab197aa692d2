"""The blueprint of the public pages, and the community that they keep in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, session

if TYPE_CHECKING:
    from deliberation.store.models import Community

blueprint = Blueprint("board", __name__)


def look_at(community: Community) -> None:
    """Keep the community in view for the pages that follow."""
    session["community_id"] = community.id
