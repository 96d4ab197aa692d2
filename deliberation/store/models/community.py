"""A street, its communities, their venues and number series."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deliberation.store.db import Model
from deliberation.store.models.columns import Code, CommunityId, Id, Line, Name, Title


class Street(Model):
    """A subdistrict 街道, whose supervision group follows its communities."""

    id: Mapped[Id]
    name: Mapped[Title] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    communities: Mapped[list["Community"]] = relationship(
        back_populates="street", order_by="Community.id"
    )


class Community(Model):
    """A neighbourhood community 社区: the scope of most rows and of one record chain."""

    id: Mapped[Id]
    street_id: Mapped[int] = mapped_column(ForeignKey("street.id"), index=True)
    name: Mapped[Title] = mapped_column(unique=True)
    phone: Mapped[Line] = mapped_column(default="")
    demo_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    street: Mapped[Street] = relationship(back_populates="communities")
    venues: Mapped[list["Venue"]] = relationship(back_populates="community", order_by="Venue.id")


class Venue(Model):
    """One of the 1+N places where people deliberate."""

    __table_args__ = (UniqueConstraint("community_id", "name"),)

    id: Mapped[Id]
    community_id: Mapped[CommunityId]
    name: Mapped[Title]
    kind: Mapped[Code]
    address: Mapped[Line] = mapped_column(default="")
    capacity: Mapped[int]
    step_free: Mapped[bool] = mapped_column(default=False)
    projector: Mapped[bool] = mapped_column(default=False)
    network: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Line] = mapped_column(default="")
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    community: Mapped[Community] = relationship(back_populates="venues")


class Counter(Model):
    """The last number given in one series of one community (`YJ-2026` → 231)."""

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), primary_key=True)
    series: Mapped[Name] = mapped_column(primary_key=True)
    last: Mapped[int]
