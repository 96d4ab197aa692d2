"""The twelve matters on the demo's day: state, colour and dates as `matters.toml` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.cli.demo import data, pinned
from deliberation.cli.demo.checks import Compared, refuse
from deliberation.domain.calendar import today
from deliberation.store import library, matters, rounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.world import World
    from deliberation.store.models import Commitment


def check(worlds: Mapping[str, World]) -> None:
    """Compare the twelve matters, in the communities by their names.

    Raises:
        Refused: naming the first difference; nothing is kept then.
    """
    for row in data.table("matters")["matters"]:
        refuse(_matter(worlds[row["community"]], row))


def _matter(world: World, row: Table) -> Iterator[Compared]:
    commitment, name = world.commitments[row["commitment"]], f"第{row['number']}件事"
    yield f"{name}的议题", row["topic"], commitment.topic.number
    yield f"{name}的标题", row["title"], commitment.topic.title
    yield f"{name}的主办", row["owner"], commitment.owner
    yield f"{name}的协办", [], [one for one in row["with"] if one not in commitment.co_owners]
    yield f"{name}的阶段", row["stage"], commitment.stage
    yield from _dates(commitment, row, name)
    yield from _colour(commitment, row, name)
    yield from _judged(commitment, row, name)


def _dates(commitment: Commitment, row: Table, name: str) -> Iterator[Compared]:
    assigned = commitment.assigned_at and today(commitment.assigned_at)
    yield f"{name}的交办日", row["assigned_on"], assigned
    yield f"{name}的期限", row["due_on"], commitment.first_due_on
    if "working_days" in row:
        days = library.calendar().working_days_between(row["assigned_on"], row["due_on"])
        yield f"{name}的工作日数", row["working_days"], days


def _colour(commitment: Commitment, row: Table, name: str) -> Iterator[Compared]:
    stands = matters.stands(commitment, pinned.DAY)
    yield f"{name}的颜色", row["colour"], stands.colour
    yield f"{name}逾期的工作日", row.get("overdue"), stands.overdue
    yield f"{name}剩余的工作日", row.get("left", stands.left), stands.left
    sheets = [today(sheet.issued_at) for sheet in commitment.sheets]
    yield f"{name}的督办单", row.get("sheets", sheets), sheets
    reviews = sum(one.kind == "review" for one in commitment.progress)
    yield f"{name}的会审次数", row.get("reviews", reviews), reviews
    photos = [photo for report in commitment.reports for photo in report.photos]
    for kind in ("before", "after"):
        count = sum(photo.kind == kind for photo in photos)
        yield f"{name}的照片（{kind}）", row.get(f"photos_{kind}", count), count


def _judged(commitment: Commitment, row: Table, name: str) -> Iterator[Compared]:
    verdicts = rounds.counted(commitment.id)
    for part, want in row.get("verdicts", {}).items():
        found = dict.fromkeys(want, 0)
        for verdict in verdicts:
            found[getattr(verdict, part)] = found.get(getattr(verdict, part), 0) + 1
        yield f"{name}的评价（{part}）", want, found
