"""Reads of the room: everything the bench shows, as it is at `now`."""

from deliberation.features.room.queries.bench import Bench, bench, seat_by_number, speech_of

__all__ = ["Bench", "bench", "seat_by_number", "speech_of"]
