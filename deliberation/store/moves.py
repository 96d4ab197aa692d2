"""The only way a stage changes: ask the table, write, record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from sqlalchemy import select

from deliberation.domain.roles import Place, demand
from deliberation.store import record
from deliberation.store.db import db, insert_missing
from deliberation.store.models import Commitment, Community, Counter, Meeting

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.lifecycle import Lifecycle
    from deliberation.domain.roles import Actor


class Subject(Protocol):
    """A row of a community that stands at a stage."""

    id: int
    stage: str
    community_id: int
    __tablename__: str


def place_of(subject: object) -> Place:
    """Return where `subject` stands: its community, that community's street, its meeting."""
    meeting = meeting_of(subject)
    community_id = cast("int | None", getattr(subject, "community_id", None))
    if isinstance(subject, Community):
        community_id = subject.id
    elif community_id is None and (whole := commitment_of(subject)) is not None:
        community_id = whole.community_id
    elif community_id is None and meeting is not None:
        community_id = meeting.community_id
    community = db.session.get(Community, community_id) if community_id else None
    street_id = community.street_id if community else None
    part = commitment_of(subject)
    return Place(
        community_id,
        street_id,
        meeting.id if meeting else None,
        part.id if part else None,
        part.owner_account_id if part else None,
    )


def commitment_of(subject: object) -> Commitment | None:
    """Return the commitment a row is, or is part of."""
    if isinstance(subject, Commitment):
        return subject
    return cast("Commitment | None", getattr(subject, "commitment", None))


def meeting_of(subject: object) -> Meeting | None:
    """Return the meeting a row belongs to: itself, its own, or that of what it is part of."""
    if isinstance(subject, Meeting):
        return subject
    for whole in ("motion", "resolution"):
        if part := getattr(subject, whole, None):
            return cast("Meeting | None", part.meeting)
    return cast("Meeting | None", getattr(subject, "meeting", None))


def apply(
    table: Lifecycle[Any],
    subject: Subject,
    move: str,
    *,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    """Make `move` if the table, its guards and the actor's permission allow it, and record it.

    Raises:
        Forbidden: the actor's roles do not carry the move's permission here.
        IllegalMove: the stage or a guard forbids it.
    """
    demand(actor, table.moves[move].permission, place_of(subject))
    checked = table.check(subject, move)
    before = subject.stage
    if checked.target is not None:
        subject.stage = checked.target
    details = {"stage": [before, subject.stage], **details}
    record.append(subject, move, actor=actor, now=now, **details)


def begin(
    table: Lifecycle[Any],
    subject: Subject,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    """Set a new row at its lifecycle's first stage, store it and record its beginning."""
    subject.stage = table.first
    db.session.add(subject)
    db.session.flush()
    record.append(subject, verb, actor=actor, now=now, **details)


def next_number(community_id: int, series: str, width: int) -> str:
    """Return the next number of a series, gapless, e.g. `YJ-2026` and 4 → `YJ-2026-0231`."""
    one = select(Counter).where(Counter.community_id == community_id, Counter.series == series)
    insert_missing(Counter, community_id=community_id, series=series, last=0)
    locked = one.with_for_update().execution_options(populate_existing=True)
    counter = db.session.scalars(locked).one()
    counter.last += 1
    db.session.flush()
    return f"{series}-{counter.last:0{width}d}"
