"""Verbs of documents: draft the minutes, edit, approve, and begin another edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain import revision as rules
from deliberation.domain.errors import Conflict, IllegalMove, Invalid, say
from deliberation.features.documents import queries
from deliberation.features.documents.queries import Words
from deliberation.store import moves
from deliberation.store.db import db
from deliberation.store.models import Minutes, MinutesRevision

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.errors import Sentence
    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting


@dataclass(frozen=True, slots=True)
class Frozen:
    """A printed paper that is on disk: its SHA-256 and its pages."""

    sha256: str
    pages: int


def draft(meeting: Meeting, *, actor: Actor, now: datetime) -> Minutes:
    """Write the minutes of a closed meeting from its record; those there are stay as they are.

    Raises:
        IllegalMove: the meeting is not closed.
    """
    if meeting.minutes is not None:
        return meeting.minutes
    if meeting.stage != "closed":
        raise IllegalMove(say("散会以后才能起草纪要。"))
    minutes = Minutes(
        community_id=meeting.community_id, number=meeting.number, meeting=meeting, created_at=now
    )
    moves.begin(rules.LIFECYCLE, minutes, "draft", actor=actor, now=now)
    words = Words(
        queries.title_of(meeting), queries.draft_of(meeting, now), queries.copies(meeting)
    )
    _write(minutes, words, actor=actor, now=now)
    return minutes


def edit(
    minutes: Minutes, base: int, words: Words, *, actor: Actor, now: datetime
) -> MinutesRevision:
    """Write another revision; a text that changes nothing writes none.

    Raises:
        Conflict: somebody wrote a revision after `base`; neither text is lost by it.
        IllegalMove: the minutes are approved.
        Invalid: without title or text.
    """
    newest = minutes.revisions[-1]
    if not rules.is_current(minutes, base):
        raise Conflict(say("您打开以后，别人已经改过纪要。两份文字都在下面。"))
    for text, field in ((words.title, "title"), (words.text, "text")):
        if not text.strip():
            raise Invalid(say("请填写这一项。"), field)
    if queries.words_of(newest) == words:
        return newest
    moves.apply(
        rules.LIFECYCLE, minutes, "edit", actor=actor, now=now, revision=newest.revision + 1
    )
    return _write(minutes, words, actor=actor, now=now)


def approve(
    minutes: Minutes, revision: int, paper: Frozen | None, *, actor: Actor, now: datetime
) -> None:
    """Approve a revision whose paper is printed and on disk.

    Args:
        minutes: the minutes.
        revision: the revision that the facilitator read.
        paper: the printed paper of that revision; None when there was nothing to print.
        actor: who approves.
        now: when.

    Raises:
        Conflict: another revision has been written since.
        IllegalMove: they are approved already, or the text may not be published.
    """
    if not rules.is_current(minutes, revision):
        raise Conflict(say("您读过以后，纪要又改了。请看过新的文字再审定。"))
    if reasons := obstacles(minutes):
        raise IllegalMove(reasons[0])
    if paper is None:
        rules.LIFECYCLE.check(minutes, "approve")
        raise Conflict(say("纪要还没有排好版，请再按一次“审定”。"))
    moves.apply(
        rules.LIFECYCLE,
        minutes,
        "approve",
        actor=actor,
        now=now,
        revision=revision,
        sha256=paper.sha256,
        pages=paper.pages,
    )
    minutes.approved_at, minutes.approved_by_id = now, actor.account_id
    minutes.approved_revision = revision
    minutes.sha256, minutes.pages = paper.sha256, paper.pages


def obstacles(minutes: Minutes) -> list[Sentence]:
    """Return every reason why the newest text cannot be approved, the stage aside."""
    words = queries.words_of(minutes.revisions[-1])
    return queries.blocked(queries.findings(minutes.meeting, words))


def revise(minutes: Minutes, reason: str, *, actor: Actor, now: datetime) -> None:
    """Open approved minutes for another edition; the approved paper stays what it is.

    Raises:
        Invalid: without a reason.
        IllegalMove: they are not approved.
    """
    if not reason.strip():
        raise Invalid(say("请写明为什么要改。"), "reason")
    moves.apply(rules.LIFECYCLE, minutes, "revise", actor=actor, now=now, reason=reason.strip())


def _write(minutes: Minutes, words: Words, *, actor: Actor, now: datetime) -> MinutesRevision:
    row = MinutesRevision(
        minutes=minutes,
        revision=rules.latest(minutes) + 1,
        title=words.title,
        text=words.text,
        copy_to=words.copy_to,
        at=now,
        by_id=actor.account_id,
    )
    db.session.add(row)
    db.session.flush()
    return row
