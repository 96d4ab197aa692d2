"""The agenda: what comes when, whether it fits the time, and what is next."""

from deliberation.domain.agenda.course import current, next_item, place
from deliberation.domain.agenda.facts import BEFORE, KINDS, OPEN_FLOOR, Item, Planned
from deliberation.domain.agenda.plan import Slot, fits, minutes, over, timetable

__all__ = [
    "BEFORE",
    "KINDS",
    "OPEN_FLOOR",
    "Item",
    "Planned",
    "Slot",
    "current",
    "fits",
    "minutes",
    "next_item",
    "over",
    "place",
    "timetable",
]
