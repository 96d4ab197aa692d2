"""Adopting a result on a topic, in words its decision route allows; changing it, taking it back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain import bounds
from deliberation.domain import resolution as rules
from deliberation.domain import topic as topics
from deliberation.domain.ballot import under_way
from deliberation.domain.calendar import today
from deliberation.domain.commitment import LIFECYCLE as COMMITMENTS
from deliberation.domain.errors import Conflict, IllegalMove, Invalid, say
from deliberation.domain.privacy import clean, clean_line
from deliberation.features.resolutions.actions.session import begin, recorded
from deliberation.features.resolutions.queries.motions import deciding_motion, standing_ballot
from deliberation.store import moves
from deliberation.store.db import db
from deliberation.store.models import Resolution

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting, Topic

_NUMBER_WIDTH: Final = 3


@dataclass(frozen=True, slots=True)
class Result:
    """What is resolved: outcome, its text, the body it is put to, the day it is taken up again."""

    outcome: str
    text: str
    body: str = ""
    review_on: date | None = None

    def kept(self) -> Result:
        """Return the result as it is stored; the body belongs to proposals only."""
        body = clean_line(self.body, bounds.LINE, "body") if self.outcome == "proposal" else ""
        text = clean(self.text, bounds.TEXT, "text")
        return Result(self.outcome, text, body, self.review_on)

    def check(self, route: str, ballot: str | None, day: date) -> None:
        """Let the result pass on `day`.

        Raises:
            Invalid: naming the field.
            IllegalMove: the route or the count does not allow this outcome.
        """
        rules.check_outcome(route, ballot, self.outcome)
        if not self.text:
            raise Invalid(say("请写下结果的文字。"), "text")
        rules.wording(self.outcome, self.body, self.text)
        rules.check_text(route, (self.text, self.body))
        if self.outcome == "trial" and self.review_on is None:
            raise Invalid(say("试行要写明哪一天复议。"), "review_on")
        if self.review_on is not None and self.review_on <= day:
            raise Invalid(say("复议的日子要在今天以后。"), "review_on")


def adopt(topic: Topic, result: Result, *, actor: Actor, now: datetime) -> Resolution:
    """Write the result on `topic` in the meeting that is open, and settle the topic by it.

    Raises:
        Forbidden: the actor is not this meeting's recorder.
        Invalid: naming the field.
        IllegalMove: the meeting is not open, a count waits to be confirmed, the outcome is not
            allowed, or the topic has its result already.
    """
    meeting = begin(topic, topic.meeting, actor)
    topics.LIFECYCLE.check(topic, "resolve")
    result = _checked(topic, meeting, result, now)
    motion = deciding_motion(meeting, topic.id)
    number = moves.next_number(topic.community_id, f"JY-{today(now).year}", _NUMBER_WIDTH)
    resolution = Resolution(
        community_id=topic.community_id,
        number=number,
        topic=topic,
        meeting=meeting,
        motion=motion,
        adopted_at=now,
        adopted_by_id=actor.account_id,
        **asdict(result),
    )
    db.session.add(resolution)
    db.session.flush()
    recorded(resolution, "adopt", meeting, actor=actor, now=now, number=number, **asdict(result))
    _settle(topic, resolution, actor=actor, now=now)
    return resolution


def amend(
    resolution: Resolution, result: Result, edited: int, *, actor: Actor, now: datetime
) -> None:
    """Write the result anew, if nobody else has since edit number `edited`.

    Raises:
        Conflict: somebody has; nothing is changed, and the edge shows both texts.
        Invalid: naming the field.
        IllegalMove: as `adopt`, or it was withdrawn.
    """
    meeting = begin(resolution, resolution.meeting, actor)
    _must_stand(resolution)
    if edited != resolution.edited:
        raise Conflict(say("您填写的时候，别人改过这个结果。两份内容都在下面，请比较后再保存。"))
    topic = resolution.topic
    result = _checked(topic, meeting, result, now)
    before = rules.move_for(resolution.outcome)
    changes = {
        name: [getattr(resolution, name), value]
        for name, value in asdict(result).items()
        if getattr(resolution, name) != value
    }
    for name, value in asdict(result).items():
        setattr(resolution, name, value)
    resolution.edited += 1
    recorded(resolution, "amend", meeting, actor=actor, now=now, changed=changes)
    if rules.move_for(result.outcome) != before:
        _retract(topic, resolution, actor=actor, now=now)
        _settle(topic, resolution, actor=actor, now=now)


def withdraw(resolution: Resolution, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take the result back with what was promised in it; all of it stays in the record.

    Raises:
        Invalid: without a reason.
        IllegalMove: the meeting is not open, or it was withdrawn already.
    """
    meeting = begin(resolution, resolution.meeting, actor)
    _must_stand(resolution)
    if not reason.strip():
        raise Invalid(say("请写明撤回的原因。"), "reason")
    reason = clean_line(reason, bounds.LINE, "reason")
    for commitment in resolution.commitments:
        moves.apply(COMMITMENTS, commitment, "drop", actor=actor, now=now, reason=reason)
    resolution.withdrawn_at, resolution.withdrawn_reason = now, reason
    recorded(resolution, "withdraw", meeting, actor=actor, now=now, reason=reason)
    _retract(resolution.topic, resolution, actor=actor, now=now)
    db.session.flush()
    db.session.expire(meeting, ["resolutions"])
    db.session.expire(resolution.topic, ["resolutions"])
    db.session.expire(resolution, ["commitments"])


def _checked(topic: Topic, meeting: Meeting, result: Result, now: datetime) -> Result:
    motion = deciding_motion(meeting, topic.id)
    ballot = standing_ballot(motion)
    if any(under_way(row.polls) for row in meeting.motions if row.topic_id == topic.id):
        raise IllegalMove(say("这个议题正在逐席表决，表决结束并核对以后再写结果。"))
    if ballot is not None and ballot.confirmed_at is None:
        raise IllegalMove(say("表决的票数还没有经第二个人核对，核对以后再写结果。"))
    result = result.kept()
    result.check(topic.route, ballot.outcome if ballot else None, today(now))
    return result


def _must_stand(resolution: Resolution) -> None:
    if resolution.withdrawn_at is not None:
        raise IllegalMove(say("这个结果已经撤回。请在会议的结果页重新写。"))


def _settle(topic: Topic, resolution: Resolution, *, actor: Actor, now: datetime) -> None:
    move = rules.move_for(resolution.outcome)
    moves.apply(topics.LIFECYCLE, topic, move, actor=actor, now=now, resolution=resolution.number)


def _retract(topic: Topic, resolution: Resolution, *, actor: Actor, now: datetime) -> None:
    moves.apply(
        topics.LIFECYCLE, topic, "retract", actor=actor, now=now, resolution=resolution.number
    )
