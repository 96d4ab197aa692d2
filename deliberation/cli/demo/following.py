"""What followed a commitment: handed over, signed for, done, checked, told, judged, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from deliberation.cli.demo import steps
from deliberation.cli.demo.data import beijing
from deliberation.domain.roles import NOBODY
from deliberation.store import library
from deliberation.store.people import with_links

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.timeline import Timeline
    from deliberation.cli.demo.world import World
    from deliberation.domain.roles import Actor
    from deliberation.domain.supervision import Rules
    from deliberation.store.models import Commitment, Opinion

BETWEEN: Final = timedelta(minutes=7)  # from one proposer's answer to the next
COUNTED: Final = {"assign": "交办", "close": "销号"}


class Following:
    """One commitment on the line of time, from its hand-over on."""

    def __init__(self, line: Timeline, world: World, facts: Table) -> None:
        self.line, self.world, self.facts = line, world, facts

    def tell(self) -> None:
        """Put every step on the line, and each answer of a proposer for itself."""
        for row in self.facts["steps"]:
            for at, part in _apart(row):
                self.line.add(at, self._do, part, counted=COUNTED.get(part["do"], ""))

    def _do(self, row: Table, now: datetime) -> None:
        steps.VERBS[row["do"]](self, row, now)

    @property
    def commitment(self) -> Commitment:
        """The commitment's row."""
        return self.world.commitments[self.facts["number"]]

    @property
    def rules(self) -> Rules:
        """The rules of supervision it is assigned under."""
        return library.supervision_rules()

    def by(self, row: Table, usual: str) -> Actor:
        """Return who does a step: whom the data names, else who usually does."""
        return self.world.actor(row.get("by", usual))

    def owner(self) -> Actor:
        """Return who acts for the unit that owes it: its account, or the holder of its link."""
        if "account" in self.facts:
            return self.world.actor(self.facts["account"])
        return with_links(NOBODY, self.commitment.links[-1:])

    def opinion(self, number: str) -> Opinion | None:
        """Return a proposer's opinion; without a number another resident speaks."""
        return self.world.opinions[number] if number else None


def _apart(row: Table) -> Iterator[tuple[datetime, Table]]:
    if row["do"] != "answers":
        yield beijing(row["at"]), row
        return
    for place, said in enumerate(row["rows"]):
        yield beijing(row["at"]) + place * BETWEEN, {**row, "said": said}
