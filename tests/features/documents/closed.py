"""A closed meeting out of the demo's data, as the room would have left it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from deliberation.domain.roles import SYSTEM
from deliberation.features.documents import actions
from deliberation.store import library
from deliberation.store.db import db
from deliberation.store.models import (
    Account,
    AgendaItem,
    Assignment,
    Ballot,
    Commitment,
    Community,
    Dissent,
    Meeting,
    Minutes,
    Motion,
    MotionVersion,
    Point,
    Resolution,
    Seat,
    Speech,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliberation.store.db import Model
    from tests.factories import Factory

    At = Callable[[int], datetime]

R = TypeVar("R", bound="Model")

DEMO = Path(__file__).parents[3] / "deliberation" / "demo"
NAMES = {
    "facilitator": "宫慧",
    "timekeeper": "隋洋",
    "recorder": "欧阳明明",
    "reporter": "曲建民",
    "observer": "苗秀芝",
}


@dataclass
class Closed:
    """The meeting, the accounts of its roles, and when things happened in it."""

    meeting: Meeting
    accounts: dict[str, Account]

    @property
    def address(self) -> str:
        """Where its minutes are."""
        return f"/meetings/{self.meeting.id}/minutes"

    def draft(self) -> Minutes:
        """Draft the minutes an hour after the close."""
        now = self.meeting.ends_at + timedelta(hours=1)
        minutes = actions.draft(self.meeting, actor=SYSTEM, now=now)
        db.session.commit()
        return minutes


def closed(make: Factory, name: str = "parking", community: Community | None = None) -> Closed:
    """Rows of a closed meeting from `demo/meetings/<name>.toml`."""
    data = tomllib.loads((DEMO / "meetings" / f"{name}.toml").read_text(encoding="utf-8"))
    community = community or make.community()
    starts: datetime = data["starts_at"].astimezone(UTC)

    def at(seconds: int) -> datetime:
        return starts + timedelta(seconds=seconds)

    meeting = _meeting(make, community, data, starts)
    accounts = _roles(make, meeting, starts)
    seats = _seats(meeting, data, starts)
    stages = _agenda(meeting, data, at)
    topic = _topic(community, meeting, data["topic"])
    for row in data.get("speeches", []):
        _speech(meeting, stages[row["stage"]], seats[row["seat"]], row, at)
    for row in data.get("points", []):
        seat = seats[row["seat"]].id if "seat" in row else None
        _point(meeting, stages[row["stage"]], row, at, seat)
    motions = [_motion(meeting, topic, row, at) for row in data.get("motions", [])]
    _resolution(community, meeting, topic, motions[-1], data, seats, at)
    db.session.commit()
    return Closed(meeting, accounts)


def _keep(row: R) -> R:
    db.session.add(row)
    db.session.flush()
    return row


def _meeting(
    make: Factory, community: Community, data: dict[str, Any], starts: datetime
) -> Meeting:
    ends = data["ends_at"].astimezone(UTC)
    keys = ("number", "issue", "title", "procedure", "ruleset", "arrangements", "members")
    return _keep(
        Meeting(
            community_id=community.id,
            stage="closed",
            venue_id=make.venue(community, data["venue"]).id,
            starts_at=starts,
            ends_at=ends,
            announced_at=data["announced_at"].astimezone(UTC),
            opened_at=starts,
            closed_at=ends,
            **{key: data[key] for key in keys},
        )
    )


def _roles(make: Factory, meeting: Meeting, starts: datetime) -> dict[str, Account]:
    accounts = {}
    for role, name in NAMES.items():
        account = make.account()
        account.name = name
        _keep(
            Assignment(
                meeting_id=meeting.id,
                role=role,
                account_id=account.id,
                assigned_at=starts - timedelta(days=3),
                present_at=starts,
            )
        )
        accounts[role] = account
    return accounts


def _seats(meeting: Meeting, data: dict[str, Any], starts: datetime) -> dict[int, Seat]:
    keys = ("number", "name", "party", "kind", "voice", "vote", "elder")
    found = {}
    for row in data["seats"]:
        found[row["number"]] = _keep(
            Seat(
                meeting_id=meeting.id,
                code=f"seat-{meeting.id}-{row['number']}",
                invited_at=starts,
                attendance=row.get("attendance", ""),
                proxy_name=row.get("proxy_name", ""),
                **{key: row[key] for key in keys},
            )
        )
    return found


def _agenda(meeting: Meeting, data: dict[str, Any], at: At) -> dict[str, AgendaItem]:
    spent = {row["key"]: row for row in data["agenda"]}
    found = {}
    for position, stage in enumerate(library.find_procedure(meeting.procedure).stages):
        row = spent.get(stage.key, {"started": 0, "spent": 0})
        found[stage.key] = _keep(
            AgendaItem(
                meeting_id=meeting.id,
                position=position,
                key=stage.key,
                title=stage.title,
                kind=stage.kind,
                lead=stage.lead,
                round=stage.round,
                planned_minutes=stage.planned_minutes,
                allotted_ms=stage.planned_minutes * 60_000,
                opened_at=at(row["started"]),
                closed_at=at(row["started"] + row["spent"]),
            )
        )
    return found


def _topic(community: Community, meeting: Meeting, number: str) -> Topic:
    topics = tomllib.loads((DEMO / "topics.toml").read_text(encoding="utf-8"))["topics"]
    row = next(one for one in topics if one["number"] == number)
    keys = ("number", "title", "summary", "proposal", "category", "size", "route")
    return _keep(
        Topic(
            community_id=community.id,
            stage=row["stage"],
            created_at=meeting.starts_at,
            meeting_id=meeting.id,
            **{key: row[key] for key in keys},
        )
    )


def _speech(meeting: Meeting, item: AgendaItem, seat: Seat, row: dict[str, Any], at: At) -> None:
    speech = _keep(
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
    point = {"stance": row["stance"], "text": row["point"], "at": row["granted"]}
    _point(meeting, item, point, at, seat.id, speech.id)


def _point(
    meeting: Meeting,
    item: AgendaItem,
    row: dict[str, Any],
    at: At,
    seat_id: int | None,
    speech_id: int | None = None,
) -> None:
    _keep(
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


def _motion(meeting: Meeting, topic: Topic, row: dict[str, Any], at: At) -> Motion:
    motion = _keep(Motion(meeting_id=meeting.id, topic_id=topic.id, frozen_at=at(row["frozen"])))
    for one in row["versions"]:
        keys = {key: one[key] for key in ("version", "text")}
        _keep(MotionVersion(motion_id=motion.id, at=at(one["at"]), **keys))
    for one in row["ballots"]:
        rule = library.find_ruleset(one["ruleset"]).as_data()
        dropped = {"counted", "counted_by", "confirmed", "confirmed_by"}
        numbers = {key: value for key, value in one.items() if key not in dropped}
        _keep(
            Ballot(
                motion_id=motion.id,
                rule=rule,
                counted_at=at(one["counted"]),
                confirmed_at=at(one["confirmed"]),
                **numbers,
            )
        )
    return motion


def _resolution(
    community: Community,
    meeting: Meeting,
    topic: Topic,
    motion: Motion,
    data: dict[str, Any],
    seats: dict[int, Seat],
    at: At,
) -> None:
    given = data["resolution"]
    row = _keep(
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
        _keep(
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
        _keep(Dissent(resolution_id=row.id, stance="not_adopted", reason=reason, at=row.adopted_at))
    for one in data["commitments"]:
        commitment(row, at(one["at"]), one)


def commitment(resolution: Resolution, at: datetime, given: dict[str, Any]) -> Commitment:
    """A promise under a resolution."""
    keys = ("number", "text", "standard", "owner", "post", "co_owners", "dated", "disclosure")
    due: date = given["due_on"]
    return _keep(
        Commitment(
            community_id=resolution.community_id,
            resolution_id=resolution.id,
            stage="agreed",
            agreed_at=at,
            due_on=due,
            working_days=given.get("working_days"),
            **{key: given[key] for key in keys if key in given},
        )
    )
