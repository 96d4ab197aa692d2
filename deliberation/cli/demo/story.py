"""The story of one community: opinions, topics, meetings, and what followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.cli.demo import checks, data, earlier, elsewhere, opinions, people
from deliberation.cli.demo.following import Following
from deliberation.cli.demo.meetings import Preparation
from deliberation.cli.demo.minutes import Writing
from deliberation.cli.demo.outcomes import Outcome
from deliberation.cli.demo.room import Session
from deliberation.cli.demo.timeline import Timeline
from deliberation.cli.demo.topics import Matter
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Counter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.opinions import Row
    from deliberation.cli.demo.world import World


@dataclass(frozen=True, slots=True)
class Story:
    """What the data says of one community, and the world it comes into being in."""

    world: World
    opinions: list[Row]
    topics: list[Table]
    meetings: list[Table]
    commitments: list[Table]
    name: str = ""

    def replay(self) -> None:
        """Put all of it on the line of time, and make it happen."""
        line, world = Timeline(self.name), self.world
        topics = {one["number"]: one for one in self.topics}
        opinions.tell(line, world, self.opinions, topics)
        for number, facts in topics.items():
            Matter(line, world, facts, [r for r in self.opinions if r["topic"] == number]).tell()
        for facts in self.meetings:
            session = Session(line, world, facts)
            Preparation(line, world, facts).tell()
            session.tell()
            Outcome(line, session).tell()
            Writing(line, session).tell()
        for facts in self.commitments:
            Following(line, world, facts).tell()
        line.replay()

    def check(self) -> None:
        """Compare what came into being with the data.

        Raises:
            Refused: naming the first difference.
        """
        checks.check(self.world, self.topics, self.meetings)


def at_home(world: World, now: datetime) -> Story:
    """Tell the first community: every opinion of the year, and its long meetings."""
    topics = data.table("topics")["topics"]
    by_number = {one["number"]: one for one in topics}
    short = data.table("meetings/earlier")
    meetings = [earlier.written_out(one, by_number[one["topic"]]) for one in short["meetings"]]
    meetings += [data.table(f"meetings/{name}") for name in data.MEETINGS]
    _take_over(world, short["counters"], now)
    commitments = data.table("commitments")["commitments"]
    return Story(world, data.opinions(), topics, meetings, commitments)


def elsewhere_told(home: World, accounts: list[Table], now: datetime) -> list[Story]:
    """Tell the other communities, which the same people look after."""
    stories = []
    for facts in elsewhere.communities():
        world = people.settle_beside(home, facts, accounts, now)
        rows, meetings = elsewhere.opinions(facts), elsewhere.meetings(facts)
        name, commitments = world.community.name, facts["commitments"]
        stories.append(Story(world, rows, facts["topics"], meetings, commitments, name))
    return stories


def _take_over(world: World, counters: Mapping[str, int], now: datetime) -> None:
    """Go on with the numbers of the paper files that the community kept before."""
    community = world.community
    for series, last in counters.items():
        db.session.add(Counter(community_id=community.id, series=series, last=last))
    details = {"series": dict(counters)}
    actor = world.actor("host")
    record.append(community, "take_over", actor=actor, now=now, scope=community.id, **details)
