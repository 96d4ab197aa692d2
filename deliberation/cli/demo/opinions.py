"""The opinions: how each came in, was screened and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.cli.demo.data import moment
from deliberation.cli.demo.photos import arrive
from deliberation.domain.notice import PRIVACY_VERSION
from deliberation.features.intake import actions
from deliberation.features.intake.actions import Arrival, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.timeline import Timeline
    from deliberation.cli.demo.world import World

    Step = Callable[[datetime], object]

Row = dict[str, str]

OUTCOMES: Final = {"settled": "settle", "referred": "refer", "declined": "decline"}
# Whose matter it is, by who decides the topic.
OWNERSHIP: Final = {
    "council": "community",
    "assembly": "community",
    "owners": "owners",
    "government": "government",
}
SECRET: Final = ("名字和门牌",)
DISPUTE: Final = ("借我", "押金")


def tell(line: Timeline, world: World, rows: list[Row], topics: Mapping[str, Table]) -> None:
    """Put every opinion and its first reply on the line of time."""
    seen: set[str] = set()
    for row in rows:
        topic = topics.get(row["topic"])
        given = answers(row, topic, again=row["topic"] in seen)
        seen.add(row["topic"])
        reply = row["reply"] or (topic["first_reply"] if topic else "")
        line.add(
            moment(row["submitted_on"], row["submitted_time"]), _taking(world, row), counted="意见"
        )
        line.add(replied(row), _triage(world, row, given, reply))


def replied(row: Row) -> datetime:
    """Return when the sender had the first reply."""
    return moment(row["replied_on"], row["replied_time"])


def _taking(world: World, row: Row) -> Step:
    def take(now: datetime) -> None:
        verb = actions.enter if row["entered_by"] else actions.submit
        opinion = verb(world.community, words(row), actor=world.actor(row["entered_by"]), now=now)
        world.opinions[row["number"]] = opinion

    return take


def words(row: Row) -> Words:
    """Return what the sender says."""
    return Words(
        text=row["text"],
        category=row["category"],
        channel=row["channel"],
        place=row["place"],
        households=int(row["households"]) if row["households"] else None,
        wish=row["wish"],
        standing=row["standing"],
        building=row["building"],
        contact_name=row["contact_name"],
        contact_phone=row["contact_phone"],
        attends=row["attends"] == "yes",
        privacy_version=PRIVACY_VERSION,
        slip_number=row["slip_number"],
        photos=[Arrival(arrive(row["scene"], "place", row["photo"]))] if "scene" in row else (),
    )


def _triage(world: World, row: Row, given: Mapping[str, str], reply: str) -> Step:
    outcome = OUTCOMES.get(row["outcome"], "deliberate")

    def triage(now: datetime) -> None:
        opinion = world.opinions[row["number"]]
        actions.triage(opinion, given, outcome, reply, actor=world.actor("worker"), now=now)

    return triage


def answers(row: Row, topic: Table | None, *, again: bool) -> dict[str, str]:
    """Return the answers at the eight gates that fit what was done; the screening may end early."""
    given = {"urgent": "no", "statutory": "no"}
    declined = row["outcome"] == "declined"
    asked = (
        ("secret", declined and any(word in row["text"] for word in SECRET)),
        ("personal", declined and any(word in row["text"] for word in DISPUTE)),
        ("onsite", row["outcome"] == "settled"),
    )
    for gate, stops in asked:
        given[gate] = "yes" if stops else "no"
        if stops:
            return given
    given["duplicate"] = "yes" if topic and again else "no"
    given["ownership"] = OWNERSHIP[topic["route"]] if topic else _owner(row)
    given["concrete"] = "yes"
    return given


def _owner(row: Row) -> str:
    if row["outcome"] == "referred":
        return "enterprise" if row["category"] in {"repair", "service"} else "government"
    return "government" if row["outcome"] == "declined" else "community"
