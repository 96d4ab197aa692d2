"""Of several counts on one motion the last that was not withdrawn stands, once confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from deliberation.domain.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Counted(Protocol):
    """A count, as far as standing cares."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When it was taken back."""


class Confirmed(Counted, Protocol):
    """A count, as far as its second person cares."""

    @property
    def counted_by_id(self) -> int | None:
        """Who counted."""

    @property
    def confirmed_at(self) -> datetime | None:
        """When a second person had counted, too."""


C = TypeVar("C", bound=Counted)


def standing(counts: Iterable[C]) -> C | None:
    """Return the count that stands, or None; `counts` are oldest first."""
    return next((one for one in reversed(list(counts)) if one.withdrawn_at is None), None)


def may_confirm(count: Confirmed, account_id: int | None) -> Sentence | None:
    """Return why the person with this account cannot confirm a count, or None."""
    if count.withdrawn_at is not None:
        return say("这次计票已经撤回。")
    if count.confirmed_at is not None:
        return say("这次计票已经核对过。")
    if count.counted_by_id == account_id:
        return say("计票和核对要由两个人来做。")
    return None
