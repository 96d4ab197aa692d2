"""How long a press takes while sheets are printed, beside the same presses with an idle printer.

Run as `python -m benchmarks.printing_live`; prints one JSON line, times in milliseconds. A press is
a recorder's point: a form post, answered when it is on disk.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.faults import server
from tests.faults.meeting import Course, called

if TYPE_CHECKING:
    from tests.faults.server import Phone

PRESSES = 150
ROUNDS = 4  # idle and printing by turns, so that both see the same machine
P99 = 0.99


@dataclass
class Printer:
    """Somebody who prints one sheet after another."""

    phone: Phone
    path: str
    sheets: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self.ended.clear()
        self.thread = threading.Thread(target=self._print)
        self.thread.start()
        return self

    def _print(self) -> None:
        while not self.ended.is_set():
            self.phone.get(self.path)
            self.sheets += 1

    def __exit__(self, *_error: object) -> None:
        self.ended.set()
        self.thread.join()


def press(course: Course) -> float:
    """Write one point and return how long the answer took."""
    body = {"seat": "1", "stance": "support", "text": uuid.uuid4().hex}
    start = time.perf_counter()
    answer = course.phones["recorder"].post(f"/meetings/{course.meeting_id}/points", body)
    took = (time.perf_counter() - start) * 1000
    if answer.status != server.SEEN_ELSEWHERE:
        raise RuntimeError(answer.text)
    return took


def measured(times: list[float]) -> dict[str, float]:
    """Return p50, p99 and max."""
    last = sorted(times)[int(len(times) * P99) - 1]
    found = {"p50": statistics.median(times), "p99": last, "max": max(times)}
    return {name: round(value, 2) for name, value in found.items()}


def main() -> None:
    """Press by turns with and without a sheet in the worker."""
    idle: list[float] = []
    printing: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        instance = server.installation(Path(folder))
        course = Course(called(instance))
        with server.running(instance, DELIBERATION_ENV="test") as running:
            course.begin(running)
            sheet = f"/meetings/{course.meeting_id}/notice.pdf"
            printer = Printer(course.phones["timekeeper"], sheet)
            printer.phone.get(sheet)
            for _round in range(ROUNDS):
                idle += [press(course) for _ in range(PRESSES)]
                with printer:
                    printing += [press(course) for _ in range(PRESSES)]
    ours, peer = measured(printing), measured(idle)
    ratio = round(ours["p99"] / peer["p99"], 2)
    line = {"press_while_printing_ms": ours, "press_idle_ms": peer}
    print(json.dumps({**line, "ratio_p99_to_idle": ratio, "sheets": printer.sheets}))


if __name__ == "__main__":
    main()
