"""A child ends when it is asked to, at whatever moment that is."""

from __future__ import annotations

import subprocess
import sys

STARTS = 20
# Popen lets others run while it waits for the child's exec: some of these stops come just then.
STOPPED_AT_ANY_MOMENT = f"""
from gevent import monkey; monkey.patch_all()
import gevent, sys
from deliberation.shell import children

children.FIRST_PAUSE = 0.001
for number in range({STARTS}):
    child = children.Child([sys.executable, "-c", "input()"], {{}})
    child.start()
    gevent.sleep(number * 0.0005)
    child.stop()
    assert child.process is None or child.process.poll() is not None
print("stopped")
"""


def test_a_stop_is_heard_while_the_child_is_being_started() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_AT_ANY_MOMENT],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "stopped\n", done.stderr
