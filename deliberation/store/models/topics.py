"""A topic 议题: what several opinions are about, and what was agreed before it is discussed."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
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
    Title,
    Words,
)
from deliberation.store.models.community import Community
from deliberation.store.models.people import Account

if TYPE_CHECKING:
    from deliberation.store.models.intake import Opinion
    from deliberation.store.models.meetings import Meeting
    from deliberation.store.models.resolutions import Commitment, Resolution


class Topic(Model):
    """One topic with its size, decision route and score (form D2)."""

    __table_args__ = (UniqueConstraint("community_id", "number"),)

    id: Mapped[Id]
    community_id: Mapped[CommunityId]
    number: Mapped[Number]
    stage: Mapped[Code] = mapped_column(index=True)
    title: Mapped[Title]
    summary: Mapped[Words] = mapped_column(default="")
    proposal: Mapped[Words] = mapped_column(default="")
    category: Mapped[Code] = mapped_column(default="")
    size: Mapped[Code] = mapped_column(default="")
    route: Mapped[Code] = mapped_column(default="")
    route_basis: Mapped[Line] = mapped_column(default="")
    households_score: Mapped[int] = mapped_column(default=0)
    urgency_score: Mapped[int] = mapped_column(default=0)
    repetition_score: Mapped[int] = mapped_column(default=0)
    feasibility_score: Mapped[int] = mapped_column(default=0)
    funding_score: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    created_by_id: Mapped[AccountId]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    edited: Mapped[int] = mapped_column(default=0)

    community: Mapped[Community] = relationship()
    meeting: Mapped["Meeting | None"] = relationship(back_populates="topics")
    opinions: Mapped[list["Opinion"]] = relationship(
        back_populates="topic", order_by="Opinion.submitted_at"
    )
    parties: Mapped[list["Stakeholder"]] = relationship(
        back_populates="topic", order_by="Stakeholder.id", cascade="all, delete-orphan"
    )
    consents: Mapped[list["Consent"]] = relationship(back_populates="topic", order_by="Consent.id")
    publicities: Mapped[list["Publicity"]] = relationship(
        back_populates="topic", order_by="Publicity.id"
    )
    resolutions: Mapped[list["Resolution"]] = relationship(
        back_populates="topic",
        order_by="Resolution.id",
        primaryjoin="and_(Topic.id == Resolution.topic_id, Resolution.withdrawn_at.is_(None))",
    )
    commitments: Mapped[list["Commitment"]] = relationship(
        back_populates="topic",
        order_by="Commitment.id",
        primaryjoin="and_(Topic.id == Commitment.topic_id, Commitment.stage != 'dropped')",
    )


class Stakeholder(Model):
    """A party with a stake 利益相关方 in a topic."""

    __table_args__ = (UniqueConstraint("topic_id", "name"),)

    id: Mapped[Id]
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), index=True)
    name: Mapped[Name]
    topic: Mapped[Topic] = relationship(back_populates="parties")


class Consent(Model):
    """The reviewer's answer to a proposed topic: `approved` or `returned`, with a note."""

    id: Mapped[Id]
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), index=True)
    answer: Mapped[Code]
    note: Mapped[Words] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[AccountId]
    topic: Mapped[Topic] = relationship(back_populates="consents")
    by: Mapped[Account | None] = relationship()


class Publicity(Model):
    """A publicity period 公示 of a topic: first and last day, both in Asia/Shanghai."""

    id: Mapped[Id]
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    text: Mapped[Words]
    posted_at: Mapped[datetime]
    posted_by_id: Mapped[AccountId]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[Words] = mapped_column(default="")
    topic: Mapped[Topic] = relationship(back_populates="publicities")
