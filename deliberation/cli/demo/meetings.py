"""A meeting up to its opening: plan, seats, roles, notice, the door."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from deliberation.cli.demo.data import moment
from deliberation.features.meetings import actions
from deliberation.features.meetings.actions import Guest, Plan
from deliberation.features.topics import actions as topics
from deliberation.store import library

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.timeline import Timeline
    from deliberation.cli.demo.world import World
    from deliberation.store.models import Meeting

REOPENED, EXCUSED = "10:00", "16:40"
PLANNED: Final = timedelta(minutes=25)
INVITED: Final = timedelta(minutes=18)
ASSIGNED: Final = timedelta(minutes=10)
ON_DUTY: Final = timedelta(minutes=25)
DOOR: Final = timedelta(minutes=15)
DAY: Final = timedelta(days=1)


class Preparation:
    """One meeting on the line of time, until it opens."""

    def __init__(self, line: Timeline, world: World, facts: Table) -> None:
        self.line, self.world, self.facts = line, world, facts
        self.starts: datetime = facts["starts_at"]

    def tell(self) -> None:
        """Put everything before the opening on the line."""
        announced = self.facts["announced_at"]
        if "reopened_on" in self.facts:
            self.line.add(moment(self.facts["reopened_on"], "09:00"), self._reopen)
        self.line.add(announced - PLANNED, self._plan, counted="会议")
        self.line.add(announced - INVITED, self._invite)
        self.line.add(announced - ASSIGNED, self._assign)
        self.line.add(announced, self._announce)
        for role in self.facts["roles"]:
            self.line.add(self.starts - ON_DUTY, self._report, role)
        for seat in self.facts["seats"]:
            self.line.add(self._arrival(seat), self._check_in, seat)

    def _meeting(self) -> Meeting:
        return self.world.meetings[self.facts["number"]]

    def _reopen(self, now: datetime) -> None:
        topic = self.world.topics[self.facts["topic"]]
        topics.reopen(topic, self.facts["reopened"], actor=self.world.actor("reviewer"), now=now)

    def _plan(self, now: datetime) -> None:
        facts, world = self.facts, self.world
        plan = Plan(
            venue_id=world.venues[facts["venue"]].id,
            starts_at=self.starts,
            ends_at=facts["ends_at"],
            title=facts["title"],
            arrangements=facts["arrangements"],
            members=facts["members"],
            notice_days=facts["notice_days"],
            issue=facts["issue"],
        )
        world.meetings[facts["number"]] = actions.plan(
            world.community,
            library.find_procedure(facts["procedure"]),
            library.find_ruleset(facts["ruleset"]),
            plan,
            [world.topics[facts["topic"]]],
            actor=world.actor("host"),
            now=now,
        )

    def _invite(self, now: datetime) -> None:
        for seat in self.facts["seats"]:
            names = ("name", "party", "kind", "building", "elder", "voice", "vote", "number")
            guest = Guest(**{name: seat[name] for name in names})
            actions.invite(self._meeting(), guest, actor=self.world.actor("host"), now=now)

    def _assign(self, now: datetime) -> None:
        chosen = {role: self.world.accounts[login] for role, login in self.facts["roles"].items()}
        actions.assign_all(self._meeting(), chosen, actor=self.world.actor("host"), now=now)
        self.world.roles_changed()

    def _announce(self, now: datetime) -> None:
        actor = self.world.actor(self.facts["announced_by"])
        actions.announce(self._meeting(), library.calendar(), actor=actor, now=now)

    def _report(self, role: str, now: datetime) -> None:
        actor = self.world.actor(self.facts["roles"][role])
        actions.report_present(self._meeting(), role, actor=actor, now=now)

    def _arrival(self, seat: Table) -> datetime:
        """Return when the recorder marks a seat: at the door, or the day before when excused."""
        if "arrived" not in seat:
            return moment((self.starts - DAY).date(), EXCUSED)
        if isinstance(seat["arrived"], int):
            return self.starts - DOOR + timedelta(seconds=seat["arrived"])
        return moment(self.starts.date(), seat["arrived"])

    def _check_in(self, row: Table, now: datetime) -> None:
        seat = next(one for one in self._meeting().seats if one.number == row["number"])
        recorder = self.world.actor(self.facts["roles"]["recorder"])
        proxy = row.get("proxy_name", "")
        actions.mark_attendance(seat, row["attendance"], proxy, actor=recorder, now=now)
