"""The other communities of the demo: each with its few opinions, topics and short meetings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from deliberation.cli.demo import data, earlier
from deliberation.cli.demo.data import moment

if TYPE_CHECKING:
    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.opinions import Row

# The columns of opinions.csv that may be left out here.
COLUMNS: Final = (
    "place", "households", "wish", "standing", "building", "contact_name", "contact_phone",
    "slip_number", "outcome", "reply",
)  # fmt: skip
PICTURE: Final = ("scene", "photo")
ANSWERED: Final = timedelta(minutes=45)


def opinions(facts: Table) -> list[Row]:
    """Return the opinions of a community in the shape of opinions.csv."""
    return [_row(place, one) for place, one in enumerate(facts["opinions"], start=1)]


def _row(place: int, one: Table) -> Row:
    day, at = one["on"].isoformat(), one["at"]
    given = {name: str(one.get(name, "")) for name in COLUMNS}
    return {
        "number": f"YJ-{one['on'].year}-{place:04d}",
        "submitted_on": day,
        "submitted_time": at,
        "channel": one["channel"],
        "category": one["category"],
        "text": one["text"],
        "attends": one.get("attends", "no"),
        "entered_by": "" if one["channel"] == "scan" else "worker",
        "topic": one["topic"],
        "replied_on": str(one.get("replied_on", day)),
        "replied_time": one.get("replied", _soon(moment(day, at))),
        **given,
        **{name: one[name] for name in PICTURE if name in one},
    }


def _soon(at: datetime) -> str:
    return f"{at + ANSWERED:%H:%M}"


def meetings(facts: Table) -> list[Table]:
    """Return the meetings of a community, written out."""
    topics = {one["number"]: one for one in facts["topics"]}
    return [earlier.written_out(one, topics[one["topic"]]) for one in facts.get("meetings", [])]


def communities() -> list[Table]:
    """Return what the data says of each community beside the first, in the order of the files."""
    folder = data.FOLDER / "communities"
    return [data.table(f"communities/{path.stem}") for path in sorted(folder.glob("*.toml"))]
