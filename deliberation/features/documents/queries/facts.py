"""What a draft of the minutes is made from, read from the rows that the meeting left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from deliberation.domain import ballot, bounds
from deliberation.domain.floor import STANCES
from deliberation.domain.minutes import MeetingFacts, draft, numeral
from deliberation.domain.minutes.outline import MAX_TEXT
from deliberation.features.documents.queries import outcomes
from deliberation.features.documents.queries.people import (
    full_names,
    headcount,
    holder_name,
    mask_names,
    shares,
)
from deliberation.store.db import db
from deliberation.store.models import Point

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from deliberation.store.models import Meeting, Resolution, Speech, Topic

VIEWS: Final = ("support", "oppose", "reserve")
ROUNDS: Final = {1: "依次", 2: "分两轮", 3: "分三轮"}
SUMMING_UP: Final = frozenset({"break"})


def draft_of(meeting: Meeting, now: datetime) -> str:
    """Write the first text of the minutes, full names masked, within its bound."""
    text = mask_names(draft(facts_of(meeting, now)), full_names(meeting))
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT].rpartition("\n")[0]


def title_of(meeting: Meeting) -> str:
    """Return the first title of the minutes."""
    titles = [topic.title for topic in topics_of(meeting)]
    if not titles:
        return f"{meeting.title}协商纪要"[: bounds.TITLE]
    what = f"“{titles[0]}”等{len(titles)}个议题" if len(titles) > 1 else titles[0]
    full = f"关于{what}的协商纪要"
    return full if len(full) <= bounds.TITLE else f"{meeting.title}协商纪要"[: bounds.TITLE]


def facts_of(meeting: Meeting, now: datetime) -> MeetingFacts:
    """Read the facts of a meeting; `now` stands in for a close that is being written."""
    found = outcomes.standing(meeting)
    titles = [topic.title for topic in topics_of(meeting)]
    return MeetingFacts(
        community=meeting.community.name,
        meeting=meeting.title,
        place=meeting.venue.name,
        topic="”和“".join(titles) or meeting.title,
        starts=meeting.opened_at or meeting.starts_at,
        ends=meeting.closed_at or now,
        shares=shares(meeting),
        headcount=headcount(meeting),
        report=report(meeting),
        discussion=tuple(discussion(meeting)),
        items=outcomes.items(found),
        tasks=outcomes.tasks(found),
        votes=outcomes.votes(meeting),
        consensus=by_consensus(found),
        refer_to=outcomes.foreign_body(found),
        dissents=outcomes.dissents(found),
        rejected=outcomes.rejected(found),
        next_step=outcomes.next_steps(found),
        lead=outcomes.lead(found),
    )


def topics_of(meeting: Meeting) -> list[Topic]:
    """Return what was on the table: resolved topics too, which have left the meeting's list."""
    rows = [*(row.topic for row in outcomes.standing(meeting)), *meeting.topics]
    rows += [motion.topic for motion in meeting.motions]
    return list({row.id: row for row in rows}.values())


def by_consensus(resolutions: Sequence[Resolution]) -> bool:
    """Say whether everything that was settled was settled by consensus."""
    settled = [row for row in resolutions if row.outcome in outcomes.SETTLED]
    return bool(settled) and all(outcomes.agreed(row) for row in settled)


def report(meeting: Meeting) -> str:
    """Return whose report opened the deliberation, and on how many opinions."""
    reporter = holder_name(meeting, "reporter")
    if not reporter:
        return ""
    opinions = sum(len(topic.opinions) for topic in topics_of(meeting))
    heard = f"关于{opinions}条居民意见和议题情况" if opinions else "关于议题情况"
    return f"报告员{reporter}{heard}的报告"


def discussion(meeting: Meeting) -> Iterator[str]:
    """Tell how it was discussed: turns by round and stance, then what was summed up."""
    spoken = [turn for turn in meeting.speeches if turn.granted_at is not None]
    rounds = sorted({turn.agenda_item.round for turn in spoken if turn.agenda_item.round})
    told = [one_round(number, spoken) for number in rounds]
    asked = any(turn.stance == "question" for turn in spoken)
    if told:
        first = "与会人员先就报告提问澄清，再" if asked else "与会人员"
        yield f"{first}{ROUNDS.get(len(told), '分轮')}发言。" + "；".join(told)
    yield from summing_up(meeting)
    for title in without_quorum(meeting):
        yield f"“{title}”表决时到会人数不足，表决无效"


def one_round(number: int, spoken: Sequence[Speech]) -> str:
    """Tell one round: how many spoke, and where they stood."""
    turns = [turn for turn in spoken if turn.agenda_item.round == number]
    stood = [(STANCES[code], sum(turn.stance == code for turn in turns)) for code in VIEWS]
    views = "、".join(f"{word}{count}人次" for word, count in stood if count)
    people = len({turn.seat_id for turn in turns})
    again = f"{len(turns)}次" if len(turns) > people else ""
    return f"第{numeral(number)}轮{people}人发言{again}" + (f"，其中{views}" if views else "")


def summing_up(meeting: Meeting) -> Iterator[str]:
    """Return what the recorder wrote for the whole room while it rested."""
    kinds = {item.id: item.kind for item in meeting.agenda}
    rows = (
        select(Point)
        .where(Point.meeting_id == meeting.id, Point.seat_id.is_(None), Point.struck_at.is_(None))
        .order_by(Point.id)
    )
    for point in db.session.scalars(rows):
        if kinds.get(point.agenda_item_id) in SUMMING_UP:
            yield f"经归纳，{' '.join(point.text.split())}"


def without_quorum(meeting: Meeting) -> Iterator[str]:
    """Return the topics of counts that failed for want of people."""
    for motion in meeting.motions:
        count = ballot.standing(motion.ballots)
        if count and count.outcome == "no_quorum":
            yield motion.topic.title
