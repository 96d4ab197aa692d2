"""The schema's history; `upgrade` brings a database to the newest version before serving."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from deliberation.store.db import db

if TYPE_CHECKING:
    from sqlalchemy import Connection

FOLDER = Path(__file__).parent


def configuration() -> Config:
    """Return Alembic's configuration of this folder."""
    config = Config(FOLDER / "alembic.ini")
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config


def head() -> str | None:
    """Return the newest version that this code knows; None before the first one is written."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def current(connection: Connection | None = None) -> str | None:
    """Return the version at which the database stands; None for an empty one."""
    if connection is not None:
        return MigrationContext.configure(connection).get_current_revision()
    with db.engine.connect() as own:
        return MigrationContext.configure(own).get_current_revision()


def upgrade(revision: str = "head") -> bool:
    """Bring the database to `revision`; False when it stood there already.

    Needs an application context. Two processes may start at once: the second waits for the
    first one's transaction and then finds nothing to do.
    """
    if current() == (head() if revision == "head" else revision):
        return False
    logging.getLogger("alembic").setLevel(logging.WARNING)
    command.upgrade(configuration(), revision)
    return True


def downgrade(revision: str) -> None:
    """Take the database back to `revision`; `base` is the empty one. Needs an app context."""
    command.downgrade(configuration(), revision)
