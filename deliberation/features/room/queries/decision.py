"""What the hall sees of a motion: its wording, the voting, the result in the words allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain import ballot as counting
from deliberation.domain.privacy import mask_text
from deliberation.domain.resolution import body_of, count_word, decided_here, wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from deliberation.domain.errors import Sentence
    from deliberation.store.models import Ballot, Meeting, Motion, Poll, Resolution


@dataclass(frozen=True, slots=True)
class Progress:
    """A poll under way: which seats have voted, never what for."""

    poll_id: int
    voted: tuple[int, ...]
    voters: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """A count that a second person has confirmed."""

    outcome: str
    word: Sentence
    method: str
    yes: int
    no: int
    abstain: int


@dataclass(frozen=True, slots=True)
class Told:
    """A topic and its result, in the words that its route allows."""

    topic: str
    result: Sentence


@dataclass(frozen=True, slots=True)
class Decision:
    """The motion that the room is about: worded, frozen, poll, broken, counted or decided."""

    phase: str
    topic: str
    text: str
    here: bool
    body: Sentence
    progress: Progress | None
    numbers: Numbers | None
    told: Sentence | None


def decision(meeting: Meeting) -> Decision | None:
    """Return the motion under way: the one being voted on, else the one touched last."""
    if not meeting.motions:
        return None
    motion = max(meeting.motions, key=_touched)
    poll = counting.under_way(motion.polls)
    ballot = counting.standing(motion.ballots)
    confirmed = ballot if ballot and ballot.confirmed_at else None
    results = (row for row in meeting.resolutions if row.motion_id == motion.id)
    return Decision(
        phase=_phase(motion, poll, ballot),
        topic=mask_text(motion.topic.title),
        text=mask_text(motion.versions[-1].text),
        here=decided_here(motion.topic.route),
        body=body_of(motion.topic.route),
        progress=_progress(poll) if poll else None,
        numbers=_numbers(confirmed, motion.topic.route) if confirmed else None,
        told=next(map(_told, results), None),
    )


def told(meeting: Meeting) -> tuple[Told, ...]:
    """Return what stands when all is said: every topic's result."""
    return tuple(Told(mask_text(row.topic.title), _told(row)) for row in meeting.resolutions)


def _told(row: Resolution) -> Sentence:
    return wording(row.outcome, mask_text(row.body), mask_text(row.text))


def _touched(motion: Motion) -> tuple[bool, datetime]:
    return counting.under_way(motion.polls) is not None, max(_moments(motion))


def _moments(motion: Motion) -> Iterator[datetime]:
    yield motion.versions[-1].at
    if motion.frozen_at:
        yield motion.frozen_at
    for poll in motion.polls:
        yield poll.ended_at or poll.broken_off_at or poll.opened_at
    for ballot in motion.ballots:
        yield ballot.withdrawn_at or ballot.confirmed_at or ballot.counted_at


def _phase(motion: Motion, poll: Poll | None, ballot: Ballot | None) -> str:
    if poll:
        return "poll"
    if ballot:
        return "decided" if ballot.confirmed_at else "counted"
    if motion.frozen_at is None:
        return "worded"
    return "broken" if motion.polls and motion.polls[-1].broken_off_at else "frozen"


def _progress(poll: Poll) -> Progress:
    voted = sorted(vote.seat.number for vote in poll.votes)
    return Progress(poll.id, tuple(voted), poll.present + poll.proxies)


def _numbers(ballot: Ballot, route: str) -> Numbers:
    word = count_word(ballot.outcome, route)
    return Numbers(ballot.outcome, word, ballot.method, ballot.yes, ballot.no, ballot.abstain)
