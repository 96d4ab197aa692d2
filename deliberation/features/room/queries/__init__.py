"""Reads of the room: what the bench and the hall show, as it is at `now`."""

from deliberation.features.room.queries.audience import Audience, audience
from deliberation.features.room.queries.bench import Bench, bench, seat_by_number, speech_of
from deliberation.features.room.queries.mine import Mine, by_join_code, mine, seat_with_code
from deliberation.features.room.queries.order import order

__all__ = [
    "Audience",
    "Bench",
    "Mine",
    "audience",
    "bench",
    "by_join_code",
    "mine",
    "order",
    "seat_by_number",
    "seat_with_code",
    "speech_of",
]
