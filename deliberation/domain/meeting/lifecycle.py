"""The way of a meeting: planned, announced, open, closed; and what may be done to it on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain.errors import say
from deliberation.domain.lifecycle import Lifecycle, Move, Stage, moves_from
from deliberation.domain.meeting import closing, readiness

if TYPE_CHECKING:
    from deliberation.domain.meeting.facts import MeetingFacts

# A meeting still to be held, or being held.
AHEAD: Final = ("planned", "announced", "open")

_PLANNED: Final = moves_from("planned")
_AHEAD: Final = moves_from(*AHEAD)
_AT_THE_DOOR: Final = moves_from("announced", "open")

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
                closing.nobody_votes,
                closing.motions_settled,
                closing.counts_confirmed,
                closing.commitments_complete,
            ),
        ),
        "cancel": Move(
            say("取消会议"), moves_from("planned", "announced"), "cancelled", "meeting.plan"
        ),
        "plan_again": Move(say("重新筹备"), moves_from("cancelled"), "planned", "meeting.plan"),
        "change": Move(say("修改安排"), _PLANNED, None, "meeting.plan"),
        "schedule_topic": Move(say("排入议题"), _PLANNED, None, "meeting.plan"),
        "remove_topic": Move(say("移出议题"), _PLANNED, None, "meeting.plan"),
        "set_agenda": Move(say("改议程用时"), _PLANNED, None, "meeting.plan"),
        "move_item": Move(say("调议程顺序"), _PLANNED, None, "meeting.plan"),
        "invite": Move(say("邀请参会"), _AHEAD, None, "meeting.seat"),
        "withdraw_seat": Move(say("撤回邀请"), _AHEAD, None, "meeting.seat"),
        "assign": Move(say("指定角色"), _AHEAD, None, "meeting.assign"),
        "unassign": Move(say("免去角色"), _AHEAD, None, "meeting.assign"),
        "report_present": Move(say("到岗"), _AT_THE_DOOR, None, "duty.report"),
        "undo_present": Move(say("撤销到岗"), _AT_THE_DOOR, None, "duty.report"),
        "mark_attendance": Move(say("登记出席"), _AT_THE_DOOR, None, "attendance.mark"),
        "undo_attendance": Move(say("撤销登记"), _AT_THE_DOOR, None, "attendance.mark"),
        "claim_seat": Move(say("扫码签到"), _AT_THE_DOOR, None, "seat.claim"),
        "release_seat": Move(say("放开认领"), _AT_THE_DOOR, None, "seat.release"),
        "offer_role": Move(say("交出角色"), _AHEAD, None, "role.offer"),
        "withdraw_offer": Move(say("收回交接"), _AHEAD, None, "role.offer"),
        "take_role": Move(say("接过角色"), _AHEAD, None, "role.take"),
    },
)
