"""Greenlets that read and write one SQLite file, telling on stdout what happens in which order.

Started by test_sqlite_writers as the server is: the standard library is patched first.
"""

from __future__ import annotations

import sys
from pathlib import Path

import gevent
from gevent.event import Event

from deliberation.app import create_app
from deliberation.shell import clock
from deliberation.store.db import db, writing
from deliberation.store.models import Street
from tests.fixtures_app import settings_for

FILE = Path(sys.argv[1])
app = create_app(settings_for(FILE.parent, f"sqlite:///{FILE}"))


def tell(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def write(name: str, slow: Event | None = None) -> None:
    with app.app_context():
        tell(f"{name} asks")
        with writing():
            tell(f"{name} begins")
            db.session.add(Street(name=name, created_at=clock.now()))
            db.session.flush()
            if slow:
                slow.wait()
        tell(f"{name} wrote")


def read(ended: Event) -> None:
    with app.app_context():
        while not ended.is_set():
            db.session.scalar(db.select(db.func.count()).select_from(Street))
            db.session.rollback()
            tell("read")
            gevent.sleep(0)


def main() -> None:
    """Two writers and a reader; "go" on stdin lets the slow writer finish."""
    ended, go = Event(), Event()
    slow = gevent.spawn(write, "slow", go)
    quick = gevent.spawn(write, "quick")
    reader = gevent.spawn(read, ended)
    gevent.get_hub().threadpool.spawn(sys.stdin.readline).rawlink(lambda _line: go.set())
    gevent.joinall([slow, quick], raise_error=True)
    ended.set()
    reader.join()
