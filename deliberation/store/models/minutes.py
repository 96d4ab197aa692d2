"""Minutes 纪要: drafted from the record, edited in revisions, frozen on approval."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deliberation.store.db import Model
from deliberation.store.models.columns import (
    AccountId,
    Code,
    CommunityId,
    Id,
    Line,
    Number,
    Title,
    Words,
)
from deliberation.store.models.meetings import Meeting
from deliberation.store.models.people import Account


class Minutes(Model):
    """The minutes of one meeting; approved ones point at their frozen PDF by SHA-256."""

    __table_args__ = (UniqueConstraint("community_id", "number"),)

    id: Mapped[Id]
    community_id: Mapped[CommunityId]
    number: Mapped[Number]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    stage: Mapped[Code]
    created_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[AccountId] = mapped_column()
    approved_revision: Mapped[int | None]
    sha256: Mapped[Line] = mapped_column(default="")
    pages: Mapped[int | None]
    meeting: Mapped[Meeting] = relationship(back_populates="minutes")
    approved_by: Mapped[Account | None] = relationship(foreign_keys=[approved_by_id])
    revisions: Mapped[list["MinutesRevision"]] = relationship(
        back_populates="minutes", order_by="MinutesRevision.revision"
    )


class MinutesRevision(Model):
    """One text of the minutes; never changed after it is written."""

    __table_args__ = (UniqueConstraint("minutes_id", "revision"),)

    id: Mapped[Id]
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    revision: Mapped[int]
    title: Mapped[Title]
    text: Mapped[Words]
    copy_to: Mapped[Line] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[AccountId]
    minutes: Mapped[Minutes] = relationship(back_populates="revisions")
    by: Mapped[Account | None] = relationship()
