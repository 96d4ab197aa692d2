"""Which stage is under way, and which is next."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from deliberation.domain.agenda.facts import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T", bound=Item)


def current(items: Iterable[T]) -> T | None:
    """Return the stage under way: begun and not ended."""
    return next(
        (item for item in items if item.opened_at is not None and item.closed_at is None), None
    )


def next_item(items: Iterable[T]) -> T | None:
    """Return the first stage, in order, that was not begun."""
    ahead = [item for item in items if item.opened_at is None and item.closed_at is None]
    return min(ahead, key=lambda item: item.position, default=None)


def place(items: Sequence[T], item: T) -> tuple[int, int]:
    """Return which one of how many stages this is, counted from 1."""
    order = sorted(one.position for one in items)
    return order.index(item.position) + 1, len(order)
