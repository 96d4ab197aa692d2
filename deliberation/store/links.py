"""Links 交办码: whether one still opens its commitment, and whom to ask when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from deliberation.domain.calendar import today, zh_date
from deliberation.domain.errors import say
from deliberation.store.db import db
from deliberation.store.models import Community, TaskLink

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from deliberation.domain.errors import Sentence
    from deliberation.store.models import Commitment


def refusal(link: TaskLink, now: datetime) -> Sentence | None:
    """Say why a link does not open its commitment any more, and whom to ask; None: it does."""
    whom = _community(link.commitment)
    if link.withdrawn_at is not None:
        return say("这个交办码已经收回。请联系%(whom)s，重新要一张交办单。", whom=whom)
    if link.expires_at <= now:
        day = zh_date(today(link.expires_at))
        return say(
            "这个交办码%(day)s到期了。请联系%(whom)s，重新要一张交办单。", day=day, whom=whom
        )
    return None


def lost(
    ids: Collection[int], now: datetime, commitment: Commitment | None = None
) -> Sentence | None:
    """Say why the newest of the links that a browser opened (for `commitment`) fails now."""
    opened = select(TaskLink).where(TaskLink.id.in_(ids)).order_by(TaskLink.id.desc())
    if commitment is not None:
        opened = opened.where(TaskLink.commitment_id == commitment.id)
    newest = db.session.scalars(opened.limit(1)).first() if ids else None
    return refusal(newest, now) if newest else None


def _community(commitment: Commitment) -> Sentence | str:
    row = db.session.get_one(Community, commitment.community_id)
    if not row.phone:
        return row.name
    return say("%(name)s（电话%(phone)s）", name=row.name, phone=row.phone)
