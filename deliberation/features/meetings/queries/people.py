"""Who may take a role in a community's meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from deliberation.store.db import db
from deliberation.store.models import Account, Assignment, Granted, Meeting

if TYPE_CHECKING:
    from sqlalchemy import Select

    from deliberation.store.models import Community


def _fit(community: Community) -> Select[Account]:
    lasting = select(Granted.account_id).where(Granted.ended_at.is_(None))
    here = lasting.where(
        or_(Granted.community_id == community.id, Granted.street_id == community.street_id)
    )
    served = (
        select(Assignment.account_id)
        .join(Meeting, Meeting.id == Assignment.meeting_id)
        .where(Meeting.community_id == community.id)
    )
    return select(Account).where(
        Account.retired_at.is_(None),
        # A volunteer may have an account and no lasting role anywhere.
        or_(Account.id.in_(here), Account.id.in_(served), Account.id.not_in(lasting)),
    )


def candidates(community: Community) -> list[Account]:
    """Return the accounts that can be given a meeting's role here, by name."""
    return list(db.session.scalars(_fit(community).order_by(Account.name, Account.id)))


def candidate(community: Community, account_id: int) -> Account | None:
    """Return one of them, or None."""
    return db.session.scalar(_fit(community).where(Account.id == account_id))
