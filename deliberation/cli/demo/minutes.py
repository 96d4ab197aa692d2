"""The minutes: drafted at the close, revised by the recorder, approved with their paper."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from flask import current_app

from deliberation.features.documents import actions, queries
from deliberation.features.documents.queries import Words
from deliberation.features.documents.views.printed import count_pages, html_of, paper_code
from deliberation.shell import printing
from deliberation.shell.addresses import for_url, hall_addresses, is_loopback
from deliberation.store import library, papers

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.room import Session
    from deliberation.cli.demo.timeline import Timeline
    from deliberation.config import Settings
    from deliberation.domain.minutes import MinutesSheet
    from deliberation.store.models import Minutes

REVISED: Final = timedelta(minutes=50)
HEARD: Final = re.compile(r"^会议听取了.*$", re.MULTILINE)
SUMMED: Final = re.compile(r"^经归纳，.*$", re.MULTILINE)


class Writing:
    """The minutes of one meeting on the line of time."""

    def __init__(self, line: Timeline, session: Session) -> None:
        self.line, self.session, self.facts = line, session, session.facts

    def tell(self) -> None:
        """Put the revision, and the approval where there was one, on the line."""
        row = self.facts["minutes"]
        starts: datetime = self.facts["starts_at"]
        next_day = library.calendar().add_working_days(starts.date(), 1)
        usual = starts.replace(
            year=next_day.year, month=next_day.month, day=next_day.day, hour=10, minute=20
        )
        approved = row.get("approved_at", usual)
        if "title" in row:
            self.line.add(approved - REVISED, self._revise)
        if row["stage"] == "approved":
            self.line.add(approved, self._approve, counted="纪要")

    def _minutes(self) -> Minutes:
        minutes = self.session.meeting.minutes
        if minutes is None:
            message = f"{self.facts['number']}: no minutes were drafted"
            raise ValueError(message)
        return minutes

    def _revise(self, now: datetime) -> None:
        minutes, row = self._minutes(), self.facts["minutes"]
        words = revised(queries.words_of(minutes.revisions[-1]), row)
        base, recorder = minutes.revisions[-1].revision, self.session.by("recorder")
        actions.edit(minutes, base, words, actor=recorder, now=now)

    def _approve(self, now: datetime) -> None:
        minutes = self._minutes()
        words, revision = queries.words_of(minutes.revisions[-1]), minutes.revisions[-1].revision
        sheet = queries.minutes_sheet(minutes.meeting, words, at=now, approved=True)
        paper = freeze(sheet, minutes)
        facilitator = self.session.by("facilitator")
        actions.approve(minutes, revision, paper, actor=facilitator, now=now)


def revised(words: Words, row: Table) -> Words:
    """Return the draft with what the recorder put in: title, report, summing up, copies."""
    text = HEARD.sub(lambda _found: f"会议听取了{row['report']}。", words.text, count=1)
    text = SUMMED.sub(lambda _found: f"{row['summary']}。", text, count=1)
    return Words(row["title"], text, "、".join(row["copy_to"]))


def freeze(sheet: MinutesSheet, minutes: Minutes) -> actions.Frozen:
    """Print the sheet in this process and put it on disk."""
    settings: Settings = current_app.extensions["settings"]
    with current_app.test_request_context(base_url=address(settings)):
        html = html_of("minutes.html", sheet, paper_code(minutes.meeting))
    pdf = printing.render_in_process(html, title=sheet.title)
    return actions.Frozen(papers.keep(settings.papers, pdf), count_pages(pdf))


def address(settings: Settings) -> str:
    """Return where the QR code on a paper leads: this machine as the hall reaches it."""
    own = [] if is_loopback(settings.host) or settings.host in {"", "::"} else [settings.host]
    host = next(iter([*own, *hall_addresses()]), "127.0.0.1")
    return f"http://{for_url(host)}:{settings.port}"
