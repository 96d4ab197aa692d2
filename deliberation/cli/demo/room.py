"""A meeting from its opening to its close, second by second."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from deliberation.features.room import actions
from deliberation.features.room.actions import ballots
from deliberation.store import library

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.timeline import Timeline
    from deliberation.cli.demo.world import World
    from deliberation.domain.roles import Actor
    from deliberation.store.models import Ballot, Meeting, Motion, Seat, Speech

MS: Final = 1_000


class Session:
    """One meeting on the line of time, while it is open."""

    def __init__(self, line: Timeline, world: World, facts: Table) -> None:
        self.line, self.world, self.facts = line, world, facts
        self.starts: datetime = facts["starts_at"]
        self.speeches: dict[int, Speech] = {}
        self.motions: dict[int, Motion] = {}
        self.ballots: dict[tuple[int, int], Ballot] = {}

    def tell(self) -> None:
        """Put the opening, the stages, what was said and moved on the line."""
        self._at(0, self._open)
        self._tell_stages()
        for place, speech in enumerate(self.facts["speeches"]):
            self._tell_speech(place, speech)
        for point in self.facts["points"]:
            self._at(point["at"], self._note, point)
        for place, motion in enumerate(self.facts["motions"]):
            self._tell_motion(place, motion)

    @property
    def meeting(self) -> Meeting:
        """The meeting's row."""
        return self.world.meetings[self.facts["number"]]

    def by(self, role: str) -> Actor:
        """Return who holds a role, or who has a login."""
        return self.world.actor(self.facts["roles"].get(role, role))

    def seat(self, number: int) -> Seat:
        """Return a seat by its number."""
        return next(one for one in self.meeting.seats if one.number == number)

    def _at(self, seconds: int, do: Callable[..., object], *arguments: object) -> None:
        self.line.add(self.starts + timedelta(seconds=seconds), do, *arguments)

    def _open(self, now: datetime) -> None:
        actions.open_meeting(self.meeting, actor=self.by("facilitator"), now=now)

    # ------------------------------------------------------------ stages

    def _tell_stages(self) -> None:
        items = self.facts["agenda"][1:]  # signing in ends with the opening
        for position, (left, begun) in enumerate(pairwise(items), start=1):
            if left["started"] + left["spent"] < begun["started"]:
                self._at(left["started"] + left["spent"], self._pause)
            self._at(begun["started"], self._next, position)

    def _pause(self, now: datetime) -> None:
        actions.pause_stage(self.meeting, actor=self.by("timekeeper"), now=now)

    def _next(self, position: int, now: datetime) -> None:
        actions.next_stage(self.meeting, position, actor=self.by("timekeeper"), now=now)

    # ------------------------------------------------------------ speeches and points

    def _tell_speech(self, place: int, row: Table) -> None:
        self._at(row["raised"], self._raise, place, row)
        self._at(row["granted"], self._grant, place, row)
        self._at(row["granted"] + row["spent"], self._yield, place, row)

    def _raise(self, place: int, row: Table, now: datetime) -> None:
        self.speeches[place] = actions.raise_hand(
            self.meeting, self.seat(row["seat"]), row["stance"], actor=self.by("recorder"), now=now
        )

    def _grant(self, place: int, row: Table, now: datetime) -> None:
        speech = self.speeches[place]
        actions.grant(speech, actor=self.by("facilitator"), now=now)
        # The rules give elders a longer turn already; only what is lacking is granted.
        usual = library.find_procedure(self.facts["procedure"]).speaking.speech_ms
        lacking = usual + row.get("extension", 0) * MS - speech.allotted_ms
        if "extension" in row and lacking > 0:
            reason = row["extension_reason"]
            actions.extend_speech(speech, lacking, reason, actor=self.by("facilitator"), now=now)

    def _yield(self, place: int, row: Table, now: datetime) -> None:
        speech = self.speeches[place]
        actions.yield_floor(speech, actor=self.by("timekeeper"), now=now)
        recorder = self.by("recorder")
        actions.note(
            self.meeting, row["point"], row["stance"], actor=recorder, now=now, speech=speech
        )

    def _note(self, row: Table, now: datetime) -> None:
        seat = self.seat(row["seat"]) if "seat" in row else None
        recorder = self.by("recorder")
        actions.note(self.meeting, row["text"], row["stance"], actor=recorder, now=now, seat=seat)

    # ------------------------------------------------------------ motions and counts

    def _tell_motion(self, place: int, row: Table) -> None:
        for version in row["versions"]:
            self._at(version["at"], self._word, place, version)
        self._at(row["frozen"], self._freeze, place, row)
        for turn, ballot in enumerate(row["ballots"]):
            key = (place, turn)
            self._at(ballot["counted"], self._count, key, ballot)
            self._at(ballot["confirmed"], self._confirm, key, ballot)

    def _word(self, place: int, version: Table, now: datetime) -> None:
        actor = self.by(version["by"])
        if version["version"] == 1:
            topic = self.world.topics[self.facts["topic"]]
            self.motions[place] = actions.move(
                self.meeting, topic, version["text"], actor=actor, now=now
            )
        else:
            base = version["version"] - 1
            actions.amend(self.motions[place], version["text"], base, actor=actor, now=now)

    def _freeze(self, place: int, row: Table, now: datetime) -> None:
        version = row["versions"][-1]["version"]
        actions.freeze(self.motions[place], version, actor=self.by(row["frozen_by"]), now=now)

    def _count(self, key: tuple[int, int], row: Table, now: datetime) -> None:
        hands = ballots.Hands(row.get("yes", 0), row.get("no", 0), row.get("abstain", 0))
        self.ballots[key] = actions.count(
            self.motions[key[0]], row["method"], hands, actor=self.by(row["counted_by"]), now=now
        )

    def _confirm(self, key: tuple[int, int], row: Table, now: datetime) -> None:
        actions.confirm(self.ballots[key], actor=self.by(row["confirmed_by"]), now=now)
