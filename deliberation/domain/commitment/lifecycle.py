"""The way of a commitment: from the hand-over to the day its proposers say that it is solved.

`domain.md` E1: 交办 → 签收 → 办理 → 反馈 → 核验 → 公示 → 评价 → 销号, and its side ways. What
depends on the day (publicity that has run, an evaluation asked three days ago) is in `closing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.commitment.promise import PromiseFacts, complete
from deliberation.domain.errors import Sentence, say
from deliberation.domain.lifecycle import Lifecycle, Move, Stage, moves_from

if TYPE_CHECKING:
    from collections.abc import Sequence


class ReportFacts(Protocol):
    """A report of completion: passed, sent back, or waiting (empty)."""

    outcome: str


class CommitmentFacts(PromiseFacts, Protocol):
    """What the rules need to know of a commitment."""

    stage: str

    @property
    def published(self) -> bool:
        """Whether the decision behind it is in publicity, or it needed none."""

    @property
    def completion_published(self) -> bool:
        """Whether publicity of what was done has begun."""

    @property
    def reports(self) -> Sequence[ReportFacts]:
        """The reports of completion, oldest first."""


def _is_complete(commitment: CommitmentFacts) -> Sentence | None:
    return complete(commitment)


def _is_published(commitment: CommitmentFacts) -> Sentence | None:
    return None if commitment.published else say("会议结果还没有公示，先公示再交办。")


def _done_is_published(commitment: CommitmentFacts) -> Sentence | None:
    if commitment.completion_published:
        return None
    return say("办理结果还没有公示，先公示再请提出人评价。")


_ACT: Final = "commitment.act"
_OPEN: Final = moves_from("assigned", "accepted", "reported", "verified", "asked")

LIFECYCLE: Final[Lifecycle[CommitmentFacts]] = Lifecycle(
    kind="commitment",
    word=say("承诺事项"),
    first="agreed",
    stages={
        "agreed": Stage(say("待交办"), "info"),
        "assigned": Stage(say("待签收"), "info"),
        "accepted": Stage(say("办理中"), "info"),
        "reported": Stage(say("待核验"), "info"),
        "verified": Stage(say("已核验"), "good"),
        "asked": Stage(say("请提出人评价"), "info"),
        "closed": Stage(say("已销号"), "done"),
        "parked": Stage(say("已挂账"), "neutral"),
        "dropped": Stage(say("已去掉"), "neutral"),
    },
    moves={
        "amend": Move(say("修改事项"), moves_from("agreed"), None, "resolution.adopt"),
        "drop": Move(say("去掉事项"), moves_from("agreed"), "dropped", "resolution.adopt"),
        "assign": Move(
            say("交办"),
            moves_from("agreed"),
            "assigned",
            "commitment.assign",
            (_is_complete, _is_published),
        ),
        "hand_back": Move(say("退回交办"), moves_from("assigned"), "agreed", _ACT),
        "sign_for": Move(say("签收"), moves_from("assigned"), "accepted", _ACT),
        "progress": Move(say("报进度"), moves_from("accepted"), None, _ACT),
        "report": Move(say("报办结"), moves_from("accepted"), "reported", _ACT),
        "verify": Move(say("核验属实"), moves_from("reported"), "verified", "commitment.verify"),
        "send_back": Move(say("退回重办"), moves_from("reported"), "accepted", "commitment.verify"),
        "ask": Move(
            say("请提出人评价"),
            moves_from("verified"),
            "asked",
            "commitment.ask",
            (_done_is_published,),
        ),
        # A "not solved", said by a proposer with the reason, brings it back to its owner.
        "unsolved": Move(say("提出人说没解决"), moves_from("asked"), "accepted", "verdict.give"),
        "close": Move(say("销号"), moves_from("asked"), "closed", "commitment.close"),
        "park": Move(say("挂账"), _OPEN, "parked", "commitment.park"),
        "reopen": Move(
            say("重新办理"), moves_from("closed", "parked"), "accepted", "commitment.reopen"
        ),
        # Without a change of stage: a link for an owner who has no account, and what the
        # supervision group does beside it.
        "link": Move(say("发交办码"), _OPEN, None, "commitment.assign"),
        "urge": Move(say("发督办单"), _OPEN, None, "commitment.urge"),
        "review": Move(say("记会审"), _OPEN | {"parked"}, None, "commitment.urge"),
    },
)
