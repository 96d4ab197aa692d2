"""What must be true of the loaded demo; anything else stops the loading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.cli.frame import Refused
from deliberation.domain.calendar import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.world import World


def check(world: World, topics: list[Table], meetings: list[Table]) -> None:
    """Compare what came into being with the data.

    Raises:
        Refused: naming the first difference; nothing is kept then.
    """
    refuse(differences(world, topics, meetings))


Compared = tuple[str, object, object]


def refuse(compared: Iterable[Compared]) -> None:
    """Let what is alike pass.

    Raises:
        Refused: naming the first difference.
    """
    for name, want, found in compared:
        if want != found:
            raise Refused(f"示范数据没有装成：{name}应是“{want}”，却是“{found}”。")


def differences(world: World, topics: list[Table], meetings: list[Table]) -> Iterator[Compared]:
    """Yield what is compared: its name, as the data has it, as it came to be."""
    for number, opinion in world.opinions.items():
        yield "意见的编号", number, opinion.number
    for facts in topics:
        yield from _topic(world, facts)
    for facts in meetings:
        yield from _meeting(world, facts)


def _topic(world: World, facts: Table) -> Iterator[Compared]:
    row, name = world.topics[facts["number"]], facts["number"]
    ends = {"settle": "settled", "refer": "referred", "hand_out": "settled"}
    yield "议题的编号", name, row.number
    yield f"{name}的意见数", facts["opinions"], len(row.opinions)
    yield f"{name}的进展", ends.get(facts["handled"]) or facts["stage"], row.stage


def _meeting(world: World, facts: Table) -> Iterator[Compared]:
    row, name = world.meetings[facts["number"]], facts["number"]
    yield "会议的编号", name, row.number
    yield f"{name}的期数", facts["issue"], row.issue
    yield f"{name}的进展", facts["stage"], row.stage
    yield (
        f"{name}的开会时间",
        facts["starts_at"],
        row.opened_at and row.opened_at.astimezone(SHANGHAI),
    )
    for stage, item in zip(facts["agenda"][1:-1], row.agenda[1:-1], strict=True):
        yield f"{name}“{item.title}”的用时", stage["spent"] * 1000, item.spent_ms
    spoken = sorted(facts["speeches"], key=lambda speech: speech["granted"])
    given = sorted(
        (one for one in row.speeches if one.granted_at), key=lambda one: str(one.granted_at)
    )
    for want, speech in zip(spoken, given, strict=True):
        yield f"{name}一次发言的用时", want["spent"] * 1000, speech.spent_ms
    for want, motion in zip(facts["motions"], row.motions, strict=True):
        for ballot, kept in zip(want["ballots"], motion.ballots, strict=True):
            yield f"{name}的表决", ballot.get("outcome", "consensus"), kept.outcome
    yield from _outcome(world, facts)


def _outcome(world: World, facts: Table) -> Iterator[Compared]:
    (resolution,) = world.meetings[facts["number"]].resolutions
    want = facts["resolution"]
    if "number" in want:
        yield "决议的编号", want["number"], resolution.number
    yield f"{resolution.number}的结果", want["outcome"], resolution.outcome
    for row, kept in zip(facts["commitments"], resolution.commitments, strict=True):
        if "number" in row:
            yield "承诺事项的编号", row["number"], kept.number
        due_on = kept.first_due_on or kept.due_on
        yield f"{kept.number}的期限", row.get("due_on", due_on), due_on
    minutes = world.meetings[facts["number"]].minutes
    yield f"{facts['number']}的纪要", facts["minutes"]["stage"], minutes.stage if minutes else ""
