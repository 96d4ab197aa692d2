"""The blueprint that all people screens hang on, and who acts when."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from flask import Blueprint

from deliberation.shell import access, clock

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor

blueprint = Blueprint("people", __name__)


class Who(TypedDict):
    """What every verb wants to know."""

    actor: Actor
    now: datetime


def who() -> Who:
    """Return who acts in this request, and when."""
    return {"actor": access.current_actor(), "now": clock.now()}
