"""Reads of intake: the desk's list, one opinion with its record, a receipt to its end."""

from deliberation.features.intake.queries.deeds import Deed, Told, deeds, results
from deliberation.features.intake.queries.desk import Desk, desk
from deliberation.features.intake.queries.history import Happening, history
from deliberation.features.intake.queries.receipt import (
    Way,
    can_add,
    over,
    ready_photo,
    way,
)
from deliberation.store.receipts import by_code

__all__ = [
    "Deed",
    "Desk",
    "Happening",
    "Told",
    "Way",
    "by_code",
    "can_add",
    "deeds",
    "desk",
    "history",
    "over",
    "ready_photo",
    "results",
    "way",
]
