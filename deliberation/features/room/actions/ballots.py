"""Counts by raised hands, by votes and by consensus, under the meeting's rule set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from deliberation.domain import ballot as counting
from deliberation.domain import meeting as rules
from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.domain.record import plain
from deliberation.features.room.actions.session import current_item, must_be_open, recorded
from deliberation.store.db import db
from deliberation.store.library import find_ruleset
from deliberation.store.models import Ballot

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting, Motion, Poll


class Attendance(Protocol):
    """Who was entitled and who was there: now, or when a poll began."""

    @property
    def members(self) -> int:
        """Members 应到."""

    @property
    def present(self) -> int:
        """Present themselves."""

    @property
    def proxies(self) -> int:
        """Present through somebody else."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Hands that were counted; all zero for a consensus."""

    yes: int = 0
    no: int = 0
    abstain: int = 0


@dataclass(frozen=True, slots=True)
class Here:
    """The attendance at one moment."""

    members: int
    present: int
    proxies: int


def members(meeting: Meeting) -> int:
    """Return how many members there are 应到."""
    return rules.turnout(meeting.seats).members(meeting.members)


def poll_under_way(meeting: Meeting) -> Poll | None:
    """Return the poll that is open in this meeting."""
    return counting.under_way(poll for motion in meeting.motions for poll in motion.polls)


def must_be_countable(motion: Motion) -> Here:
    """Return the attendance if this motion can be voted on now.

    Raises:
        IllegalMove: the wording is not frozen, a count stands already, a poll is open, or the
            quorum is missing.
    """
    meeting = motion.meeting
    current_item(meeting)
    if motion.frozen_at is None:
        raise IllegalMove(say("请先读一遍动议，把文字定下来，再表决。"))
    if counting.standing(motion.ballots):
        raise IllegalMove(say("这个动议已经表决过。票数有误请先撤回，写明原因。"))
    if poll_under_way(meeting) is not None:
        raise IllegalMove(say("正在逐席表决，请先结束表决。"))
    turnout = rules.turnout(meeting.seats)
    here = Here(members(meeting), turnout.present, turnout.proxies)
    rule = find_ruleset(meeting.ruleset)
    quorum = counting.quorum(rule, here.members, here.present, here.proxies)
    if not quorum.met:
        raise IllegalMove(quorum.sentence)
    return here


def count(motion: Motion, method: str, hands: Hands, *, actor: Actor, now: datetime) -> Ballot:
    """Keep a count with the rule and the quorum as they are now; a second person confirms it.

    Raises:
        IllegalMove: the wording is not frozen, a count stands already, a poll is open, or the
            quorum is missing.
        Invalid: the numbers contradict each other, or there is no such method.
    """
    here = must_be_countable(motion)
    if method not in counting.AT_SIGHT:
        raise Invalid(say("请选择表决方式。"), "method")
    return keep(motion, method, hands, here, actor=actor, now=now)


def keep(
    motion: Motion, method: str, hands: Hands, here: Attendance, *, actor: Actor, now: datetime
) -> Ballot:
    """Keep the numbers of a count or of a poll that ended, as the rule weighs them.

    Raises:
        Invalid: they contradict each other.
    """
    meeting = motion.meeting
    ballot = Ballot(
        motion=motion,
        version=motion.versions[-1].version,
        method=method,
        ruleset=meeting.ruleset,
        rule=plain(find_ruleset(meeting.ruleset).as_data()),
        members=here.members,
        present=here.present,
        proxies=here.proxies,
        yes=hands.yes,
        no=hands.no,
        abstain=hands.abstain,
        outcome=_outcome(method, meeting, hands, here),
        counted_at=now,
        counted_by_id=actor.account_id,
    )
    db.session.add(ballot)
    db.session.flush()
    recorded(ballot, "count", meeting, actor=actor, now=now, **_numbers(ballot))
    return ballot


def confirm(ballot: Ballot, *, actor: Actor, now: datetime) -> None:
    """Confirm a count as a second person.

    Raises:
        IllegalMove: it is confirmed or withdrawn, or the same person counted it.
    """
    must_be_open(ballot.motion.meeting)
    if refusal := counting.may_confirm(ballot, actor.account_id):
        raise IllegalMove(refusal)
    ballot.confirmed_at, ballot.confirmed_by_id = now, actor.account_id
    recorded(ballot, "confirm_count", ballot.motion.meeting, actor=actor, now=now)


def withdraw(ballot: Ballot, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take a wrong count back, with the reason; it stays in the record.

    Raises:
        IllegalMove: it was withdrawn already, or a resolution stands on it.
        Invalid: without a reason.
    """
    meeting = ballot.motion.meeting
    must_be_open(meeting)
    if ballot.withdrawn_at is not None:
        raise IllegalMove(say("这次计票已经撤回。"))
    if any(row.motion_id == ballot.motion_id for row in meeting.resolutions):
        raise IllegalMove(say("已按这次计票写了结果，请先撤回结果。"))
    if not reason.strip():
        raise Invalid(say("请写明撤回的原因。"), "reason")
    ballot.withdrawn_at, ballot.withdrawn_reason = now, reason.strip()
    recorded(ballot, "withdraw_count", meeting, actor=actor, now=now, reason=reason.strip())


def _outcome(method: str, meeting: Meeting, hands: Hands, here: Attendance) -> str:
    rule, people = find_ruleset(meeting.ruleset), (here.members, here.present, here.proxies)
    if method == "consensus":
        return counting.agree(rule, *people).outcome
    yes, no, abstain = hands.yes, hands.no, hands.abstain
    return counting.tally(rule, *people, yes=yes, no=no, abstain=abstain).outcome


def _numbers(ballot: Ballot) -> dict[str, object]:
    names = ("method", "version", "members", "present", "proxies", "yes", "no", "abstain")
    return {name: getattr(ballot, name) for name in (*names, "outcome")}
