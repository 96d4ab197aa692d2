"""The database: one `db`, UTC times, and write transactions that never freeze the loop.

SQLite has one writer. Under gevent a second writer that waits inside SQLite's C code stops every
greenlet, so this process queues its writers on a gevent lock before `BEGIN IMMEDIATE`.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import gevent
from flask_sqlalchemy import SQLAlchemy
from gevent.lock import RLock
from sqlalchemy import JSON, DateTime, Engine, MetaData, event
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sqlite3 import Connection as SQLiteConnection

    from sqlalchemy.engine import Dialect
    from sqlalchemy.pool import ConnectionPoolEntry

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_MS = 5_000
PAUSE = 0.005  # seconds between two tries to become the writer
IMMEDIATE = "deliberation_immediate"
AFTER = "deliberation_after_commit"

_writer = RLock()
_listeners: list[Callable[[str, int], object]] = []  # one at most, see `listen`
log = logging.getLogger(__name__)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC time; refuses naive values so that a zone is never guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC.

        Raises:
            ValueError: for a time without a zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without a zone cannot be stored"
            raise ValueError(message)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware UTC time."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The root of every model, with the naming convention that migrations rely on."""

    # The map stands on the registry: Flask-SQLAlchemy derives its own base from this class, and
    # SQLAlchemy 2.1 refuses a map that such a base would inherit.
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UTCDateTime(), dict[str, object]: JSON()},
    )


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def engine_options(url: str) -> dict[str, object]:
    """Return the engine options for `url`; SQLite is driven in explicit transactions."""
    # A statement that fails is logged; what residents wrote, their codes and hashes are not.
    quiet: dict[str, object] = {"hide_parameters": True}
    if make_url(url).get_backend_name() == "sqlite":
        connect = {"timeout": BUSY_MS / 1000, "check_same_thread": False}
        return {**quiet, "connect_args": connect}
    return {**quiet, "pool_pre_ping": True, "pool_size": 20, "max_overflow": 40}


def prepare(engine: Engine) -> None:
    """Attach the SQLite rules to `engine`: WAL, full sync, foreign keys, explicit BEGIN."""
    if engine.dialect.name != "sqlite" or event.contains(engine, "begin", _begin):
        return
    event.listen(engine, "connect", _connect)
    event.listen(engine, "begin", _begin)


def _connect(connection: SQLiteConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(IMMEDIATE, False):
        _begin_immediate(cast("SQLiteConnection", connection.connection.driver_connection))
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_immediate(driver: SQLiteConnection) -> None:
    """Wait for writers of other processes without stopping the loop, as SQLite's waiting would."""
    last = time.monotonic() + BUSY_MS / 1000
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while not _began(driver, last):
            gevent.sleep(PAUSE)
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def _began(driver: SQLiteConnection, last: float) -> bool:
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > last:
            raise
        return False
    return True


def insert_missing(row: type[Model], **values: object) -> None:
    """Insert a row unless its key is taken; of two at the same moment one inserts, none fails."""
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    db.session.execute(insert(row).values(**values).on_conflict_do_nothing())


@contextmanager
def writing() -> Iterator[None]:
    """Run one write transaction: commit at the end, roll back on a raise.

    Edges use it (principle: edges own the transaction); verbs never commit. What was read before
    is dropped first, so that the transaction decides on what is true now.
    """
    db.session.rollback()
    if db.engine.dialect.name != "sqlite":
        with _settling():
            yield
    else:
        with _writer:
            db.session.connection(execution_options={IMMEDIATE: True})
            with _settling():
                yield
    _announce()


@contextmanager
def _settling() -> Iterator[None]:
    db.session.info[AFTER] = []
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.info.pop(AFTER, None)
        db.session.rollback()
        raise


def after_commit(callback: Callable[[], object]) -> None:
    """Call `callback` once this write transaction is on disk; never when it rolls back.

    It runs outside the writer's turn, and at once where nothing is being written. A callback that
    fails is logged and changes nothing: what was committed stays, and whoever was to be woken
    finds its work by itself.
    """
    waiting = db.session.info.get(AFTER)
    if waiting is None:
        _call(callback)
    else:
        waiting.append(callback)


@dataclass(frozen=True)
class _Change:
    topic: str
    subject_id: int

    def __call__(self) -> None:
        for listener in _listeners:
            listener(self.topic, self.subject_id)


def changed(topic: str, subject_id: int) -> None:
    """Tell the listener, after this transaction's commit and once, that `subject_id` changed."""
    change = _Change(topic, subject_id)
    if change not in db.session.info.get(AFTER, ()):
        after_commit(change)


def listen(listener: Callable[[str, int], object]) -> None:
    """Let `listener`, and no other before it, hear of changes that are on disk."""
    _listeners[:] = [listener]


def _announce() -> None:
    for callback in db.session.info.pop(AFTER, []):
        _call(callback)


def _call(callback: Callable[[], object]) -> None:
    try:
        callback()
    except Exception:
        log.exception("announcing after a commit failed")


@contextmanager
def snapshot() -> Iterator[Connection]:
    """Read everything as it is at one moment, while others go on writing."""
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":  # in WAL a SQLite transaction is one already
            connection = connection.execution_options(  # noqa: PLW2901  the same, with options
                isolation_level="REPEATABLE READ"
            )
        with connection.begin():
            yield connection
