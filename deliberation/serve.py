"""The server process: gevent below everything, two doors, a job consumer beside it."""

from gevent import monkey

monkey.patch_all()

import gc
import logging
import os
import signal
import sys

import gevent
from flask import Flask
from gevent.event import Event

from deliberation.app import create_app
from deliberation.config import Settings
from deliberation.shell import channel, clock, printing, tls, visits
from deliberation.shell.addresses import is_loopback
from deliberation.shell.children import Child
from deliberation.shell.doors import CannotListen, UnderWay, close, make_room, open_door

__all__ = ["CannotListen", "Server"]

NEW_OBJECTS = 10_000  # between two looks at the newest
A_MOMENT = 0.001  # seconds until the loop looks for what came in, whatever else is ready


class Server:
    """One server; made, it listens already, and answers from `start` on.

    Args:
        settings: where it listens, and the instance that it serves.
        secure: open the HTTPS door; by default when bound beyond this machine.
        tls_port: the HTTPS door's port; by default the next one.

    Raises:
        CannotListen: a port cannot be had.
    """

    def __init__(
        self, settings: Settings, *, secure: bool | None = None, tls_port: int | None = None
    ) -> None:
        self.settings = settings
        self.beyond = not is_loopback(settings.host)
        secure = self.beyond if secure is None else secure
        self.tls_port = (tls_port or settings.port + 1) if secure else None
        self.doors = [open_door(settings.host, settings.port)]
        if self.tls_port:
            folder = settings.instance / "tls"
            context = tls.context(folder, clock.now())
            self.doors.append(open_door(settings.host, self.tls_port, context))
        self.app = self._application()
        self.under_way = UnderWay(self.app.wsgi_app)
        self.ended = Event()
        self.consumer = Child([sys.executable, "-m", "deliberation", "jobs"], self._environment())

    def _application(self) -> Flask:
        app = create_app(self.settings)
        app.config["TLS_PORT"] = self.tls_port
        visits.init_app(app)
        return app

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DELIBERATION_INSTANCE": str(self.settings.instance)}

    def start(self) -> None:
        """Begin to answer; the database is at its newest version by now."""
        make_room()
        _keep_what_is_loaded()
        gevent.setswitchinterval(A_MOMENT)
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
        for number in (signal.SIGTERM, signal.SIGINT):
            gevent.signal_handler(number, self.end)
        for door in self.doors:
            door.application = self.under_way
            door.start()
        self.consumer.start()

    def wait(self) -> None:
        """Return after SIGTERM or SIGINT, when what was under way is finished."""
        self.ended.wait()
        close(self.doors)
        channel.end(self.app)
        self.under_way.wait()
        self.consumer.stop()
        printing.close()

    def end(self) -> None:
        """Ask `wait` to return; asked twice, end at once."""
        if self.ended.is_set():
            os._exit(1)
        self.ended.set()


def _keep_what_is_loaded() -> None:
    """Let the collector look only at what requests and phones make from now on.

    Looking through all modules once more takes a sixth of a second, in which no phone hears
    anything; and a press makes so many objects that it would begin every few seconds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 50)
