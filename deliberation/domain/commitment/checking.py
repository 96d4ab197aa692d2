"""Who may say whether a report of completion is true: never whoever did it (`domain.md` E1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Collection


def may_check(checker_id: int | None, doer_ids: Collection[int | None]) -> Sentence | None:
    """Return why this person must not check the report, or None."""
    if checker_id is not None and checker_id in doer_ids:
        return say("核验的人不能是承办的人，请另一位同事来核验。")
    return None
