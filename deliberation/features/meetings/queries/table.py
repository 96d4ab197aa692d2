"""What may be done to a meeting without moving its stage: from which stages, and by whom.

Beside `domain.meeting.LIFECYCLE`, which holds the moves from stage to stage; the same rules, the
same words in the record.
"""

from __future__ import annotations

from typing import Final

from deliberation.domain.errors import say
from deliberation.domain.lifecycle import Lifecycle, Move, moves_from
from deliberation.domain.meeting import LIFECYCLE, MeetingFacts

_BEFORE: Final = moves_from("planned")
_AHEAD: Final = moves_from("planned", "announced", "open")
_AT_THE_DOOR: Final = moves_from("announced", "open")

PREPARATION: Final[Lifecycle[MeetingFacts]] = Lifecycle(
    kind=LIFECYCLE.kind,
    word=LIFECYCLE.word,
    first=LIFECYCLE.first,
    stages=LIFECYCLE.stages,
    moves={
        "change": Move(say("修改安排"), _BEFORE, None, "meeting.plan"),
        "schedule_topic": Move(say("排入议题"), _BEFORE, None, "meeting.plan"),
        "remove_topic": Move(say("移出议题"), _BEFORE, None, "meeting.plan"),
        "set_agenda": Move(say("改议程用时"), _BEFORE, None, "meeting.plan"),
        "move_item": Move(say("调议程顺序"), _BEFORE, None, "meeting.plan"),
        "invite": Move(say("邀请参会"), _AHEAD, None, "meeting.seat"),
        "withdraw_seat": Move(say("撤回邀请"), _AHEAD, None, "meeting.seat"),
        "assign": Move(say("指定角色"), _AHEAD, None, "meeting.assign"),
        "unassign": Move(say("免去角色"), _AHEAD, None, "meeting.assign"),
        "report_present": Move(say("到岗"), _AT_THE_DOOR, None, "duty.report"),
        "undo_present": Move(say("撤销到岗"), _AT_THE_DOOR, None, "duty.report"),
        "mark_attendance": Move(say("登记出席"), _AT_THE_DOOR, None, "attendance.mark"),
        "undo_attendance": Move(say("撤销登记"), _AT_THE_DOOR, None, "attendance.mark"),
        "claim_seat": Move(say("扫码签到"), _AT_THE_DOOR, None, "seat.claim"),
    },
)
