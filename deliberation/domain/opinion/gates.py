"""The eight gates of triage, in order; each answer says which outcomes it leaves open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTCOMES: Final[dict[str, Sentence]] = {
    "settle": say("现场办结"),
    "refer": say("转办"),
    "deliberate": say("列入协商"),
    "decline": say("不予受理"),
    "ask_back": say("退回补充"),
}
_ALL: Final = frozenset(OUTCOMES)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer's word, the outcomes it leaves, whether it ends the screening, and why."""

    word: Sentence
    leaves: frozenset[str] = _ALL
    ends: bool = False
    because: Sentence = field(default_factory=lambda: Sentence(""))


@dataclass(frozen=True, slots=True)
class Gate:
    """One question of the screening with its possible answers by code."""

    code: str
    question: Sentence
    answers: Mapping[str, Answer]


def _yes_no(yes: Answer, no: Answer | None = None) -> dict[str, Answer]:
    return {"yes": yes, "no": no or Answer(say("否"))}


def _stop(because: Sentence, *leaves: str) -> Answer:
    return Answer(say("是"), frozenset(leaves), ends=True, because=because)


_PASSED_ON: Final = frozenset({"refer", "deliberate", "decline", "ask_back"})

GATES: Final[tuple[Gate, ...]] = (
    Gate(
        "urgent",
        say("紧急危险？"),
        _yes_no(_stop(say("紧急危险的事情要立即转办，不能等协商。"), "refer")),
    ),
    Gate(
        "statutory",
        say("属于诉讼、仲裁、复议、信访或者纪检等法定途径？"),
        _yes_no(_stop(say("法定途径的事项要告知途径，不进入协商。"), "decline", "refer")),
    ),
    Gate(
        "secret",
        say("涉及秘密、他人隐私、违法内容或者人身攻击？"),
        _yes_no(_stop(say("涉密、涉隐私或者违法的内容不予受理，理由只告诉本人。"), "decline")),
    ),
    Gate(
        "personal",
        say("只是个人之间的诉求？"),
        _yes_no(
            _stop(say("个人诉求由网格员办理或者转调解。"), "settle", "refer", "decline", "ask_back")
        ),
    ),
    Gate(
        "onsite",
        say("能当场办好？"),
        _yes_no(_stop(say("能当场办的事情马上办，不必上会。"), "settle", "refer", "ask_back")),
    ),
    Gate(
        "duplicate",
        say("和已有的意见或者议题重复？"),
        _yes_no(Answer(say("是"))),
    ),
    Gate(
        "ownership",
        say("事情归谁管？"),
        {
            "community": Answer(say("社区自治")),
            "owners": Answer(say("业主共有")),
            "government": Answer(
                say("政府职权"), _PASSED_ON, because=say("政府职权内的事情社区不能自己办结。")
            ),
            "enterprise": Answer(
                say("企业"), _PASSED_ON, because=say("企业负责的事情社区不能自己办结。")
            ),
        },
    ),
    Gate(
        "concrete",
        say("具体、明确、可操作？"),
        _yes_no(
            Answer(say("是")),
            Answer(
                say("否"),
                frozenset({"ask_back", "refer", "decline"}),
                because=say("意见还不够具体，请先请提出人补充。"),
            ),
        ),
    ),
)
