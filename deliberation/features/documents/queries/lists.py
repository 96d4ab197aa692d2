"""Lists: the minutes of a community's meetings, and the revisions of one."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from deliberation.store.db import db
from deliberation.store.models import Meeting, Minutes, MinutesRevision

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

PAGE: Final = 50
SHOWN_REVISIONS: Final = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of closed meetings, newest first, with their minutes."""

    meetings: list[Meeting]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Written:
    """One revision and what it changed: lines taken out and lines put in, in order."""

    revision: MinutesRevision
    changes: tuple[tuple[str, str], ...]

    @property
    def added(self) -> int:
        """How many lines were put in."""
        return sum(kind == "in" for kind, _ in self.changes)

    @property
    def removed(self) -> int:
        """How many lines were taken out."""
        return sum(kind == "out" for kind, _ in self.changes)


def desk(community_id: int | None, meeting_ids: Collection[int], page: int) -> Desk:
    """Return closed meetings of a community, and those in which the reader held a role."""
    rows = select(Meeting).where(
        Meeting.stage == "closed",
        or_(Meeting.community_id == community_id, Meeting.id.in_(meeting_ids)),
    )
    total = db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    shown = rows.options(
        joinedload(Meeting.minutes),
        joinedload(Meeting.community),
        selectinload(Meeting.topics),
        selectinload(Meeting.settled_topics),
    ).order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    meetings = list(db.session.scalars(shown.limit(PAGE).offset((page - 1) * PAGE)))
    return Desk(meetings, page, pages, total)


def revisions(minutes: Minutes) -> list[Written]:
    """Return the revisions with their differences, newest first."""
    rows = list(
        db.session.scalars(
            select(MinutesRevision)
            .where(MinutesRevision.minutes_id == minutes.id)
            .options(joinedload(MinutesRevision.by))
            .order_by(MinutesRevision.revision.desc())
            .limit(SHOWN_REVISIONS + 1)
        )
    )
    pairs = zip(rows, [*rows[1:], None], strict=True)
    return [Written(row, changes(before, row)) for row, before in pairs][:SHOWN_REVISIONS]


def changes(before: MinutesRevision | None, after: MinutesRevision) -> tuple[tuple[str, str], ...]:
    """Return the lines in which two revisions differ; the first one differs from nothing."""
    if before is None:
        return ()
    old, new = _lines(before), _lines(after)
    found: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [("out", line) for line in old[a:b]]
            found += [("in", line) for line in new[c:d]]
    return tuple(found)


def changed_since(minutes: Minutes, base: int) -> tuple[tuple[str, str], ...]:
    """Return what others changed after revision `base`; nothing when there is no such one."""
    before = next((row for row in minutes.revisions if row.revision == base), None)
    return changes(before, minutes.revisions[-1])


def _lines(revision: MinutesRevision) -> Sequence[str]:
    head = [revision.title, revision.copy_to]
    return [line for line in [*head, *revision.text.splitlines()] if line.strip()]
