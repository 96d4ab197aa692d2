"""Handing over at once 即时办理: a topic that needs no meeting."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

from deliberation.domain import bounds
from deliberation.domain import topic as topics
from deliberation.domain.calendar import CalendarMissing, today
from deliberation.domain.commitment import LIFECYCLE, due_on
from deliberation.domain.errors import Invalid, say
from deliberation.domain.privacy import clean, clean_line
from deliberation.domain.roles import demand
from deliberation.features.followthrough.actions.assigning import Order, assign
from deliberation.features.followthrough.actions.steps import required, required_line
from deliberation.store import moves
from deliberation.store.models import Commitment

if TYPE_CHECKING:
    from datetime import date, datetime

    from deliberation.domain.calendar import Calendar
    from deliberation.domain.roles import Actor
    from deliberation.domain.supervision import Rules
    from deliberation.store.models import Topic

_NUMBER_WIDTH: Final = 3
MOST_DAYS: Final = 250  # working days of a year


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What is handed over at once, to whom, and by when.

    Either `working_days` from today on, or a day with its reason where the calendar is missing.
    """

    text: str
    standard: str = ""
    owner: str = ""
    post: str = ""
    co_owners: str = ""
    working_days: int | None = None
    owner_account_id: int | None = None
    funding: str = ""
    due_on: date | None = None
    due_reason: str = ""


def hand_out(
    topic: Topic,
    given: AtOnce,
    calendar: Calendar,
    rules: Rules,
    *,
    actor: Actor,
    now: datetime,
) -> Commitment:
    """Hand a drafted topic over without a meeting; closing its commitment settles it.

    Raises:
        Forbidden: the actor does not hand over here.
        IllegalMove: it is no draft any more, or holds no opinion.
        Invalid: naming the field.
    """
    demand(actor, "commitment.assign", moves.place_of(topic))
    topics.LIFECYCLE.check(topic, "hand_out")
    day = today(now)
    kept = _kept(given)
    due = _due(kept, calendar, day)
    number = moves.next_number(topic.community_id, f"JB-{day.year}", _NUMBER_WIDTH)
    promised = {name: getattr(kept, name) for name in _COLUMNS}
    moves.apply(topics.LIFECYCLE, topic, "hand_out", actor=actor, now=now, commitment=number)
    commitment = Commitment(
        community_id=topic.community_id,
        number=number,
        topic=topic,
        dated="working_days" if kept.due_on is None else "fixed",
        due_on=due,
        counted_from=day if kept.due_on is None else None,
        agreed_at=now,
        agreed_by_id=actor.account_id,
        **promised,
    )
    details = {**asdict(kept), "number": number, "due_on": due}
    moves.begin(LIFECYCLE, commitment, "promise", actor=actor, now=now, **details)
    order = Order(kept.owner_account_id, kept.funding)
    assign(commitment, order, calendar, rules, actor=actor, now=now)
    return commitment


_COLUMNS: Final = ("text", "standard", "owner", "post", "co_owners", "working_days", "due_reason")


def _kept(given: AtOnce) -> AtOnce:
    text = required(given.text, "text", say("请写清要做的事项。"), bounds.NOTE)
    owner = required_line(given.owner, "owner", say("请写明由哪个单位承办。"))
    return replace(
        given,
        text=text,
        owner=owner,
        standard=clean(given.standard, bounds.NOTE, "standard"),
        post=clean_line(given.post, bounds.LINE, "post"),
        co_owners=clean_line(given.co_owners, bounds.LINE, "co_owners"),
        due_reason=clean_line(given.due_reason, bounds.LINE, "due_reason"),
        working_days=None if given.due_on else given.working_days,
    )


def _due(given: AtOnce, calendar: Calendar, day: date) -> date | None:
    if given.due_on is not None:
        if given.due_on < day:
            raise Invalid(say("期限不能早于今天。"), "due_on")
        if not given.due_reason:
            raise Invalid(say("请写明为什么定在这一天。"), "due_reason")
        return given.due_on
    if (given.working_days or 0) > MOST_DAYS:
        raise Invalid(say("最多%(most)s个工作日。", most=MOST_DAYS), "working_days")
    try:
        return due_on("working_days", day, None, given.working_days, calendar)
    except CalendarMissing as missing:
        sentence = say(
            "%(year)s年的日历未导入，算不出工作日。请改填固定日期，并写明理由。", year=missing.year
        )
        raise Invalid(sentence, "working_days") from missing
