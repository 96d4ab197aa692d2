"""Verbs of a meeting before and at the door: plan, agenda, seats, roles, notice, check-in."""

from deliberation.features.meetings.actions.agenda import move_item, neighbour, set_agenda
from deliberation.features.meetings.actions.announcing import announce
from deliberation.features.meetings.actions.attendance import (
    claim_seat,
    door_open,
    mark_attendance,
    undo_attendance,
)
from deliberation.features.meetings.actions.duties import (
    assign,
    assign_all,
    report_present,
    unassign,
    undo_present,
)
from deliberation.features.meetings.actions.planning import (
    Plan,
    cancel,
    change,
    next_issue,
    plan,
    plan_again,
)
from deliberation.features.meetings.actions.seats import (
    Guest,
    invite,
    invite_many,
    withdraw_seat,
)
from deliberation.features.meetings.actions.topics import remove_topic, schedule_topic

__all__ = [
    "Guest",
    "Plan",
    "announce",
    "assign",
    "assign_all",
    "cancel",
    "change",
    "claim_seat",
    "door_open",
    "invite",
    "invite_many",
    "mark_attendance",
    "move_item",
    "neighbour",
    "next_issue",
    "plan",
    "plan_again",
    "remove_topic",
    "report_present",
    "schedule_topic",
    "set_agenda",
    "unassign",
    "undo_attendance",
    "undo_present",
    "withdraw_seat",
]
