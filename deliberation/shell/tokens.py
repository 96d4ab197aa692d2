"""What stands in the address of a link 交办码: its id, signed with the installation's secret.

Nothing of it is stored: the same link prints the same code again, and no log holds one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from deliberation.domain.bounds import LAST_ID
from deliberation.store.db import db
from deliberation.store.models import TaskLink

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST: Final = 100


def token_of(link: TaskLink) -> str:
    """Return what names `link` in an address."""
    dumps: Callable[[int], str] = _signer().dumps
    return dumps(link.id)


def link_of(token: str) -> TaskLink | None:
    """Return the link that a token names; None for one that we did not sign."""
    try:
        identity = _signer().loads(token[:LONGEST])
    except BadData:
        return None
    whole = isinstance(identity, int) and 0 < identity <= LAST_ID
    return db.session.get(TaskLink, identity) if whole else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="task link")
