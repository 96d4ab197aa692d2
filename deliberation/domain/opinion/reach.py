"""How a reply reaches its sender: by the receipt, by telephone, or only by the public board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain.errors import say

if TYPE_CHECKING:
    from deliberation.domain.errors import Sentence

REACHES: Final[dict[str, Sentence]] = {
    "receipt": say("回执页"),
    "phone": say("打电话"),
    "board": say("公开栏"),
}


def reach(channel: str, phone: str) -> str:
    """Return how a sender is reached.

    Who submitted it alone holds the receipt. Who was written down for is called; who left no
    telephone reads the public board (`domain.md` D11, G fixture 20).
    """
    if channel == "scan":
        return "receipt"
    return "phone" if phone.strip() else "board"
