"""Counts by raised hands and consensus, under the meeting's rule set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    from deliberation.store.models import Meeting, Motion


@dataclass(frozen=True, slots=True)
class Hands:
    """Hands that were counted; all zero for a consensus."""

    yes: int = 0
    no: int = 0
    abstain: int = 0


def members(meeting: Meeting) -> int:
    """Return how many members there are 应到."""
    return _turnout(meeting).members(meeting.members)


def count(motion: Motion, method: str, hands: Hands, *, actor: Actor, now: datetime) -> Ballot:
    """Keep a count with the rule and the quorum as they are now; a second person confirms it.

    Raises:
        IllegalMove: the wording is not frozen, a count stands already, or the quorum is missing.
        Invalid: the numbers contradict each other, or there is no such method.
    """
    meeting = motion.meeting
    current_item(meeting)
    if motion.frozen_at is None:
        raise IllegalMove(say("请先读一遍动议，把文字定下来，再表决。"))
    if counting.standing(motion.ballots):
        raise IllegalMove(say("这个动议已经表决过。票数有误请先撤回，写明原因。"))
    rule, turnout, all_members = find_ruleset(meeting.ruleset), _turnout(meeting), members(meeting)
    quorum = counting.quorum(rule, all_members, turnout.present, turnout.proxies)
    if not quorum.met:
        raise IllegalMove(quorum.sentence)
    ballot = Ballot(
        motion=motion,
        version=motion.versions[-1].version,
        method=method,
        ruleset=meeting.ruleset,
        rule=plain(rule.as_data()),
        members=all_members,
        present=turnout.present,
        proxies=turnout.proxies,
        yes=hands.yes,
        no=hands.no,
        abstain=hands.abstain,
        outcome=_outcome(method, meeting, hands),
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
    if ballot.withdrawn_at is not None:
        raise IllegalMove(say("这次计票已经撤回。"))
    if ballot.confirmed_at is not None:
        raise IllegalMove(say("这次计票已经核对过。"))
    if ballot.counted_by_id == actor.account_id:
        raise IllegalMove(say("计票和核对要由两个人来做。"))
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


def _turnout(meeting: Meeting) -> rules.Turnout:
    return rules.turnout(meeting.seats)


def _outcome(method: str, meeting: Meeting, hands: Hands) -> str:
    rule, turnout, people = find_ruleset(meeting.ruleset), _turnout(meeting), members(meeting)
    here = (people, turnout.present, turnout.proxies)
    if method == "consensus":
        return counting.agree(rule, *here).outcome
    if method == "hands":
        yes, no, abstain = hands.yes, hands.no, hands.abstain
        return counting.tally(rule, *here, yes=yes, no=no, abstain=abstain).outcome
    raise Invalid(say("请选择表决方式。"), "method")


def _numbers(ballot: Ballot) -> dict[str, object]:
    names = ("method", "version", "members", "present", "proxies", "yes", "no", "abstain")
    return {name: getattr(ballot, name) for name in (*names, "outcome")}
