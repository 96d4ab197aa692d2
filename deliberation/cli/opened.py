"""An installation opened by a command: an application context, on a database with tables."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

from deliberation import config
from deliberation.app import create_app
from deliberation.cli.frame import Refused
from deliberation.store.db import db
from deliberation.store.models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliberation.config import Settings


@contextmanager
def opened() -> Iterator[Settings]:
    """Open the installation that the environment names.

    Raises:
        Refused: it has no tables yet.
    """
    settings = config.load()
    with on_disk(settings):
        if not sa.inspect(db.engine).has_table(Entry.__tablename__):
            raise Refused("这里还没有数据。请先用 deliberation run 启动一次。")
        yield settings


@contextmanager
def on_disk(settings: Settings) -> Iterator[None]:
    """Open an application context, and close the database behind it."""
    with create_app(settings).app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()
