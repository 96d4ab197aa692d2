"""Loading the demo from the set-up page: by a process of its own, while the server answers."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from gevent import subprocess

from deliberation.cli.demo import pinned
from deliberation.domain.errors import IllegalMove, say
from deliberation.shell import clock

if TYPE_CHECKING:
    from deliberation.config import Settings


def load_beside(settings: Settings) -> None:
    """Load the demo; its accounts are printed where the server was started.

    Raises:
        IllegalMove: it could not be loaded; nothing of it is kept.
    """
    surroundings = {
        **os.environ,
        "DELIBERATION_INSTANCE": str(settings.instance),
        "HOST": settings.host,
        "PORT": str(settings.port),
    }
    command = [sys.executable, "-m", "deliberation", "demo"]
    if subprocess.call(command, env=surroundings):
        raise IllegalMove(
            say("示范社区没有装上，原因显示在启动程序的窗口里。请重新启动，再用新的设置链接。")
        )
    clock.pin(pinned.DAY)
