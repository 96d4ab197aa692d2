"""Work off the request path: sweeps that look for due rows, and a queue that only wakes them.

What is due is a row in the database. A wake-up that is lost between commit and queue costs at
most a minute: every sweep runs each minute anyway. Sweeps are idempotent, and two consumers may
run the same one at the same time.
"""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from flask import current_app
from huey.api import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from deliberation.shell import clock
from deliberation.store.db import after_commit, db

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Flask

    from deliberation.config import Settings

    Sweep = Callable[[datetime], object]

QUEUE: Final = "deliberation"
STDIN: Final = 0
WAIT: Final = 1.0  # seconds; a queue that is busy longer is left alone, the minute will do

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Jobs:
    """The queue of an application and the sweeps that it can wake."""

    queue: Huey
    wake: Callable[[str], object]
    sweeps: dict[str, Sweep] = field(default_factory=dict)


def init_app(app: Flask) -> None:
    """Give `app` its queue: Redis where there is one, else a file of its own; in tests memory."""
    queue = _queue(app.extensions["settings"])
    jobs = Jobs(queue, queue.task(name="sweep")(lambda name: run(app, name)))
    queue.periodic_task(crontab(minute="*"), name="each_minute")(lambda: run_all(app))
    app.extensions["jobs"] = jobs


def _queue(settings: Settings) -> Huey:
    if settings.testing:
        return MemoryHuey(QUEUE, results=False)
    if settings.redis_url:
        return RedisHuey(QUEUE, url=settings.redis_url, results=False)
    path = settings.instance / "jobs.sqlite"
    return SqliteHuey(QUEUE, filename=str(path), results=False, fsync=False, timeout=WAIT)


def add_sweep(app: Flask, name: str, sweep: Sweep) -> None:
    """Let `sweep` look for its due rows each minute, and whenever `wake(name)` is called."""
    _jobs(app).sweeps[name] = sweep


def wake(name: str) -> None:
    """Run the sweep `name` soon: after this transaction's commit, or now outside of one."""
    jobs = _jobs(current_app)
    after_commit(lambda: jobs.wake(name))


def run(app: Flask, name: str) -> None:
    """Run one sweep in an application context of its own."""
    with app.app_context():
        try:
            _jobs(app).sweeps[name](clock.now())
        finally:
            db.session.remove()


def run_all(app: Flask) -> None:
    """Run every sweep; one that fails is logged and does not stop the others."""
    for name in _jobs(app).sweeps:
        try:
            run(app, name)
        except Exception:
            log.exception("the sweep %s failed", name)


def consume(app: Flask) -> None:
    """Be the job consumer: work until stdin closes, which also a parent killed with -9 does."""
    logging.getLogger("huey").setLevel(logging.WARNING)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    queue = _jobs(app).queue
    Consumer(queue, workers=1, max_delay=1.0).run()


def _end_with_parent() -> None:
    """Every sweep can be done again, so nothing has to be finished first."""
    while os.read(STDIN, 64):
        pass
    os._exit(0)


def _jobs(app: Flask) -> Jobs:
    return cast("Jobs", app.extensions["jobs"])
