"""The record: one chained entry per change, and the commands already answered."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberation.store.db import Model
from deliberation.store.models.columns import Code, Id, Line, Name, Words


class Head(Model):
    """The end of one community's chain; locked before an entry is added. 0 is the installation."""

    scope: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    link: Mapped[Line]


class Entry(Model):
    """Who did what, when, about what. The chain hashes a salted digest of the payload."""

    __table_args__ = (
        UniqueConstraint("scope", "sequence"),
        Index(None, "scope", "about_kind", "about_id"),
    )

    id: Mapped[Id]
    scope: Mapped[int]
    sequence: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    verb: Mapped[Name]
    about_kind: Mapped[Name]
    about_id: Mapped[int]
    payload: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    salt: Mapped[Code]
    digest: Mapped[Line]
    previous: Mapped[Line]
    link: Mapped[Line]
    erased_at: Mapped[datetime | None]
    erased_reason: Mapped[Words | None]


class Command(Model):
    """A command already answered: the same id and body again gets the same answer."""

    id: Mapped[Code] = mapped_column(primary_key=True)
    body: Mapped[Line]
    holder: Mapped[Line]
    status: Mapped[int]
    location: Mapped[Words]
    at: Mapped[datetime] = mapped_column(index=True)
