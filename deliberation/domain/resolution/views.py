"""Views that are kept beside a result, so that a majority does not make them unheard."""

from __future__ import annotations

from typing import Final

from deliberation.domain.errors import Sentence, say

NOT_ADOPTED: Final = "not_adopted"
VIEWS: Final[dict[str, Sentence]] = {
    "oppose": say("反对"),
    "reserve": say("保留"),
    NOT_ADOPTED: say("未采纳的意见"),
}
