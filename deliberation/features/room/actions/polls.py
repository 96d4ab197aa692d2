"""Voting seat by seat: from phones, and from raised hands that the recorder marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from deliberation.domain import ballot as counting
from deliberation.domain import meeting as rules
from deliberation.domain.ballot import CHOICES, WAYS
from deliberation.domain.errors import Conflict, IllegalMove, Invalid, say
from deliberation.features.room.actions.ballots import Hands, keep, must_be_countable
from deliberation.features.room.actions.session import must_be_open, recorded
from deliberation.store.db import db
from deliberation.store.library import find_ruleset
from deliberation.store.models import Poll, Vote

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Ballot, Motion, Seat


def open_poll(motion: Motion, *, actor: Actor, now: datetime) -> Poll:
    """Let everybody vote who may and is here; the quorum is kept as it is now.

    Raises:
        IllegalMove: the wording is not frozen, a count stands or a poll is open already, the
            quorum is missing, the rule does not count heads, or a result is written.
    """
    meeting = motion.meeting
    here = must_be_countable(motion)
    if refusal := counting.may_poll(find_ruleset(meeting.ruleset)):
        raise IllegalMove(refusal)
    if any(row.topic_id == motion.topic_id for row in meeting.resolutions):
        raise IllegalMove(say("这个议题已经写了结果，要再表决请先撤回结果。"))
    poll = Poll(
        motion=motion,
        version=motion.versions[-1].version,
        members=here.members,
        present=here.present,
        proxies=here.proxies,
        opened_at=now,
        opened_by_id=actor.account_id,
    )
    db.session.add(poll)
    db.session.flush()
    recorded(
        poll,
        "open_poll",
        meeting,
        actor=actor,
        now=now,
        motion=motion.id,
        version=poll.version,
        members=poll.members,
        present=poll.present,
        proxies=poll.proxies,
    )
    return poll


def cast(poll: Poll, seat: Seat, choice: str, way: str, *, actor: Actor, now: datetime) -> Vote:
    """Cast a seat's one vote, or change it in the way it was cast, as long as the poll is open.

    The record keeps that the seat voted and how, never what for.

    Raises:
        IllegalMove: the poll is over, the seat has no vote in it, or has voted the other way.
        Invalid: there is no such choice or way, or the seat is another meeting's.
        Conflict: the seat's vote arrived by another way at the same moment.
    """
    _must_run(poll)
    if choice not in CHOICES or way not in WAYS:
        raise Invalid(say("请选择赞成、反对或者弃权。"), "choice")
    if seat.meeting_id != poll.motion.meeting_id:
        raise Invalid(say("没有这个席位号。"), "seat")
    if refusal := counting.may_vote(seat, poll.opened_at, here=rules.in_room(seat)):
        raise IllegalMove(refusal)
    vote = next((one for one in poll.votes if one.seat_id == seat.id), None)
    if vote is None:
        return _first(poll, seat, choice, way, actor=actor, now=now)
    if refusal := counting.may_change(vote, choice, way, seat.number):
        raise IllegalMove(refusal)
    vote.choice, vote.at, vote.by_id = choice, now, actor.account_id
    _recorded_vote(vote, "change_vote", actor=actor, now=now)
    return vote


def _first(poll: Poll, seat: Seat, choice: str, way: str, *, actor: Actor, now: datetime) -> Vote:
    if len(poll.votes) >= poll.present + poll.proxies:
        raise IllegalMove(say("表决开始时到会的人都已经投过票。"))
    vote = Vote(poll=poll, seat=seat, choice=choice, way=way, at=now, by_id=actor.account_id)
    db.session.add(vote)
    try:
        db.session.flush()
    except IntegrityError as error:
        number = seat.number
        raise Conflict(say("%(n)s号席位刚刚投过票，请看最新的情况。", n=number)) from error
    _recorded_vote(vote, "cast_vote", actor=actor, now=now)
    return vote


def _recorded_vote(vote: Vote, verb: str, *, actor: Actor, now: datetime) -> None:
    poll, number = vote.poll, vote.seat.number
    meeting = poll.motion.meeting
    recorded(poll, verb, meeting, actor=actor, now=now, seat=number, way=vote.way)


def end_poll(poll: Poll, *, actor: Actor, now: datetime) -> Ballot:
    """End the poll: its votes become a count, which a second person confirms.

    Raises:
        IllegalMove: it is over already, or nobody has voted.
    """
    _must_run(poll)
    total = counting.add_up(poll.votes)
    if not total.cast:
        raise IllegalMove(say("还没有人投票。不表决了就请中止，写明原因。"))
    hands = Hands(total.yes, total.no, total.abstain)
    ballot = keep(poll.motion, "votes", hands, poll, actor=actor, now=now)
    poll.ended_at, poll.ended_by_id, poll.ballot_id = now, actor.account_id, ballot.id
    return ballot


def break_off(poll: Poll, reason: str, *, actor: Actor, now: datetime) -> None:
    """Give the poll up, with the reason; its votes count for nothing.

    Raises:
        IllegalMove: it is over already.
        Invalid: without a reason.
    """
    _must_run(poll)
    if not reason.strip():
        raise Invalid(say("请写明中止的原因。"), "reason")
    poll.broken_off_at, poll.broken_off_reason = now, reason.strip()
    meeting = poll.motion.meeting
    recorded(poll, "break_off_poll", meeting, actor=actor, now=now, reason=reason.strip())


def _must_run(poll: Poll) -> None:
    must_be_open(poll.motion.meeting)
    if poll.ended_at is not None:
        raise IllegalMove(say("这次表决已经结束。"))
    if poll.broken_off_at is not None:
        raise IllegalMove(say("这次表决已经中止。"))
