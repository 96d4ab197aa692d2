"""How Alembic sees this project: the models' metadata, our engine, names that keep their rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from alembic import context
from flask import current_app

from deliberation.store import models as _models  # noqa: F401  importing fills the metadata
from deliberation.store.db import IMMEDIATE, UTCDateTime, db

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alembic.autogenerate.api import AutogenContext
    from alembic.operations import ops
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import Connection

# Two processes that start at once on PostgreSQL upgrade one after the other.
UPGRADE_LOCK = 20_261_121


def render(kind: str, item: object, _autogen: AutogenContext) -> str | Literal[False]:
    """Write our UTC time as the plain column it is: a version must not import the house."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def skip_empty(
    migration: MigrationContext,
    _revision: str | Iterable[str | None] | Iterable[str],
    directives: list[ops.MigrationScript],
) -> None:
    """Write no version when nothing has changed."""
    del migration
    asked = context.config.cmd_opts
    upgrades = directives[0].upgrade_ops
    if getattr(asked, "autogenerate", False) and upgrades is not None and upgrades.is_empty():
        directives[:] = []


def migrate(connection: Connection) -> None:
    """Run the versions in one transaction: a power cut leaves the old schema or the new one."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        render_item=render,
        compare_type=True,
        process_revision_directives=skip_empty,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                message = f"the upgrade would leave rows that point nowhere: {broken[:5]}"
                raise RuntimeError(message)


def online() -> None:
    """Run on our engine. SQLite copies a table to change it, and its keys must not mind."""
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            migrate(connection)
            return
        driver = connection.connection
        driver.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            migrate(connection.execution_options(**{IMMEDIATE: True}))
        finally:
            connection.rollback()
            driver.cursor().execute("PRAGMA foreign_keys=ON")


def offline() -> None:
    """Write the SQL instead of running it (`--sql`)."""
    address = str(current_app.config["SQLALCHEMY_DATABASE_URI"])
    context.configure(url=address, target_metadata=db.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    offline()
else:
    online()
