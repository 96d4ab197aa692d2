"""A closed meeting out of the demo's data, as the room would have left it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberation.domain.roles import SYSTEM
from deliberation.features.documents import actions
from deliberation.store import library
from deliberation.store.db import db
from deliberation.store.models import (
    Account,
    AgendaItem,
    Assignment,
    Community,
    Meeting,
    Minutes,
    Seat,
    Topic,
)
from tests.features.documents import happened
from tests.features.documents.happened import keep

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.features.documents.happened import At

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
        happened.speech(meeting, stages[row["stage"]], seats[row["seat"]], row, at)
    for row in data.get("points", []):
        seat = seats[row["seat"]].id if "seat" in row else None
        happened.point(meeting, stages[row["stage"]], row, at, seat)
    motions = [happened.motion(meeting, topic, row, at) for row in data.get("motions", [])]
    happened.resolution(community, meeting, topic, motions[-1], data, seats, at)
    db.session.commit()
    return Closed(meeting, accounts)


def _meeting(
    make: Factory, community: Community, data: dict[str, Any], starts: datetime
) -> Meeting:
    ends = data["ends_at"].astimezone(UTC)
    keys = ("number", "issue", "title", "procedure", "ruleset", "arrangements", "members")
    return keep(
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
        keep(
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
        found[row["number"]] = keep(
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
        found[stage.key] = keep(
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
    return keep(
        Topic(
            community_id=community.id,
            stage=row["stage"],
            created_at=meeting.starts_at,
            meeting_id=meeting.id,
            **{key: row[key] for key in keys},
        )
    )
