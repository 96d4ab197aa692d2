"""Accounts and the roles granted to them."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deliberation.store.db import Model
from deliberation.store.models.columns import Code, Id, Line, Name


class Account(Model):
    """A person who signs in; `session_key` changes to end all of the person's sessions."""

    id: Mapped[Id]
    login: Mapped[Name] = mapped_column(unique=True)
    name: Mapped[Name]
    post: Mapped[Line] = mapped_column(default="")
    password_hash: Mapped[Line]
    session_key: Mapped[Code]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    password_changed_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]
    # Made for one meeting, when a role was taken over by somebody without an account.
    expires_at: Mapped[datetime | None]
    grants: Mapped[list["Granted"]] = relationship(
        back_populates="account", foreign_keys="Granted.account_id", order_by="Granted.id"
    )


class Granted(Model):
    """A role given to an account, by whom and when, until it was ended by whom and when."""

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Code]
    community_id: Mapped[int | None] = mapped_column(ForeignKey("community.id"), index=True)
    street_id: Mapped[int | None] = mapped_column(ForeignKey("street.id"), index=True)
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    account: Mapped[Account] = relationship(back_populates="grants", foreign_keys=[account_id])


class Invitation(Model):
    """The one-time link with which an installation is begun; only its digest is kept."""

    id: Mapped[Id]
    digest: Mapped[Line] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
