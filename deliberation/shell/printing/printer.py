"""The parent's side of the print worker: start, hand over one sheet at a time, restart.

Under gevent's patched `subprocess` and `threading` all waiting here yields to other greenlets;
unpatched it blocks its thread. Nothing in this module needs to know which it is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from deliberation.shell.printing import frames
from deliberation.shell.printing.errors import (
    MissingGlyph,
    PrinterBusy,
    PrintTimeout,
    RenderFailed,
    WorkerLost,
)
from deliberation.shell.printing.fonts import font_folder, static_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliberation.domain.errors import DomainError

# The worker gets what a program needs to start, and no secret of the web process.
ENVIRONMENT = ("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
ATTEMPTS = 2


class Printer:
    """One worker and the queue before it.

    Args:
        static: the folder of styles; found by itself in a checkout or a wheel.
        waiting_limit: sheets that may wait or print at once; one more is refused.
        timeout: seconds for one sheet, after which its worker is ended.
    """

    def __init__(
        self, static: Path | None = None, *, waiting_limit: int = 8, timeout: float = 30.0
    ) -> None:
        self.static = static or static_folder()
        self.waiting_limit = waiting_limit
        self.timeout = timeout
        self.waiting = 0
        self.door = threading.Lock()
        self.turn = threading.Lock()
        self.worker: subprocess.Popen[bytes] | None = None

    def print_pdf(self, html: str, *, title: str = "") -> bytes:
        """Print a page.

        Raises:
            MissingGlyph: a character has no glyph (422).
            PrinterBusy: the queue is full.
            FontsMissing: there are no faces to print with.
            PrintTimeout, WorkerLost, RenderFailed: it cannot be printed now.
        """
        return self.ask(frames.JOB, html, title)

    def check(self, html: str) -> None:
        """Check the characters of a page without printing it; raises as `print_pdf`."""
        self.ask(frames.CHECK, html, "")

    def warm_up(self) -> None:
        """Start the worker and load its faces, so that the first sheet is not the slow one."""
        self.ask(frames.CHECK, "", "")

    def ask(self, kind: bytes, html: str, title: str) -> bytes:
        """Wait for the worker's turn, hand over a job, and return or raise its answer."""
        # A lone surrogate is no text; it must reach the glyph check, and no codec error here.
        faces = font_folder(self.static)
        job = {"html": html, "title": title, "static": str(self.static), "faces": str(faces)}
        with self.place_in_queue():
            answered, body = self.hand_over(kind, json.dumps(job).encode())
        if answered == frames.REFUSED:
            raise refusal(body)
        return body

    @contextmanager
    def place_in_queue(self) -> Iterator[None]:
        """Take a place; refuse at once when there is none, with the number ahead."""
        with self.door:
            if self.waiting >= self.waiting_limit:
                raise PrinterBusy(self.waiting)
            self.waiting += 1
        try:
            with self.turn:
                yield
        finally:
            with self.door:
                self.waiting -= 1

    def hand_over(self, kind: bytes, body: bytes) -> tuple[bytes, bytes]:
        """Send a job; a worker that died gets one successor."""
        for _attempt in range(ATTEMPTS):
            with suppress(frames.EndedError, OSError):
                return self.exchange(self.running(), kind, body)
            self.end()
        raise WorkerLost

    def exchange(
        self, worker: subprocess.Popen[bytes], kind: bytes, body: bytes
    ) -> tuple[bytes, bytes]:
        """Send and receive under the time limit: the limit kills, the closed pipe tells us."""
        if worker.stdin is None or worker.stdout is None:
            raise frames.EndedError
        late = threading.Event()
        watch = threading.Timer(self.timeout, stop, (worker, late))
        watch.daemon = True
        watch.start()
        try:
            frames.send(worker.stdin, kind, body)
            return frames.receive(worker.stdout)
        except (frames.EndedError, OSError):
            if late.is_set():
                self.end()
                raise PrintTimeout(self.timeout) from None
            raise
        finally:
            watch.cancel()

    def running(self) -> subprocess.Popen[bytes]:
        """Return the living worker, or start one."""
        if self.worker is None or self.worker.poll() is not None:
            self.end()
            self.worker = start()
        return self.worker

    def end(self) -> None:
        """End the worker, if any, and leave no zombie."""
        worker, self.worker = self.worker, None
        if worker is None:
            return
        worker.kill()
        for pipe in (worker.stdin, worker.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        worker.wait()

    def close(self) -> None:
        """End the worker after the sheet that is printing; a later sheet would start it anew."""
        with self.turn:
            self.end()


def stop(worker: subprocess.Popen[bytes], late: threading.Event) -> None:
    """End a worker that took too long."""
    late.set()
    worker.kill()


def start() -> subprocess.Popen[bytes]:
    """Start a worker that finds this package wherever the parent found it."""
    home = str(Path(__file__).resolve().parents[3])
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    environment |= {"PYTHONPATH": home, "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "deliberation.shell.printing.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )


def refusal(body: bytes) -> DomainError:
    """Make the worker's refusal an exception of ours again."""
    name, facts = json.loads(body)
    if name == "MissingGlyph":
        return MissingGlyph(*facts)
    return RenderFailed(str(facts[0]))
