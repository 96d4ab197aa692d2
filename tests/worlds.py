"""A whole small town in rows: one of every kind of subject, and everybody who could act on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from deliberation.domain.roles import MEETING_ROLES, ROLES
from deliberation.store.db import db
from deliberation.store.models import Account, Assignment, Granted
from tests.factories import Factory
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
    _staff(world, "", here, meetings[0])
    _staff(world, ELSEWHERE, there, meetings[1])
    stranger = make.account()
    world.sessions[STRANGER] = _session(stranger)
    colleague = make.account("worker", here)
    world.rows |= {"account": colleague.id, "granted": colleague.grants[0].id}
    db.session.commit()
    (instance / "uploads" / f"{here.id}.jpg").write_bytes(b"")
    (instance / "papers" / f"{SHA256}.pdf").write_bytes(PAPER)
    return world


def _staff(world: World, suffix: str, community: Community, meeting: Meeting) -> None:
    for role in ROLES:
        account = Factory().account()
        if role in MEETING_ROLES:
            meeting.roles.append(
                Assignment(role=role, account=account, assigned_at=meeting.starts_at)
            )
        else:
            # A host must not give away the last one of these; hence everybody is one of two.
            street = community.street_id if role in {"deputy", "lead"} else None
            place = None if role == "admin" or street else community.id
            for holder in (account, Factory().account()):
                _grant(holder, role, place, street)
        world.sessions[f"{role}{suffix}"] = _session(account)
    db.session.commit()


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
        "meetings.code": meeting.seats[0].code,
        "meetings.number": str(meeting.seats[0].number),
        "meetings.item_id": str(meeting.agenda[0].id),
        "documents.number": meeting.number,
        "documents.sha256": SHA256,
        "role": "facilitator",
        "party": str(topic.parties[0].id),
        "opinion": str(topic.opinions[0].id),
    }
