"""The one source of time. An offset may be set in tests and in the demo only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from deliberation.domain import calendar

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_offset = timedelta()


def now() -> datetime:
    """Return the current UTC time, moved by the offset."""
    return datetime.now(UTC) + _offset


def epoch_ms(at: datetime) -> int:
    """Return `at` as screens count time: whole milliseconds since 1970."""
    return (at - EPOCH) // timedelta(milliseconds=1)


def local(at: datetime) -> datetime:
    """Return `at` on the wall clock of Asia/Shanghai, for screens and paper."""
    return calendar.local(at)


def set_offset(offset: timedelta) -> None:
    """Move time by `offset` for this process (tests and demo)."""
    global _offset  # noqa: PLW0603 - the offset is this module's one state
    _offset = offset


def offset() -> timedelta:
    """Return by how much time is moved."""
    return _offset


def pin(day: date) -> None:
    """Move time by whole days so that today, in Asia/Shanghai, is `day`; the hours run on."""
    set_offset(day - calendar.today(datetime.now(UTC)))
