"""Keeping a press that can be undone: the columns that it changes, as they were before it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from deliberation.domain.record import plain
from deliberation.store.db import db
from deliberation.store.models import Press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import AgendaItem, Meeting, Speech

TIMES: Final = frozenset({"running_since", "opened_at", "closed_at"}) | frozenset(
    {"lowered_at", "granted_at", "ended_at"}
)
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "agenda_item": ("granted_ms", "spent_ms", "running_since", "opened_at", "closed_at"),
    "speech": (
        *("agenda_item_id", "granted_ms", "granted_reason", "spent_ms", "running_since"),
        *("lowered_at", "granted_at", "ended_at"),
    ),
}


@contextmanager
def undoable(
    meeting: Meeting, verb: str, *rows: AgendaItem | Speech, actor: Actor, now: datetime
) -> Iterator[None]:
    """Keep what the verb within changes in `rows`: what stood there before, and what stands then.

    A hand that a person lowers from the own phone is that person's: nobody else raises it again.
    """
    before = [_columns(row) for row in rows]
    yield
    if actor.account_id is None:
        return
    changes = [
        [row.__tablename__, row.id, *_differing(was, _columns(row))]
        for row, was in zip(rows, before, strict=True)
    ]
    db.session.add(
        Press(
            meeting=meeting,
            verb=verb,
            version=meeting.version,
            at=now,
            by_id=actor.account_id,
            before=plain({"rows": changes}),
        )
    )
    db.session.flush()


def _columns(row: AgendaItem | Speech) -> dict[str, object]:
    return {name: getattr(row, name) for name in COLUMNS[row.__tablename__]}


def _differing(
    before: dict[str, object], after: dict[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    names = [name for name, value in before.items() if after[name] != value]
    return {name: before[name] for name in names}, {name: after[name] for name in names}
