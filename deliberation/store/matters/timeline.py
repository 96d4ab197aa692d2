"""A matter on one line of time, from the first slip to the verdict, read from rows and record."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import selectinload

from deliberation.domain.calendar import zh_span
from deliberation.domain.errors import Sentence, say
from deliberation.domain.resolution import OUTCOMES, wording
from deliberation.domain.topic import LIFECYCLE
from deliberation.store.db import db
from deliberation.store.matters.deeds import deeds
from deliberation.store.matters.following import FOLLOWED
from deliberation.store.matters.happening import (
    Happening,
    actor_of,
    days,
    notice_lines,
    reason_of,
    told,
)
from deliberation.store.models import Commitment, Entry, Opinion, Reply, Report, Resolution, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliberation.store.matters.happening import Note
    from deliberation.store.models import Meeting, Publicity

# Everything that is told of a matter, read at once.
WHOLE: Final = (
    selectinload(Topic.publicities),
    selectinload(Topic.meeting),
    selectinload(Topic.resolutions).options(
        selectinload(Resolution.notices),
        selectinload(Resolution.meeting),
        selectinload(Resolution.dissents),
    ),
    selectinload(Topic.commitments).options(
        *FOLLOWED,
        selectinload(Commitment.notices),
        selectinload(Commitment.sheets),
        selectinload(Commitment.reports).selectinload(Report.photos),
    ),
)
# What the topic's own record tells everybody; publicity is told by its rows.
_PUBLIC: Final[dict[str, str]] = {
    "form": "info",
    "merge": "info",
    "approve": "good",
    "reopen": "warn",
    "settle": "done",
    "refer": "done",
    "hand_out": "info",
}
_STAFF: Final[dict[str, str]] = {
    **_PUBLIC,
    "gather": "info",
    "separate": "neutral",
    "propose": "info",
    "send_back": "warn",
    "schedule": "info",
    "unschedule": "warn",
    "retract": "warn",
}
_FEW: Final = 3


def whole(topic: Topic) -> Topic:
    """Read everything that is told of a matter; without it each part asks for itself."""
    db.session.scalars(select(Topic).where(Topic.id == topic.id).options(*WHOLE)).one()
    return topic


def timeline(topic: Topic, *, public: bool) -> list[Happening]:
    """Return what happened in a matter, oldest first; for the public without persons, masked."""
    whole(topic)
    entries = _entries(topic)
    lines = [
        *_opinions(topic),
        *_topic(topic, entries, public=public),
        *(line for row in topic.publicities for line in _publicity(row, public=public)),
        *(line for row in _meetings(topic) for line in _meeting(row, public=public)),
        *(line for row in topic.resolutions for line in _result(row, public=public)),
        *(line for row in topic.commitments for line in deeds(row, entries, public=public)),
    ]
    return sorted(lines, key=lambda line: line.at)


def decided(resolution: Resolution) -> bool:
    """Say whether a result is told to everybody: its meeting has closed or it is in publicity."""
    return resolution.meeting.closed_at is not None or any(
        notice.withdrawn_at is None for notice in resolution.notices
    )


def _entries(topic: Topic) -> Sequence[Entry]:
    ids = [row.id for row in topic.commitments]
    about = or_(
        and_(Entry.about_kind == "topic", Entry.about_id == topic.id),
        and_(Entry.about_kind == "commitment", Entry.about_id.in_(ids)),
    )
    rows = select(Entry).where(Entry.scope == topic.community_id, about)
    return db.session.scalars(rows.order_by(Entry.sequence)).all()


def _opinions(topic: Topic) -> Iterator[Happening]:
    here = Opinion.topic_id == topic.id
    first, count = db.session.execute(
        select(func.min(Opinion.submitted_at), func.count(Opinion.id)).where(here)
    ).one()
    if count:
        note = say("到现在一共收到%(n)s条。", n=count)
        yield Happening(first, say("收到第一条意见"), "", note, "opinion", "info")
    replied, count = db.session.execute(
        select(func.min(Reply.at), func.count(Reply.opinion_id.distinct()))
        .join(Opinion, Opinion.id == Reply.opinion_id)
        .where(here, Reply.kind == "first")
    ).one()
    if count:
        note = say("到现在首次答复了%(n)s条。", n=count)
        yield Happening(replied, say("首次答复"), "", note, "opinion", "good")


def _topic(topic: Topic, entries: Sequence[Entry], *, public: bool) -> Iterator[Happening]:
    shown = _PUBLIC if public else _STAFF
    own = [row for row in entries if row.about_kind == topic.__tablename__ and row.verb in shown]
    for (verb, who), run in groupby(own, key=lambda row: _told_together(row, public=public)):
        rows = list(run)
        move = LIFECYCLE.moves.get(verb)
        word = move.word if move else say("成题")
        numbers = [number for row in rows for number in _numbers(row)]
        inner = public and verb == "approve"  # what the reviewer notes is for the staff
        reason = "" if inner else reason_of(rows[0], public=public)
        note = _merged(numbers, public=public) or reason
        yield Happening(rows[0].at, word, who, note, "topic", shown[verb])


def _told_together(entry: Entry, *, public: bool) -> tuple[str, str]:
    """Return what entries that follow one another have in common when they are one line."""
    return entry.verb, actor_of(entry, public=public)


def _numbers(entry: Entry) -> list[str]:
    numbers = (entry.payload or {}).get("opinions")
    return [str(number) for number in numbers] if isinstance(numbers, list) else []


def _merged(numbers: list[str], *, public: bool) -> Note:
    if not numbers:
        return ""
    if public:
        return say("%(n)s条", n=len(numbers))
    few = tuple(numbers[:_FEW])
    if len(numbers) > _FEW:
        return say("%(few)s等%(count)s条", few=few, count=len(numbers))
    return say("%(names)s", names=few)


def _publicity(row: Publicity, *, public: bool) -> Iterator[Happening]:
    note = days(row.starts_on, row.ends_on)
    what, kind = say("公示议题"), "publicity"
    yield Happening(row.posted_at, what, "", note, kind, "info", row_id=row.id)
    if row.withdrawn_at is not None:
        reason, what = told(row.withdrawn_reason, public=public), say("撤下公示")
        yield Happening(row.withdrawn_at, what, "", reason, kind, "warn", row_id=row.id)


def _meetings(topic: Topic) -> list[Meeting]:
    """Return the meetings it came to, each once: that of a result, and where it is to meet."""
    met = [row.meeting for row in topic.resolutions]
    if topic.meeting is not None:
        met.append(topic.meeting)
    return list({row.id: row for row in met}.values())


def _meeting(row: Meeting, *, public: bool) -> Iterator[Happening]:
    title = told(row.title, public=public)
    steps = (
        (row.announced_at, say("发会议通知"), zh_span(row.starts_at, row.ends_at), "info"),
        (row.opened_at, say("开会商量"), "", "info"),
        (row.closed_at, say("会议结束"), "", "neutral"),
    )
    for at, what, when, tone in steps:
        if at is not None:
            note = say("%(title)s，%(when)s", title=title, when=when) if when else title
            yield Happening(at, what, "", note, "meeting", tone, row_id=row.id)


def _result(row: Resolution, *, public: bool) -> Iterator[Happening]:
    if public and not decided(row):
        return
    outcome = OUTCOMES[row.outcome]
    text = wording(row.outcome, row.body, told(row.text, public=public))
    note = _with_dissents(text, len(row.dissents))
    tone = "done" if outcome.settles else "warn"
    what = say("会议结果：%(word)s", word=outcome.word)
    yield Happening(row.adopted_at, what, "", note, "result", tone, row_id=row.meeting_id)
    for notice in row.notices:
        yield from notice_lines(notice, say("公示会议结果"), public=public)


def _with_dissents(text: Sentence, count: int) -> Sentence:
    return say("%(what)s（另有%(n)s条不同意见照录）", what=text, n=count) if count else text
