"""A whole small town in rows: one of every kind of subject, and everybody who could act on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from deliberation.domain.roles import MEETING_ROLES, ROLES
from deliberation.shell import tokens
from deliberation.store.db import db
from deliberation.store.models import (
    Account,
    Assignment,
    Commitment,
    Granted,
    Handover,
    TaskLink,
)
from tests.factories import Factory
from tests.followed import follow, promised
from tests.town import PAPER, SHA256, Town

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from deliberation.store.models import Community, Meeting

STRANGER: Final = "no role"
ELSEWHERE: Final = " elsewhere"


@dataclass
class World:
    """Ids and sessions only: the rows themselves end with the context they were made in."""

    rows: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def argument(self, feature: str, name: str, who: str) -> int | str | None:
        """What stands for `<name>` when `who` opens an address of `feature`; None: nobody said."""
        if name == "role" and who in MEETING_ROLES:
            return who  # one reports oneself present, and nobody else
        if name in {"assignment_id", "handover_id"} and who in MEETING_ROLES:
            return self.rows[f"{name.removesuffix('_id')} {who}"]  # one hands over one's own
        said = (self.words.get(key) for key in (f"{feature}.{name}", name))
        return next((word for word in said if word), self.rows.get(name.removesuffix("_id")))


def build(now: datetime, instance: Path) -> World:
    """Make two communities in two streets, the rows in the first, everybody in both."""
    make, world = Factory(), World()
    here = make.community()
    there = make.community("洛隆社区", street="洛隆街道")
    meetings = [Town(community, now).meeting() for community in (here, there)]
    world.rows = Town(here, now).around(meetings[0])
    world.words = _words(meetings[0])
    _follow(world, "", meetings[0].resolutions[0].commitments[0], now)
    _follow(world, ELSEWHERE, promised(meetings[1].topics[0], now), now)
    _staff(world, "", here, meetings[0])
    for table in ("assignment", "handover"):
        world.rows[table] = world.rows[f"{table} facilitator"]
    world.words["room.code"] = db.session.get_one(Handover, world.rows["handover"]).code
    _staff(world, ELSEWHERE, there, meetings[1])
    stranger = make.account()
    world.sessions[STRANGER] = _session(stranger)
    colleague = make.account("worker", here)
    world.rows |= {"account": colleague.id, "granted": colleague.grants[0].id}
    db.session.commit()
    (instance / "uploads" / f"{here.id}.jpg").write_bytes(b"")
    (instance / "uploads" / f"after{world.rows['commitment']}.jpg").write_bytes(b"")
    (instance / "papers" / f"{SHA256}.pdf").write_bytes(PAPER)
    return world


def _follow(world: World, suffix: str, commitment: Commitment, now: datetime) -> None:
    """What follows a commitment, and a phone that opened its link."""
    rows = follow(commitment, now)
    link = rows[0]
    assert isinstance(link, TaskLink)
    world.sessions[f"task{suffix}"] = f"{link.id}"
    if not suffix:
        ids = {row.__tablename__: db.inspect(row).identity[0] for row in rows}
        world.words["followthrough.photo_id"] = str(ids.pop("photo"))
        world.rows |= ids
        world.words["followthrough.token"] = tokens.token_of(link)


def _staff(world: World, suffix: str, community: Community, meeting: Meeting) -> None:
    for role in ROLES:
        if role == "seat":
            meeting.seats[0].claim_key = world.sessions[f"seat{suffix}"] = f"phone{suffix}"
            continue
        if role == "task":
            continue  # its phone has opened the link: see `_follow`
        account = Factory().account()
        if role in MEETING_ROLES:
            offer = _offered(meeting, role, account)
            if not suffix:
                world.rows[f"assignment {role}"] = offer.assignment_id
                world.rows[f"handover {role}"] = offer.id
        else:
            # A host must not give away the last one of these; hence everybody is one of two.
            street = community.street_id if role in {"deputy", "lead"} else None
            place = None if role == "admin" or street else community.id
            for holder in (account, Factory().account()):
                _grant(holder, role, place, street)
        if role == "owner":
            _owe(account, world if not suffix else None)
        world.sessions[f"{role}{suffix}"] = _session(account)
    db.session.commit()


def _owe(account: Account, world: World | None) -> None:
    """An owner reaches its own commitments only."""
    if world is not None:
        row = db.session.get_one(Commitment, world.rows["commitment"])
        row.owner_account_id = account.id


def _offered(meeting: Meeting, role: str, account: Account) -> Handover:
    """A role of a meeting, and its holder about to hand it over."""
    duty = Assignment(role=role, account=account, assigned_at=meeting.starts_at)
    meeting.roles.append(duty)
    db.session.flush()
    offer = Handover(
        assignment=duty, code=f"TAKE{duty.id}", offered_at=meeting.starts_at,
        offered_by_id=account.id, expires_at=meeting.starts_at + timedelta(minutes=10),
    )  # fmt: skip
    db.session.add(offer)
    db.session.flush()
    return offer


def _grant(account: Account, role: str, community_id: int | None, street_id: int | None) -> None:
    db.session.add(
        Granted(
            account_id=account.id,
            role=role,
            community_id=community_id,
            street_id=street_id,
            granted_at=account.created_at,
        )
    )


def _session(account: Account) -> str:
    return f"{account.id}:{account.session_key}"


def _words(meeting: Meeting) -> dict[str, str]:
    topic = meeting.topics[0]
    return {
        "intake.code": topic.opinions[0].receipt_code,
        "followthrough.code": topic.opinions[0].receipt_code,
        "meetings.code": meeting.seats[0].code,
        "join_code": meeting.join_code,
        "meetings.number": str(meeting.seats[0].number),
        "meetings.item_id": str(meeting.agenda[0].id),
        "documents.number": meeting.number,
        "documents.sha256": SHA256,
        "role": "facilitator",
        "party": str(topic.parties[0].id),
        "opinion": str(topic.opinions[0].id),
    }
