"""The blueprint that all topic screens hang on, and what several of them need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, request
from gevent import get_hub

from deliberation.domain.errors import Missing, say
from deliberation.shell import access
from deliberation.store import library, search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliberation.config import Settings
    from deliberation.domain.calendar import Calendar
    from deliberation.store.models import Community
    from deliberation.store.search import Likeness

blueprint = Blueprint("topics", __name__)


def community(permission: str) -> Community:
    """Return the community in view.

    Raises:
        Missing: there is none for this actor.
    """
    found = access.current_community(permission)
    if found is None:
        raise Missing(say("这里还没有社区。"))
    return found


def calendar() -> Calendar:
    """Return the calendar of this installation."""
    settings: Settings = current_app.extensions["settings"]
    return library.calendar(settings.instance)


def likely(text: str, candidates: Sequence[tuple[int, str]], most: int) -> list[Likeness]:
    """Run the likeness beside the loop: 500 texts take longer than 10 ms."""
    found: list[Likeness] = get_hub().threadpool.apply(search.like, (text, candidates, most))
    return found


def chosen() -> list[int]:
    """Return the ids ticked in a list of checkboxes."""
    return [int(value) for value in request.values.getlist("opinion") if _is_id(value)]


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 10  # noqa: PLR2004 - fits 32 bits
