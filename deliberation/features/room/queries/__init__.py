"""Reads of the room: everything the bench shows, as it is at `now`."""

from deliberation.features.room.queries.bench import Bench, bench, seat_by_number, speech_of
from deliberation.features.room.queries.order import order

__all__ = ["Bench", "bench", "order", "seat_by_number", "speech_of"]
