"""What happened in a closed meeting: speeches, points, motions, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from deliberation.store import library
from deliberation.store.db import db
from deliberation.store.models import (
    AgendaItem,
    Ballot,
    Commitment,
    Community,
    Dissent,
    Meeting,
    Motion,
    MotionVersion,
    Point,
    Resolution,
    Seat,
    Speech,
    Topic,
)

if TYPE_CHECKING:
    from deliberation.store.db import Model

At = Callable[[int], datetime]
R = TypeVar("R", bound="Model")


def keep(row: R) -> R:
    """Store a row so that it has its id."""
    db.session.add(row)
    db.session.flush()
    return row


def speech(meeting: Meeting, item: AgendaItem, seat: Seat, row: dict[str, Any], at: At) -> None:
    spoken = keep(
        Speech(
            meeting_id=meeting.id,
            agenda_item_id=item.id,
            seat_id=seat.id,
            stance=row["stance"],
            raised_at=at(row["raised"]),
            granted_at=at(row["granted"]),
            ended_at=at(row["granted"] + row["spent"]),
            allotted_ms=120_000,
            spent_ms=row["spent"] * 1000,
        )
    )
    said = {"stance": row["stance"], "text": row["point"], "at": row["granted"]}
    point(meeting, item, said, at, seat.id, spoken.id)


def point(
    meeting: Meeting,
    item: AgendaItem,
    row: dict[str, Any],
    at: At,
    seat_id: int | None,
    speech_id: int | None = None,
) -> None:
    keep(
        Point(
            meeting_id=meeting.id,
            agenda_item_id=item.id,
            seat_id=seat_id,
            speech_id=speech_id,
            stance=row["stance"],
            text=row["text"],
            at=at(row["at"]),
        )
    )


def motion(meeting: Meeting, topic: Topic, row: dict[str, Any], at: At) -> Motion:
    moved = keep(Motion(meeting_id=meeting.id, topic_id=topic.id, frozen_at=at(row["frozen"])))
    for one in row["versions"]:
        keys = {key: one[key] for key in ("version", "text")}
        keep(MotionVersion(motion_id=moved.id, at=at(one["at"]), **keys))
    for one in row["ballots"]:
        rule = library.find_ruleset(one["ruleset"]).as_data()
        dropped = {"counted", "counted_by", "confirmed", "confirmed_by"}
        numbers = {key: value for key, value in one.items() if key not in dropped}
        keep(
            Ballot(
                motion_id=moved.id,
                rule=rule,
                counted_at=at(one["counted"]),
                confirmed_at=at(one["confirmed"]),
                **numbers,
            )
        )
    return moved


def resolution(
    community: Community,
    meeting: Meeting,
    topic: Topic,
    motion: Motion,
    data: dict[str, Any],
    seats: dict[int, Seat],
    at: At,
) -> None:
    given = data["resolution"]
    row = keep(
        Resolution(
            community_id=community.id,
            topic_id=topic.id,
            meeting_id=meeting.id,
            motion_id=motion.id,
            review_on=given.get("review_on"),
            adopted_at=at(given["adopted"]),
            **{key: given[key] for key in ("number", "outcome", "body", "text")},
        )
    )
    for one in data["dissents"]:
        keep(
            Dissent(
                resolution_id=row.id,
                seat_id=seats[one["seat"]].id,
                stance=one["stance"],
                reason=one["reason"],
                at=at(one["at"]),
            )
        )
    for one in data["not_adopted"]:
        reason = f"“{one['text']}”，理由：{one['reason']}"
        keep(Dissent(resolution_id=row.id, stance="not_adopted", reason=reason, at=row.adopted_at))
    for one in data["commitments"]:
        commitment(row, at(one["at"]), one)


def commitment(resolution: Resolution, at: datetime, given: dict[str, Any]) -> Commitment:
    """A promise under a resolution."""
    keys = ("number", "text", "standard", "owner", "post", "co_owners", "dated", "disclosure")
    due: date = given["due_on"]
    return keep(
        Commitment(
            community_id=resolution.community_id,
            resolution_id=resolution.id,
            topic_id=resolution.topic_id,
            stage="agreed",
            agreed_at=at,
            due_on=due,
            working_days=given.get("working_days"),
            **{key: given[key] for key in keys if key in given},
        )
    )
