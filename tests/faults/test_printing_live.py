"""A sheet is being printed and the meeting goes on: order, not time, is what is looked at."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults import server
from tests.faults.meeting import Course, called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.server import Answer, Phone


def worker_of(running: server.Server) -> int:
    """Return the id of the print worker's process."""
    lines = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in running.children()}
    (found,) = [pid for pid, line in lines.items() if b"printing" in line]
    return found


@contextmanager
def held(pid: int) -> Iterator[None]:
    """Hold a process, as a sheet that takes for ever would."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


class Printing:
    """A sheet asked for in a thread of its own."""

    def __init__(self, phone: Phone, path: str) -> None:
        self.answer: Answer | None = None
        self.thread = threading.Thread(target=self._get, args=(phone, path))
        self.thread.start()

    def _get(self, phone: Phone, path: str) -> None:
        self.answer = phone.get(path)

    def wait(self) -> Answer:
        self.thread.join(server.PATIENCE)
        assert self.answer is not None, "the sheet never came"
        return self.answer


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc on this system")
def test_presses_are_answered_while_a_sheet_is_printed(tmp_path: Path) -> None:
    instance = server.installation(tmp_path)
    course = Course(called(instance))
    sheet = f"/meetings/{course.meeting_id}/notice.pdf"
    with server.running(instance, DELIBERATION_ENV="test") as running:
        course.begin(running)
        reader = course.phones["timekeeper"]
        assert reader.get(sheet).text.startswith("%PDF")
        with held(worker_of(running)):
            printing = Printing(reader, sheet)
            for number in range(3, 8):
                course.note(number)
            assert printing.answer is None, "five presses were answered before the sheet"
        answer = printing.wait()
        assert (answer.status, answer.text[:4]) == (200, "%PDF")
