"""The results of a meeting, topic by topic, and what stands in the way of closing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from deliberation.domain import commitment as commitments
from deliberation.domain import meeting as meetings
from deliberation.domain.commitment import Due, due
from deliberation.domain.resolution import NOT_ADOPTED, decided_here, wording
from deliberation.domain.topic import ROUTES
from deliberation.features.resolutions.queries import outcomes
from deliberation.features.resolutions.queries.motions import (
    deciding_motion,
    standing_ballot,
    wording_of,
)
from deliberation.store.db import db
from deliberation.store.models import Commitment, Dissent, Meeting, Motion, Resolution

if TYPE_CHECKING:
    from deliberation.domain.calendar import Calendar
    from deliberation.domain.errors import Sentence
    from deliberation.domain.lifecycle import Stage
    from deliberation.domain.topic import Route
    from deliberation.store.models import Ballot, Seat, Topic

_OWNERS = 30


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment with its date in words and all it still lacks."""

    row: Commitment
    due: Due | None
    lacks: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class TopicResult:
    """One topic: what was put and counted, what may be written, what was written."""

    topic: Topic
    route: Route
    here: bool
    body: str
    motion: Motion | None
    wording: str
    ballot: Ballot | None
    ways: tuple[outcomes.Way, ...]
    likeliest: str
    refusals: tuple[Sentence, ...]
    resolution: Resolution | None
    told: Sentence | None
    promised: tuple[Promised, ...]
    dissents: tuple[Dissent, ...]
    not_adopted: tuple[Dissent, ...]

    @property
    def waits(self) -> bool:
        """Whether a count waits for the second person."""
        return self.ballot is not None and self.ballot.confirmed_at is None

    @property
    def incomplete(self) -> bool:
        """Whether the result or an owner or date is missing."""
        return self.resolution is None or any(one.lacks for one in self.promised)


@dataclass(frozen=True, slots=True)
class Table:
    """Everything the page of a meeting's results shows."""

    meeting: Meeting
    stage: Stage
    topics: tuple[TopicResult, ...]
    withdrawn: tuple[Resolution, ...]

    @property
    def open(self) -> bool:
        """Whether results can be written now."""
        return self.meeting.stage == "open"

    @property
    def lacks(self) -> list[tuple[Promised, Sentence]]:
        """What every commitment lacks: the meeting does not close before."""
        promised = (one for topic in self.topics for one in topic.promised)
        return [(one, lack) for one in promised for lack in one.lacks]

    @property
    def next_topic(self) -> Topic | None:
        """The first topic without a result."""
        return next((one.topic for one in self.topics if one.resolution is None), None)


def table(meeting: Meeting, calendar: Calendar) -> Table:
    """Return the results of `meeting`."""
    resolutions = list(
        db.session.scalars(
            select(Resolution)
            .where(Resolution.meeting_id == meeting.id)
            .options(
                selectinload(Resolution.topic),
                selectinload(Resolution.commitments),
                selectinload(Resolution.dissents).selectinload(Dissent.seat),
            )
            .order_by(Resolution.id)
        )
    )
    motions = selectinload(Meeting.motions)
    db.session.scalars(
        select(Meeting)
        .where(Meeting.id == meeting.id)
        .options(motions.selectinload(Motion.versions), motions.selectinload(Motion.ballots))
    ).one()
    standing = {row.topic_id: row for row in resolutions if row.withdrawn_at is None}
    on_table = [*meeting.topics, *(row.topic for row in resolutions)]
    topics = sorted({topic.id: topic for topic in on_table}.values(), key=lambda one: one.id)
    return Table(
        meeting=meeting,
        stage=meetings.LIFECYCLE.stages[meeting.stage],
        topics=tuple(
            topic_result(topic, meeting, standing.get(topic.id), calendar) for topic in topics
        ),
        withdrawn=tuple(row for row in resolutions if row.withdrawn_at is not None),
    )


def topic_result(
    topic: Topic, meeting: Meeting, row: Resolution | None, calendar: Calendar
) -> TopicResult:
    """Return one topic as the page shows it."""
    motion = deciding_motion(meeting, topic.id)
    ballot = standing_ballot(motion)
    body = outcomes.usual_body(topic.route)
    views = row.dissents if row else []
    return TopicResult(
        topic=topic,
        route=ROUTES[topic.route],
        here=decided_here(topic.route),
        body=body,
        motion=motion,
        wording=wording_of(motion),
        ballot=ballot,
        ways=outcomes.ways(topic.route, ballot, body),
        likeliest=outcomes.likeliest(topic.route, ballot),
        refusals=outcomes.refusals(topic.route, ballot),
        resolution=row,
        told=wording(row.outcome, row.body, row.text) if row else None,
        promised=tuple(
            Promised(one, due(one, calendar), commitments.lacks(one)) for one in _rows(row)
        ),
        dissents=tuple(view for view in views if view.stance != NOT_ADOPTED),
        not_adopted=tuple(view for view in views if view.stance == NOT_ADOPTED),
    )


def _rows(row: Resolution | None) -> list[Commitment]:
    return row.commitments if row else []


def seats(meeting: Meeting) -> tuple[Seat, ...]:
    """Return the seats that came, for choosing whose view it is."""
    return tuple(
        seat for seat in meetings.seated(meeting.seats) if seat.attendance not in {"", "excused"}
    )


def known_owners(meeting: Meeting) -> list[str]:
    """Return units that were named before in this community, then the parties at the table."""
    rows = db.session.scalars(
        select(Commitment.owner)
        .where(Commitment.community_id == meeting.community_id, Commitment.owner != "")
        .group_by(Commitment.owner)
        .order_by(Commitment.owner)
        .limit(_OWNERS)
    )
    parties = (seat.party.strip() for seat in meetings.seated(meeting.seats))
    return [name for name in dict.fromkeys([*rows, *parties]) if name]
