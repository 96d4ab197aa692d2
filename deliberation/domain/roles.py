"""Who may do what: the one permission table behind buttons, posts, joins and downloads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from deliberation.domain.errors import Forbidden, Sentence, say

ANYONE: Final = "anyone"

ROLES: Final[dict[str, Sentence]] = {
    "facilitator": say("主理人"),
    "timekeeper": say("计时员"),
    "recorder": say("记录员"),
    "reporter": say("报告员"),
    "observer": say("观察员"),
    "worker": say("社区工作者"),
    "host": say("社区管理员"),
    "reviewer": say("党组织审核"),
    "owner": say("承办单位"),
    "deputy": say("督导副组长"),
    "lead": say("督导组长"),
    "oversight": say("居务监督"),
    "admin": say("系统管理员"),
    # No account holds it: a phone that claimed a seat does, at that seat's meeting.
    "seat": say("认领了席位的手机"),
    # Nor this: whoever opened the link 交办码 of a commitment, for that commitment.
    "task": say("持交办码的承办人"),
}

MEETING_ROLES: Final = ("facilitator", "timekeeper", "recorder", "reporter", "observer")
KEY_ROLES: Final = MEETING_ROLES[:4]
COMMUNITY_ROLES: Final = ("worker", "host", "reviewer", "oversight", "owner")
STREET_ROLES: Final = ("deputy", "lead")
OWNERS: Final = frozenset({"owner", "task"})  # who owes a commitment, by account or by link

_STAFF: Final = frozenset({"worker", "host", "reviewer", "oversight"})
_GROUP: Final = frozenset({"deputy", "lead"})
_BENCH: Final = frozenset(MEETING_ROLES)


def _only(*roles: str) -> frozenset[str]:
    return frozenset(roles)


PERMISSIONS: Final[dict[str, frozenset[str]]] = {
    "board.read": _only(ANYONE),
    "session.open": _only(ANYONE),
    "session.close": _only(ANYONE),
    "opinion.submit": _only(ANYONE),
    "opinion.follow": _only(ANYONE),
    "opinion.enter": _only("worker", "host"),
    "opinion.read": _STAFF,
    "opinion.triage": _only("worker", "host"),
    "topic.read": _STAFF | _GROUP,
    "topic.form": _only("worker", "host"),
    "topic.merge": _only("worker", "host"),
    "topic.edit": _only("worker", "host"),
    "topic.approve": _only("reviewer"),
    "topic.publicise": _only("host"),
    "meeting.read": _STAFF | _GROUP | _BENCH,
    "meeting.plan": _only("host"),
    "meeting.seat": _only("host", "worker"),
    "meeting.assign": _only("host"),
    "meeting.announce": _only("host"),
    "seat.claim": _only(ANYONE),
    "seat.release": _only("recorder", "facilitator", "host"),
    "attendance.mark": _only("recorder", "facilitator", "host"),
    "duty.report": _BENCH | _only("host"),
    "room.watch": _only(ANYONE),
    "room.hand": _only("seat"),
    "room.vote": _only("seat"),
    "room.read": _BENCH | _only("host", "oversight"),
    "room.open": _only("facilitator"),
    "room.stage": _only("facilitator", "timekeeper"),
    "room.clock": _only("facilitator", "timekeeper"),
    "room.floor": _only("facilitator", "timekeeper", "recorder"),
    "room.undo": _only("facilitator", "timekeeper", "recorder"),
    "room.point": _only("recorder"),
    "room.motion": _only("recorder", "facilitator"),
    "room.ballot": _only("recorder"),
    "room.confirm": _only("facilitator", "timekeeper", "observer"),
    "room.close": _only("facilitator"),
    "role.offer": _BENCH,
    "role.take": _only(ANYONE),
    "resolution.read": _STAFF | _GROUP | _BENCH,
    "resolution.adopt": _only("recorder"),
    "minutes.read": _STAFF | _GROUP | _BENCH,
    "minutes.edit": _only("recorder"),
    "minutes.approve": _only("facilitator"),
    "minutes.download": _only(ANYONE),
    "result.publicise": _only("host"),
    "commitment.read": _STAFF | _GROUP | _only("owner", "task"),
    "commitment.assign": _only("host") | _GROUP,
    "commitment.act": OWNERS,
    "commitment.verify": _only("worker", "host") | _GROUP,
    "commitment.ask": _only("worker", "host"),
    "commitment.close": _GROUP,
    "commitment.park": _only("lead"),
    "commitment.reopen": _only("reviewer") | _GROUP,
    "commitment.urge": _GROUP,
    "task.open": _only(ANYONE),
    "verdict.give": _only(ANYONE),
    "verdict.enter": _only("worker", "host"),
    "matter.read": _only(ANYONE),
    "supervision.read": _STAFF | _GROUP,
    "statistics.read": _STAFF | _GROUP,
    "people.manage": _only("host", "admin"),
    "venue.manage": _only("host"),
    "community.manage": _only("admin"),
    "installation.begin": _only(ANYONE),
    "account.own": frozenset(ROLES) - _only("seat", "task"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands: the ids that decide which grants reach it.

    Of a commitment also its own id, and the account that it was assigned to.
    """

    community_id: int | None = None
    street_id: int | None = None
    meeting_id: int | None = None
    commitment_id: int | None = None
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held in a community, street or meeting, for a commitment, or (admin) everywhere."""

    role: str
    community_id: int | None = None
    street_id: int | None = None
    meeting_id: int | None = None
    commitment_id: int | None = None

    def reaches(self, place: Place) -> bool:
        """Say whether this grant is valid at `place`."""
        if self.role == "admin":
            return True
        if self.role in MEETING_ROLES or self.role == "seat":
            return self.meeting_id is not None and self.meeting_id == place.meeting_id
        if self.role == "task":
            return self.commitment_id is not None and self.commitment_id == place.commitment_id
        if self.role in STREET_ROLES:
            return self.street_id is not None and self.street_id == place.street_id
        return self.community_id is not None and self.community_id == place.community_id


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account with its grants, a phone with its seat, or nobody in particular."""

    label: str
    account_id: int | None = None
    grants: frozenset[Grant] = frozenset()

    def roles_at(self, place: Place) -> frozenset[str]:
        """Return the roles that this actor holds at `place`."""
        return frozenset(
            grant.role
            for grant in self.grants
            if grant.reaches(place) and (grant.role != "owner" or self._owns(place))
        )

    def _owns(self, place: Place) -> bool:
        """An owner sees its own commitments only (`domain.md` F4)."""
        return place.commitment_id is None or place.owner_id == self.account_id

    def communities(self, permission: str) -> frozenset[int]:
        """Return the communities in which a community role carries `permission`."""
        holders = PERMISSIONS[permission]
        return frozenset(
            grant.community_id
            for grant in self.grants
            if grant.role in holders and grant.community_id is not None
        )


NOBODY: Final = Actor(label="居民")
SYSTEM: Final = Actor(label="系统")


def can(actor: Actor, permission: str, place: Place | None = None) -> bool:
    """Say whether `actor` may do `permission` at `place`; without a place: anywhere at all."""
    holders = PERMISSIONS[permission]
    if ANYONE in holders:
        return True
    if place is None:
        return any(grant.role in holders for grant in actor.grants)
    return bool(holders & actor.roles_at(place))


def demand(actor: Actor, permission: str, place: Place | None = None) -> None:
    """Let the actor pass.

    Raises:
        Forbidden: naming the roles that carry the permission.
    """
    if not can(actor, permission, place):
        if PERMISSIONS[permission] == {"seat"}:
            raise Forbidden(say("请先扫席位牌上的码，认领您的席位。"))
        words = tuple(ROLES[role] for role in ROLES if role in PERMISSIONS[permission])
        raise Forbidden(say("这一步由%(roles)s来做，您的账号没有这项权限。", roles=words))
