"""Commitments: added, changed and taken out while the meeting is open."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

from deliberation.domain import bounds
from deliberation.domain import commitment as rules
from deliberation.domain.calendar import CalendarMissing, today
from deliberation.domain.errors import Conflict, IllegalMove, Invalid, say
from deliberation.domain.privacy import clean, clean_line
from deliberation.domain.resolution import check_text
from deliberation.features.resolutions.actions.session import begin, changed
from deliberation.store import moves
from deliberation.store.db import db
from deliberation.store.models import Commitment

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.calendar import Calendar
    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting, Resolution

_NUMBER_WIDTH: Final = 3
MOST_DAYS: Final = 750  # working days of three years
_NAME: Final = 2  # a single character is no name to look for in other words


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised (form D9). Owner and date may still be missing while it is typed.

    `due_on` is the day for `fixed`, and for `undecided` the day by which the date is decided;
    `working_days` are counted from `counted_from`, by default the day of the meeting.
    """

    text: str
    standard: str = ""
    owner: str = ""
    post: str = ""
    co_owners: str = ""
    dated: str = ""
    due_on: date | None = None
    working_days: int | None = None
    counted_from: date | None = None
    due_reason: str = ""
    disclosure: str = ""


def promise(
    resolution: Resolution, given: Promise, calendar: Calendar, *, actor: Actor, now: datetime
) -> Commitment:
    """Add a commitment to a resolution.

    Raises:
        Forbidden: the actor is not this meeting's recorder.
        Invalid: naming the field.
        IllegalMove: the meeting is not open, or the resolution was withdrawn.
    """
    meeting = begin(resolution, resolution.meeting, actor)
    if resolution.withdrawn_at is not None:
        raise IllegalMove(say("这个结果已经撤回，不能再加事项。"))
    kept = _kept(resolution, given, calendar, today(now))
    number = moves.next_number(meeting.community_id, f"JB-{today(now).year}", _NUMBER_WIDTH)
    commitment = Commitment(
        community_id=meeting.community_id,
        number=number,
        topic=resolution.topic,
        resolution=resolution,
        agreed_at=now,
        agreed_by_id=actor.account_id,
        **asdict(kept),
    )
    changed(meeting)
    moves.begin(
        rules.LIFECYCLE, commitment, "promise", actor=actor, now=now, number=number, **asdict(kept)
    )
    return commitment


def amend_commitment(
    commitment: Commitment,
    given: Promise,
    edited: int,
    calendar: Calendar,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Write a commitment anew, if nobody else has since edit number `edited`.

    Raises:
        Conflict: somebody has; nothing is changed, and the edge shows both texts.
        Invalid: naming the field.
        IllegalMove: the meeting is not open, or the commitment was taken out.
    """
    resolution = behind(commitment)
    meeting = begin(commitment, resolution.meeting, actor)
    rules.LIFECYCLE.check(commitment, "amend")
    if edited != commitment.edited:
        raise Conflict(say("您填写的时候，别人改过这一项。两份内容都在下面，请比较后再保存。"))
    kept = _kept(resolution, given, calendar, today(commitment.agreed_at))
    changes = {
        name: [getattr(commitment, name), value]
        for name, value in asdict(kept).items()
        if getattr(commitment, name) != value
    }
    for name, value in asdict(kept).items():
        setattr(commitment, name, value)
    commitment.edited += 1
    changed(meeting)
    moves.apply(rules.LIFECYCLE, commitment, "amend", actor=actor, now=now, changed=changes)


def drop_commitment(
    commitment: Commitment, reason: str = "", *, actor: Actor, now: datetime
) -> None:
    """Take a commitment out; its row, its number and its entry in the record stay.

    Raises:
        IllegalMove: the meeting is not open, or it was taken out already.
    """
    resolution = behind(commitment)
    meeting = begin(commitment, resolution.meeting, actor)
    changed(meeting)
    moves.apply(
        rules.LIFECYCLE,
        commitment,
        "drop",
        actor=actor,
        now=now,
        reason=clean_line(reason, bounds.LINE, "reason"),
        text=commitment.text,
    )
    db.session.flush()
    db.session.expire(resolution, ["commitments"])
    db.session.expire(resolution.topic, ["commitments"])


def behind(commitment: Commitment) -> Resolution:
    """Return the resolution of a commitment.

    Raises:
        IllegalMove: it was handed over at once, without a meeting.
    """
    if commitment.resolution is None:
        raise IllegalMove(say("这一项不是会上定的，不在会议的结果里修改。"))
    return commitment.resolution


def _kept(resolution: Resolution, given: Promise, calendar: Calendar, agreed: date) -> Promise:
    text = clean(given.text, bounds.NOTE, "text")
    if not text:
        raise Invalid(say("请写清要做的事项。"), "text")
    check_text(resolution.topic.route, (text,))
    post = clean_line(given.post, bounds.LINE, "post")
    _check_post(post, resolution.meeting)
    kept = replace(
        given,
        text=text,
        post=post,
        standard=clean(given.standard, bounds.NOTE, "standard"),
        owner=clean_line(given.owner, bounds.LINE, "owner"),
        co_owners=clean_line(given.co_owners, bounds.LINE, "co_owners"),
        due_reason=clean_line(given.due_reason, bounds.LINE, "due_reason"),
        disclosure=clean_line(given.disclosure, bounds.LINE, "disclosure"),
    )
    return _dated(kept, calendar, agreed)


def _dated(given: Promise, calendar: Calendar, agreed: date) -> Promise:
    """Return the promise with the day it falls due; only what its kind of date needs is kept."""
    if not given.dated:
        if given.due_on or given.working_days:
            raise Invalid(say("请选择期限的写法。"), "dated")
        return replace(given, counted_from=None)
    if given.dated == "working_days":
        return _counted(given, calendar, agreed)
    due = rules.due_on(given.dated, agreed, given.due_on, None, calendar)
    unknown = due is not None and due.year not in _published(calendar)
    if given.dated == "fixed" and due is not None and unknown and not given.due_reason:
        sentence = say(
            "%(year)s年的日历未导入，不知道哪天上班。请写明为什么定在这一天。", year=due.year
        )
        raise Invalid(sentence, "due_reason")
    return replace(given, due_on=due, working_days=None, counted_from=None)


def _counted(given: Promise, calendar: Calendar, agreed: date) -> Promise:
    start = given.counted_from or agreed
    if start < agreed:
        raise Invalid(say("起算的日子不能早于商定的日子。"), "counted_from")
    if given.working_days is None:
        return replace(given, due_on=None, counted_from=start)
    if given.working_days > MOST_DAYS:
        raise Invalid(say("最多%(most)s个工作日。", most=MOST_DAYS), "working_days")
    try:
        due = rules.due_on("working_days", start, None, given.working_days, calendar)
    except CalendarMissing as missing:
        sentence = say(
            "%(year)s年的日历未导入，算不出工作日。请改填固定日期，并写明理由。", year=missing.year
        )
        raise Invalid(sentence, "working_days") from missing
    return replace(given, due_on=due, counted_from=start)


def _published(calendar: Calendar) -> frozenset[int]:
    return frozenset(year for year, data in calendar.years.items() if data.official)


def _check_post(post: str, meeting: Meeting) -> None:
    # What is decided here is put up in public (个人信息保护法 25): a post, never a person.
    names = {seat.name.strip() for seat in meeting.seats}
    names |= {duty.account.name.strip() for duty in meeting.roles}
    found = next((name for name in sorted(names) if len(name) >= _NAME and name in post), None)
    if found is not None:
        raise Invalid(say("这里写岗位，不写姓名：“%(name)s”。", name=found), "post")
