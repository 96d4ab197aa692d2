"""Rows for tests: a street, a community, accounts with roles, and what features add."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, TypeVar

from deliberation.domain.roles import NOBODY
from deliberation.features.intake import actions as intake
from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Account, Community, Granted, Street, Venue

if TYPE_CHECKING:
    from deliberation.store.db import Model
    from deliberation.store.models import Opinion


R = TypeVar("R", bound="Model")


class Factory:
    """Makes committed rows; every method returns the row it made."""

    def _keep(self, row: R) -> R:
        db.session.add(row)
        db.session.commit()
        return row

    def community(self, name: str = "新都花园社区", street: str = "凤林街道") -> Community:
        """A community in its street."""
        found = db.session.scalar(db.select(Street).where(Street.name == street))
        row = found or self._keep(Street(name=street, created_at=clock.now()))
        return self._keep(Community(street_id=row.id, name=name, created_at=clock.now()))

    def venue(self, community: Community, name: str = "主议事厅", capacity: int = 40) -> Venue:
        """A venue of `community`."""
        return self._keep(
            Venue(
                community_id=community.id,
                name=name,
                kind="hall",
                capacity=capacity,
                created_at=clock.now(),
            )
        )

    def account(self, role: str = "", community: Community | None = None) -> Account:
        """An account, with `role` in `community` (or in its street)."""
        token = secrets.token_hex(8)
        account = self._keep(
            Account(
                login=f"{role or 'nobody'}-{token}",
                name="测试员",
                password_hash="",
                session_key=token,
                created_at=clock.now(),
            )
        )
        if role:
            self.grant(account, role, community)
        return account

    def grant(self, account: Account, role: str, community: Community | None = None) -> Granted:
        """`role` for `account`, in `community` or, for deputy and lead, in its street."""
        street = community.street_id if community and role in {"deputy", "lead"} else None
        return self._keep(
            Granted(
                account_id=account.id,
                role=role,
                community_id=community.id if community and street is None else None,
                street_id=street,
                granted_at=clock.now(),
            )
        )

    def opinion(self, community: Community, text: str = "西侧停车占了消防通道") -> Opinion:
        """An opinion as a resident would submit it."""
        words = intake.Words(text=text, category="parking", place="小区西侧")
        opinion = intake.submit(community, words, actor=NOBODY, now=clock.now())
        db.session.commit()
        return opinion
