"""The kinds of the 1+N places where people deliberate: one main hall, and places close by."""

from __future__ import annotations

from typing import Final

from deliberation.domain.errors import Sentence, say

MAIN: Final = "hall"
KINDS: Final[dict[str, Sentence]] = {
    "hall": say("主议事厅"),
    "office": say("办公室"),
    "corridor": say("长廊、凉亭"),
    "station": say("驿站、会客厅"),
    "room": say("活动室、教室"),
    "outdoor": say("楼前、院里"),
}
CAPACITY: Final = 5_000
