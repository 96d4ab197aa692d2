"""Verbs of the room: stages, clocks, the floor, points, motions, counts and polls."""

from deliberation.features.room.actions.ballots import confirm, count, withdraw
from deliberation.features.room.actions.clocks import (
    extend_speech,
    extend_stage,
    pause_speech,
    pause_stage,
    resume_speech,
    start_stage,
)
from deliberation.features.room.actions.floor import grant, lower, raise_hand, yield_floor
from deliberation.features.room.actions.motions import amend, freeze, move, unfreeze
from deliberation.features.room.actions.points import note, strike
from deliberation.features.room.actions.polls import break_off, cast, end_poll, open_poll
from deliberation.features.room.actions.stages import close_meeting, next_stage, open_meeting
from deliberation.features.room.actions.undo import undo

__all__ = [
    "amend",
    "break_off",
    "cast",
    "close_meeting",
    "confirm",
    "count",
    "end_poll",
    "extend_speech",
    "extend_stage",
    "freeze",
    "grant",
    "lower",
    "move",
    "next_stage",
    "note",
    "open_meeting",
    "open_poll",
    "pause_speech",
    "pause_stage",
    "raise_hand",
    "resume_speech",
    "start_stage",
    "strike",
    "undo",
    "unfreeze",
    "withdraw",
    "yield_floor",
]
