"""Where a matter stands on its way, what happens next and by when, in plain words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from deliberation.domain import calendar
from deliberation.domain.calendar import CalendarMissing, zh_date
from deliberation.domain.errors import Sentence, say
from deliberation.store import library
from deliberation.store.matters.next_steps import Next, next_step

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from deliberation.store.models import Commitment, Resolution, Topic

_WORDS: Final[dict[str, Sentence]] = {
    "raised": say("提意见"),
    "topic": say("成议题"),
    "notice": say("公示"),
    "meeting": say("开会商量"),
    "result": say("有结果"),
    "doing": say("办理"),
    "checking": say("核验公示"),
    "verdict": say("大家评价"),
    "closed": say("销号"),
    "settled": say("现场办结"),
    "referred": say("转办"),
}
_RAISED: Final = ("raised", "topic")
_TALK: Final = ("notice", "meeting", "result")
_DEED: Final = ("doing", "checking", "verdict", "closed")
_STEP_OF: Final = {
    "drafted": "topic",
    "proposed": "topic",
    "approved": "topic",
    "publicised": "notice",
    "scheduled": "meeting",
    "resolved": "result",
    "unresolved": "result",
    "handling": "doing",
    "settled": "settled",
    "referred": "referred",
    "agreed": "result",
    "assigned": "doing",
    "accepted": "doing",
    "parked": "doing",
    "reported": "checking",
    "verified": "checking",
    "asked": "verdict",
    "closed": "closed",
}
# From the least advanced on; what is parked waits beside them.
_ORDER: Final = ("agreed", "assigned", "accepted", "reported", "verified", "asked", "parked")
_FOLLOWED: Final = frozenset({"resolved", "unresolved", "handling", "settled", "referred"})


@dataclass(frozen=True, slots=True)
class Where:
    """Step `step` (from 0) of `steps` is under way, or all are `done`.

    `next` is a whole sentence that tells the day, too; `by` is that day for who sorts by it.
    """

    step: int
    steps: tuple[Sentence, ...]
    next: Sentence
    by: date | None = None
    done: bool = False


def where(topic: Topic, today: date) -> Where:
    """Return where a matter stands on `today`."""
    if topic.commitments and topic.stage in _FOLLOWED:
        return _followed(topic, today)
    found = _STAGES[topic.stage](topic, today)
    codes = _codes(topic, topic.stage)
    done = topic.stage in {"settled", "referred"}
    return _at(codes, _STEP_OF[topic.stage], found, done=done)


def _followed(topic: Topic, today: date) -> Where:
    codes = _codes(topic, "")
    lead = leading(topic)
    if lead is not None:
        step = _STEP_OF[lead.stage]
        return _at(codes, step if step in codes else "doing", next_step(lead, today))
    if later := _reviewed(topic, today):
        return replace(_at(codes, "closed", later), done=True)
    return _at(codes, "closed", next_step(topic.commitments[-1], today), done=True)


def leading(topic: Topic) -> Commitment | None:
    """Return the commitment that is furthest behind of those that are not closed, or None."""
    under_way = [row for row in topic.commitments if row.stage in _ORDER]
    return min(under_way, key=lambda row: (_ORDER.index(row.stage), row.id), default=None)


def _codes(topic: Topic, stage: str) -> tuple[str, ...]:
    if stage in {"settled", "referred"}:
        return (*_RAISED, stage)
    if stage == "handling" or (not stage and not topic.resolutions):
        return (*_RAISED, *_DEED)
    if stage in {"resolved", "unresolved"}:
        return (*_RAISED, *_TALK)
    return (*_RAISED, *_TALK, *_DEED)


def _at(codes: tuple[str, ...], code: str, found: Next, *, done: bool = False) -> Where:
    steps = tuple(_WORDS[one] for one in codes)
    return Where(codes.index(code), steps, found.sentence, found.by, done or found.done)


def _drafted(_topic: Topic, _today: date) -> Next:
    return Next(say("社区正在整理议题，接着请党组织审核。"))


def _proposed(_topic: Topic, _today: date) -> Next:
    return Next(say("等党组织审核。"))


def _approved(_topic: Topic, _today: date) -> Next:
    return Next(say("党组织已经同意上会，接着公示并安排会议。"))


def _publicised(topic: Topic, today: date) -> Next:
    ends = [row.ends_on for row in topic.publicities if row.withdrawn_at is None]
    if ends and ends[-1] >= today:
        return Next(say("议题公示到%(day)s，接着开会商量。", day=zh_date(ends[-1])), ends[-1])
    return Next(say("议题公示已满，接着安排会议。"))


def _scheduled(topic: Topic, today: date) -> Next:
    meeting = topic.meeting
    if meeting is None or meeting.announced_at is None or meeting.stage == "planned":
        return Next(say("已经排进会议，会议时间定了就发通知。"))
    if meeting.opened_at is not None:
        return Next(say("正在开会商量。"))
    day = calendar.today(meeting.starts_at)
    if day < today:
        return Next(say("会议时间已过，等会议结果。"))
    return Next(say("定于%(day)s开会商量。", day=zh_date(day)), day)


def _resolved(topic: Topic, today: date) -> Next:
    resolution = topic.resolutions[-1] if topic.resolutions else None
    if resolution is None:
        return Next(say("已经有了结果，接着公示。"))
    ends = [row.ends_on for row in resolution.notices if row.withdrawn_at is None]
    if not ends:
        return _to_publish(resolution)
    if ends[-1] >= today:
        return Next(say("会议结果公示到%(day)s。", day=zh_date(ends[-1])), ends[-1])
    return Next(say("会议结果已经公示，没有要交办的事项。"), done=True)


def _to_publish(resolution: Resolution) -> Next:
    """Say by when the result should be in publicity: that many working days after the meeting."""
    days = library.supervision_rules().notice_start_working_days
    try:
        met = calendar.today(resolution.adopted_at)
        by = library.calendar().add_working_days(met, days)
    except CalendarMissing:
        return Next(say("已经有了结果，接着公示。"))
    return Next(say("已经有了结果，最晚%(day)s开始公示。", day=zh_date(by)), by)


def _unresolved(topic: Topic, today: date) -> Next:
    if later := _reviewed(topic, today):
        return later
    return Next(say("这次没有达成一致，各方的意见都记下了。"), done=True)


def _reviewed(topic: Topic, today: date) -> Next | None:
    days = [row.review_on for row in topic.resolutions if row.review_on and row.review_on >= today]
    if not days:
        return None
    return Next(say("到%(day)s再复议。", day=zh_date(days[-1])), days[-1])


def _handling(_topic: Topic, _today: date) -> Next:
    return Next(say("社区正在现场办理。"))


def _settled(_topic: Topic, _today: date) -> Next:
    return Next(say("已经现场办结，办理情况写在每个人的回执上。"))


def _referred(_topic: Topic, _today: date) -> Next:
    return Next(say("已经转给负责的部门，答复写在每个人的回执上。"))


_STAGES: Final[dict[str, Callable[[Topic, date], Next]]] = {
    "drafted": _drafted,
    "proposed": _proposed,
    "approved": _approved,
    "publicised": _publicised,
    "scheduled": _scheduled,
    "resolved": _resolved,
    "unresolved": _unresolved,
    "handling": _handling,
    "settled": _settled,
    "referred": _referred,
}
