"""Child processes that live as long as this one: they watch their stdin, which we hold open."""

from __future__ import annotations

import logging
import subprocess
from typing import TYPE_CHECKING, Final

import gevent
from gevent.event import Event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIRST_PAUSE: Final = 1.0  # seconds before the start; doubled before each further one
LONGEST_PAUSE: Final = 60.0

log = logging.getLogger(__name__)


class Child:
    """One child, started again when it ends by itself, with growing pauses.

    It needs a patched `subprocess`: waiting for it must not stop the loop. No pid file and no
    signal ends it: when this process dies in whatever way, the pipe closes and the child goes.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.command = list(command)
        self.environment = dict(environment)
        self.process: subprocess.Popen[bytes] | None = None
        self.stopping = Event()
        self.watch: gevent.Greenlet[[], None] | None = None

    def start(self) -> None:
        """Start it, and go on watching it."""
        self.watch = gevent.spawn(self._keep)

    def stop(self) -> None:
        """End it at once; what it was doing must be of the kind that can be done again."""
        self.stopping.set()
        if self.process:
            self.process.kill()
        if self.watch:
            self.watch.join()

    def _keep(self) -> None:
        pause = FIRST_PAUSE
        # The first page comes first: a child's start would take half of a small machine.
        while not self.stopping.wait(pause):
            self.process = subprocess.Popen(  # noqa: S603  a fixed command of our own
                self.command,
                stdin=subprocess.PIPE,
                env=self.environment,
                start_new_session=True,  # Ctrl-C is for us; the child sees its stdin close
            )
            if self.stopping.is_set():  # asked to while it was being started
                self.process.kill()
            code = self.process.wait()
            pause = min(pause * 2, LONGEST_PAUSE)
            if not self.stopping.is_set():
                log.warning("子进程已结束（%s），%.0f 秒后重新启动", code, pause)
