"""The way of a topic: from a draft over consent and publicity to the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from deliberation.domain.errors import Sentence, say
from deliberation.domain.lifecycle import Lifecycle, Move, Stage, moves_from
from deliberation.domain.topic.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Collection

SIZES: Final[dict[str, Sentence]] = {
    "small": say("小问题"),
    "key": say("重点问题"),
    "hard": say("难点问题"),
}
LEAST_PARTIES: Final = 2


class TopicFacts(Protocol):
    """What the rules need to know of a topic."""

    stage: str
    title: str
    summary: str
    size: str
    route: str

    @property
    def parties(self) -> Collection[object]:
        """The parties with a stake."""

    @property
    def opinions(self) -> Collection[object]:
        """The opinions merged into it."""


def _has_title(topic: TopicFacts) -> Sentence | None:
    return None if topic.title.strip() else say("请先写议题的标题。")


def _has_summary(topic: TopicFacts) -> Sentence | None:
    return None if topic.summary.strip() else say("请先写议题的摘要。")


def _has_size(topic: TopicFacts) -> Sentence | None:
    return None if topic.size in SIZES else say("请先定级：小问题、重点问题或者难点问题。")


def _has_route(topic: TopicFacts) -> Sentence | None:
    return None if topic.route in ROUTES else say("请先确定由谁决定。")


def _has_parties(topic: TopicFacts) -> Sentence | None:
    missing = LEAST_PARTIES - len(topic.parties)
    return say("利益相关方至少两方，还差%(n)s方。", n=missing) if missing > 0 else None


def _has_opinions(topic: TopicFacts) -> Sentence | None:
    return None if topic.opinions else say("议题里还没有意见，请先归并至少一条。")


_READY: Final = (_has_title, _has_summary, _has_size, _has_route, _has_parties, _has_opinions)

# What the reviewer consented to stands; opinions still come in until the topic is decided.
_OPEN: Final = moves_from("drafted", "proposed", "approved", "publicised", "scheduled", "handling")
# An opinion that was answered for itself may still be told together with its like.
_ENDED: Final = moves_from("settled", "referred")
_HANDLED: Final = (_has_title, _has_summary, _has_opinions)

LIFECYCLE: Final[Lifecycle[TopicFacts]] = Lifecycle(
    kind="topic",
    word=say("议题"),
    first="drafted",
    stages={
        "drafted": Stage(say("已成题")),
        "proposed": Stage(say("待审核"), "info"),
        "approved": Stage(say("已同意"), "good"),
        "publicised": Stage(say("公示中"), "info"),
        "scheduled": Stage(say("已排会"), "info"),
        "resolved": Stage(say("已议决"), "done"),
        "unresolved": Stage(say("未达成一致"), "warn"),
        "handling": Stage(say("现场办理中"), "info"),
        "settled": Stage(say("现场办结"), "done"),
        "referred": Stage(say("已转办"), "info"),
    },
    moves={
        "propose": Move(say("提交审核"), moves_from("drafted"), "proposed", "topic.edit", _READY),
        "approve": Move(
            say("同意上会"), moves_from("proposed"), "approved", "topic.approve", _READY
        ),
        "send_back": Move(
            say("退回修改"), moves_from("proposed", "approved"), "drafted", "topic.approve"
        ),
        "publicise": Move(say("公示"), moves_from("approved"), "publicised", "topic.publicise"),
        "withdraw": Move(say("撤下公示"), moves_from("publicised"), "approved", "topic.publicise"),
        "schedule": Move(
            say("排会"), moves_from("approved", "publicised"), "scheduled", "meeting.plan"
        ),
        "unschedule": Move(say("移出会议"), moves_from("scheduled"), "approved", "meeting.plan"),
        "resolve": Move(say("形成决议"), moves_from("scheduled"), "resolved", "resolution.adopt"),
        "leave_open": Move(
            say("未达成一致"), moves_from("scheduled"), "unresolved", "resolution.adopt"
        ),
        # Only while the meeting is open (features/resolutions): later a new meeting decides anew.
        "retract": Move(
            say("撤回结果"), moves_from("resolved", "unresolved"), "scheduled", "resolution.adopt"
        ),
        "reopen": Move(
            say("重新协商"), moves_from("resolved", "unresolved"), "approved", "topic.approve"
        ),
        # Two ways out without a meeting, each with a reply to every sender.
        "settle": Move(say("现场办结"), moves_from("drafted"), "settled", "topic.edit", _HANDLED),
        "refer": Move(say("转办"), moves_from("drafted"), "referred", "topic.edit", _HANDLED),
        # Handed over at once 即时办理; closing its commitment settles it.
        "hand_out": Move(
            say("现场交办"), moves_from("drafted"), "handling", "commitment.assign", _HANDLED
        ),
        "finish": Move(say("办结"), moves_from("handling"), "settled", "commitment.close"),
        # Only with its commitment, when that is taken up again (features/followthrough).
        "resume": Move(say("重新办理"), moves_from("settled"), "handling", "commitment.reopen"),
        "edit": Move(say("修改议题"), moves_from("drafted"), None, "topic.edit"),
        "add_party": Move(say("加利益相关方"), moves_from("drafted"), None, "topic.edit"),
        "remove_party": Move(say("去掉利益相关方"), moves_from("drafted"), None, "topic.edit"),
        "merge": Move(say("归并意见"), _OPEN, None, "topic.merge"),
        "gather": Move(say("归入已答复的意见"), _OPEN | _ENDED, None, "topic.merge"),
        "separate": Move(say("移出意见"), _OPEN, None, "topic.merge"),
    },
)
