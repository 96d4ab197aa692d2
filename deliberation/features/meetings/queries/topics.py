"""Topics that may go on a meeting's agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from deliberation.domain import bounds
from deliberation.store.db import db
from deliberation.store.models import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 50


def ready(community_id: int) -> list[Topic]:
    """Return the approved and publicised topics, publicised ones first."""
    rows = (
        select(Topic)
        .where(Topic.community_id == community_id, Topic.stage.in_(("approved", "publicised")))
        .order_by(Topic.stage.desc(), Topic.id)
        .options(selectinload(Topic.parties))
    )
    return list(db.session.scalars(rows.limit(MOST)))


def chosen(community_id: int, ids: Iterable[str]) -> list[Topic]:
    """Return the community's topics with these ids, in their order; locked until written."""
    numbers = [int(one) for one in ids if one.isascii() and one.isdigit()]
    numbers = [one for one in numbers if one <= bounds.LAST_ID]
    rows = select(Topic).where(Topic.community_id == community_id, Topic.id.in_(numbers))
    return list(db.session.scalars(rows.order_by(Topic.id).with_for_update()))
