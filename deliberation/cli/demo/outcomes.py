"""What came out of a meeting: resolution, views, commitments, the close, the publicity."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from deliberation.cli.demo import wording
from deliberation.cli.demo.data import moment
from deliberation.domain.resolution import NOT_ADOPTED
from deliberation.features.documents import actions as documents
from deliberation.features.followthrough.actions import publicising
from deliberation.features.resolutions import actions
from deliberation.features.resolutions.actions import Promise, Result, View
from deliberation.features.room import actions as room
from deliberation.store import library

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.room import Session
    from deliberation.cli.demo.timeline import Timeline
    from deliberation.store.models import Resolution

PROMISED: Final = (
    "text", "standard", "owner", "post", "co_owners", "dated", "due_on", "working_days",
    "counted_from", "due_reason", "disclosure",
)  # fmt: skip
BETWEEN: Final = 2  # seconds from one view to the next
POSTED: Final = "11:00"


class Outcome:
    """The results of one meeting on the line of time."""

    def __init__(self, line: Timeline, session: Session) -> None:
        self.line, self.session, self.facts = line, session, session.facts
        self.resolution: Resolution | None = None

    def tell(self) -> None:
        """Put what was resolved and promised, the close and the publicity on the line."""
        adopted = self.facts["resolution"]["adopted"]
        self._at(adopted, self._adopt)
        views = [*self.facts["dissents"], *self.facts["not_adopted"]]
        for place, view in enumerate(views, start=1):
            self._at(adopted + place * BETWEEN, self._dissent, view)
        for row in self.facts["commitments"]:
            self._at(row["at"], self._promise, row)
        length = self.facts["ends_at"] - self.facts["starts_at"]
        self._at(int(length.total_seconds()), self._close)
        self.line.add(moment(self.facts["result"]["starts_on"], POSTED), self._post)

    def _at(self, seconds: int, do: Callable[..., object], *arguments: object) -> None:
        self.line.add(self.facts["starts_at"] + timedelta(seconds=seconds), do, *arguments)

    def _standing(self) -> Resolution:
        if self.resolution is None:
            message = f"{self.facts['number']}: nothing was resolved"
            raise ValueError(message)
        return self.resolution

    def _adopt(self, now: datetime) -> None:
        row = self.facts["resolution"]
        topic = self.session.world.topics[self.facts["topic"]]
        result = Result(
            row["outcome"], row["text"].strip(), row.get("body", ""), row.get("review_on")
        )
        actor = self.session.by(row["adopted_by"])
        self.resolution = actions.adopt(topic, result, actor=actor, now=now)

    def _dissent(self, row: Table, now: datetime) -> None:
        if "seat" in row:
            view = View(row["stance"], row["reason"], self.session.seat(row["seat"]))
        else:
            view = View(NOT_ADOPTED, row["reason"], point=row["text"])
        actions.dissent(self._standing(), view, actor=self.session.by("recorder"), now=now)

    def _promise(self, row: Table, now: datetime) -> None:
        # Working days are counted by the rule; the data's own date is what it is checked against.
        left_out = {"due_on"} if row["dated"] == "working_days" else set()
        given = Promise(**{name: row[name] for name in PROMISED if name in row.keys() - left_out})
        recorder = self.session.by("recorder")
        commitment = actions.promise(
            self._standing(), given, library.calendar(), actor=recorder, now=now
        )
        self.session.world.commitments[commitment.number] = commitment

    def _close(self, now: datetime) -> None:
        meeting, facilitator = self.session.meeting, self.session.by("facilitator")
        room.close_meeting(meeting, actor=facilitator, now=now)
        documents.draft(meeting, actor=facilitator, now=now)

    def _post(self, now: datetime) -> None:
        row, calendar, rules = self.facts["result"], library.calendar(), library.supervision_rules()
        starts = row["starts_on"]
        ends = row.get("ends_on") or calendar.add_natural_days(starts, rules.notice_days)
        text = row.get("text") or wording.decision(self._standing(), starts, ends)
        publicising.post_decision(
            self._standing(),
            publicising.Notice(starts, ends, text.strip()),
            calendar,
            rules,
            actor=self.session.world.actor("host"),
            now=now,
        )
