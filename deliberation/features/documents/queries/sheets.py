"""The minutes as a sheet for paper and page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.domain.calendar import today
from deliberation.domain.minutes import MinutesSheet, parse
from deliberation.features.documents.queries import outcomes
from deliberation.features.documents.queries.people import (
    attendance,
    full_names,
    holder_name,
    mask_names,
)
from deliberation.store import library

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.store.models import Meeting, MinutesRevision


@dataclass(frozen=True, slots=True)
class Words:
    """One text of the minutes: what a recorder can change."""

    title: str
    text: str
    copy_to: str = ""


def words_of(revision: MinutesRevision) -> Words:
    """Return the words of a revision."""
    return Words(revision.title, revision.text, revision.copy_to)


def minutes_sheet(
    meeting: Meeting, words: Words, *, at: datetime, approved: bool, edition: int = 1
) -> MinutesSheet:
    """Lay a text out for paper; a full name that was typed is masked here at the latest.

    Args:
        meeting: the meeting.
        words: the text to lay out.
        at: the moment whose day in Shanghai the paper bears.
        approved: False prints 草稿 across every page.
        edition: which edition this is, told from the second on.

    Raises:
        Invalid: the text is beyond a bound of `parse`.
    """
    names, day = full_names(meeting), today(at)
    organ = f"{meeting.community.name}居民委员会"
    return MinutesSheet(
        community=meeting.community.name,
        heading=heading(meeting),
        issue_no=f"第{meeting.issue}期" + (f"　第{edition}版" if edition > 1 else ""),
        organ=organ,
        issued_on=day,
        title=mask_names(words.title, names),
        blocks=parse(mask_names(words.text, names)),
        attendance=attendance(meeting),
        number=meeting.number,
        printed_by=organ,
        printed_on=day,
        copy_to=outcomes.names(mask_names(words.copy_to, names)),
        recorded_by=holder_name(meeting, "recorder"),
        approved_by=holder_name(meeting, "facilitator"),
        approved=approved,
        edition=edition,
    )


def heading(meeting: Meeting) -> str:
    """Return the red mark: the procedure's name and 纪要."""
    known = library.procedures().get(meeting.procedure)
    return f"{known.title if known else '议事会'}纪要"
