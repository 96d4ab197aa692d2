"""The way of a meeting: planned, announced, open, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain.errors import say
from deliberation.domain.lifecycle import Lifecycle, Move, Stage, moves_from
from deliberation.domain.meeting import closing, readiness

if TYPE_CHECKING:
    from deliberation.domain.meeting.facts import MeetingFacts

LIFECYCLE: Final[Lifecycle[MeetingFacts]] = Lifecycle(
    kind="meeting",
    word=say("会议"),
    first="planned",
    stages={
        "planned": Stage(say("筹备")),
        "announced": Stage(say("已通知"), "info"),
        "open": Stage(say("开会中"), "good"),
        "closed": Stage(say("已散会"), "done"),
        "cancelled": Stage(say("已取消"), "bad"),
    },
    moves={
        "announce": Move(
            say("发出通知"),
            moves_from("planned"),
            "announced",
            "meeting.announce",
            (
                readiness.roles_assigned,
                readiness.roles_distinct,
                readiness.has_topics,
                readiness.has_venue,
                readiness.has_seats,
                readiness.has_time,
                readiness.has_agenda,
                readiness.agenda_fits,
            ),
        ),
        "reopen_planning": Move(
            say("收回通知"), moves_from("announced"), "planned", "meeting.plan"
        ),
        "open": Move(
            say("开会"),
            moves_from("announced"),
            "open",
            "room.open",
            (readiness.roles_distinct, readiness.roles_here),
        ),
        "close": Move(
            say("散会"),
            moves_from("open"),
            "closed",
            "room.close",
            (
                closing.nobody_speaks,
                closing.clocks_stopped,
                closing.motions_settled,
                closing.counts_confirmed,
                closing.commitments_complete,
            ),
        ),
        "cancel": Move(
            say("取消会议"), moves_from("planned", "announced"), "cancelled", "meeting.plan"
        ),
        "plan_again": Move(say("重新筹备"), moves_from("cancelled"), "planned", "meeting.plan"),
    },
)
