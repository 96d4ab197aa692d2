"""Of several counts on one motion the last that was not withdrawn stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Counted(Protocol):
    """A count, as far as standing cares."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When it was taken back."""


C = TypeVar("C", bound=Counted)


def standing(counts: Iterable[C]) -> C | None:
    """Return the count that stands, or None; `counts` are oldest first."""
    return next((one for one in reversed(list(counts)) if one.withdrawn_at is None), None)
