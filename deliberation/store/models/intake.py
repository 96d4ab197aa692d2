"""A resident's own words, how they came in, and what was answered."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deliberation.store.db import Model
from deliberation.store.models.columns import (
    AccountId,
    Code,
    CommunityId,
    Id,
    Line,
    Name,
    Number,
    Words,
)
from deliberation.store.models.community import Community
from deliberation.store.models.people import Account
from deliberation.store.models.topics import Topic

if TYPE_CHECKING:
    from deliberation.store.models.followthrough import Report


class Opinion(Model):
    """One opinion 意见 (form D1), from any channel, with the code of its receipt 回执."""

    __table_args__ = (UniqueConstraint("community_id", "number"),)

    id: Mapped[Id]
    community_id: Mapped[CommunityId]
    number: Mapped[Number]
    receipt_code: Mapped[Code] = mapped_column(unique=True)
    stage: Mapped[Code] = mapped_column(index=True)
    channel: Mapped[Code]
    category: Mapped[Code]
    text: Mapped[Words]
    place: Mapped[Line] = mapped_column(default="")
    households: Mapped[int | None]
    wish: Mapped[Words] = mapped_column(default="")
    standing: Mapped[Code] = mapped_column(default="")
    building: Mapped[Line] = mapped_column(default="")
    contact_name: Mapped[Name] = mapped_column(default="")
    contact_phone: Mapped[Name] = mapped_column(default="")
    attends: Mapped[bool] = mapped_column(default=False)
    privacy_version: Mapped[Code] = mapped_column(default="")
    submitted_at: Mapped[datetime] = mapped_column(index=True)
    entered_by_id: Mapped[AccountId] = mapped_column()
    slip_number: Mapped[Line] = mapped_column(default="")
    bigrams: Mapped[Words] = mapped_column(default="")
    danger_words: Mapped[list[str]] = mapped_column(JSON, default=list)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    merged_at: Mapped[datetime | None]
    merged_by_id: Mapped[AccountId]

    community: Mapped[Community] = relationship()
    entered_by: Mapped[Account | None] = relationship(foreign_keys=[entered_by_id])
    topic: Mapped[Topic | None] = relationship(back_populates="opinions")
    photos: Mapped[list["Photo"]] = relationship(back_populates="opinion", order_by="Photo.id")
    replies: Mapped[list["Reply"]] = relationship(back_populates="opinion", order_by="Reply.id")
    screenings: Mapped[list["Screening"]] = relationship(
        back_populates="opinion", order_by="Screening.id"
    )


class Photo(Model):
    """A picture, shown only once re-encoded without metadata.

    Of an opinion: the `place` or the paper `slip`. Of a report of completion: `before` or `after`.
    """

    id: Mapped[Id]
    opinion_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), index=True)
    kind: Mapped[Code]
    file: Mapped[Line] = mapped_column(unique=True)
    arrived_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    refused_reason: Mapped[Line] = mapped_column(default="")
    width: Mapped[int | None]
    height: Mapped[int | None]
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    opinion: Mapped[Opinion | None] = relationship(back_populates="photos")
    report: Mapped["Report | None"] = relationship(back_populates="photos")


class Screening(Model):
    """The answer to one of the eight gates, kept with who and when; the newest one counts."""

    id: Mapped[Id]
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    gate: Mapped[Code]
    answer: Mapped[Code]
    reason: Mapped[Words] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[AccountId]
    opinion: Mapped[Opinion] = relationship(back_populates="screenings")


class Reply(Model):
    """What the sender is told on the receipt page: first 首次 or second 二次答复."""

    id: Mapped[Id]
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    kind: Mapped[Code]
    text: Mapped[Words]
    at: Mapped[datetime]
    by_id: Mapped[AccountId]
    opinion: Mapped[Opinion] = relationship(back_populates="replies")
