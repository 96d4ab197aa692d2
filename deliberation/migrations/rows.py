"""Every row as JSON lines, from either database into either database.

The tables are read as they stand in the database, not as the models see them: a backup can be
restored at its own version and then be brought to the newest.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from deliberation.store.db import db, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

INVITATIONS: Final = "invitation"
BATCH: Final = 500


def tables(connection: Connection) -> list[sa.Table]:
    """Return the tables that hold rows of ours, those that others point at first."""
    metadata = sa.MetaData()
    known = set(db.metadata.tables)
    metadata.reflect(connection, only=lambda name, _metadata: name in known)
    return list(metadata.sorted_tables)


def write(folder: Path) -> dict[str, int]:
    """Write every table as of one moment to `folder`; return the number of rows of each."""
    counts = {}
    with snapshot() as connection:
        for table in tables(connection):
            path = folder / f"{table.name}.jsonl"
            counts[table.name] = _write_table(connection, table, path)
    return counts


def _write_table(connection: Connection, table: sa.Table, path: Path) -> int:
    columns = [column for column in table.columns if column.computed is None]
    query = sa.select(*columns).order_by(*table.primary_key.columns)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in connection.execute(query.execution_options(yield_per=BATCH)).mappings():
            file.write(json.dumps(_plain(row), ensure_ascii=False) + "\n")
            count += 1
    return count


def _plain(row: Mapping[Any, Any]) -> dict[str, object]:
    return {str(name): _text(value) for name, value in row.items()}


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def read(connection: Connection, folder: Path) -> int:
    """Insert every row of `folder` within the caller's transaction; return their number.

    The database is empty in the sense of `is_empty`.
    """
    total = 0
    for table in tables(connection):
        path = folder / f"{table.name}.jsonl"
        if not path.exists():
            continue
        if table.name == INVITATIONS:
            connection.execute(table.delete())
        _keep_null(table)
        for batch in _batches(path, table):
            connection.execute(table.insert(), batch)
            total += len(batch)
        _go_on_numbering(connection, table)
    return total


def _batches(path: Path, table: sa.Table) -> Iterator[list[dict[str, object]]]:
    with path.open(encoding="utf-8") as file:
        while lines := list(islice(file, BATCH)):
            yield [_values(json.loads(line), table) for line in lines]


def _values(row: dict[str, object], table: sa.Table) -> dict[str, object]:
    return {name: _value(value, table.columns[name].type) for name, value in row.items()}


def _value(value: object, kind: sa.types.TypeEngine[Any]) -> object:
    if isinstance(value, str) and isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(value).astimezone(UTC)
    if isinstance(value, str) and isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    return value


def _keep_null(table: sa.Table) -> None:
    """Let an empty JSON column stay empty, and not become the text `null`."""
    for column in table.columns:
        if isinstance(column.type, sa.JSON):
            column.type = sa.JSON(none_as_null=True)


def _go_on_numbering(connection: Connection, table: sa.Table) -> None:
    """PostgreSQL counts ids apart from the rows; SQLite needs nothing."""
    if connection.dialect.name != "postgresql" or "id" not in table.columns:
        return
    if not isinstance(table.columns["id"].type, sa.Integer):
        return
    highest = sa.select(sa.func.max(table.columns["id"])).scalar_subquery()
    sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', "id")
    connection.execute(sa.select(sa.func.setval(sequence, highest)))


def is_empty(connection: Connection) -> bool:
    """Say whether no table holds a row; a set-up link that nobody used does not count."""
    return all(
        connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is None
        for table in tables(connection)
        if table.name != INVITATIONS
    )
