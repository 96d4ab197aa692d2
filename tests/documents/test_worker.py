"""The print worker dies, hangs, is flooded, loses its parent: sheets still come out, or a word."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from typing import TYPE_CHECKING

import pytest

from deliberation.shell.printing import (
    FontsMissing,
    MissingGlyph,
    Printer,
    PrinterBusy,
    PrintTimeout,
    WorkerLost,
    frames,
    render_in_process,
)
from tests.documents import sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT = 60


@pytest.fixture(scope="module")
def shared() -> Iterator[Printer]:
    made = Printer(sample.STATIC, timeout=LIMIT)
    made.warm_up()
    yield made
    made.close()


def pid(made: Printer) -> int:
    assert made.worker
    return made.worker.pid


def gone(number: int) -> bool:
    """Tell whether a process is no more; a zombie of somebody else counts as gone."""
    try:
        with open(f"/proc/{number}/stat", encoding="utf-8") as file:  # noqa: PTH123  /proc is no path
            return file.read().rsplit(")", 1)[1].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_the_worker_prints_what_this_process_prints(shared: Printer) -> None:
    page = sample.page("minutes.html", sample.minutes())
    assert shared.print_pdf(page, title="纪要") == render_in_process(page, title="纪要")


def test_a_refusal_crosses_the_pipe_with_its_facts(shared: Printer) -> None:
    with pytest.raises(MissingGlyph) as caught:
        shared.check("<p data-place='第2条'>见ש</p>")
    assert (caught.value.character, caught.value.place) == ("ש", "第2条「见ש」")
    with pytest.raises(MissingGlyph):
        shared.print_pdf("<p>\ud800</p>")
    shared.check("<p>好</p>")


def test_without_faces_no_worker_is_started(tmp_path: Path) -> None:
    bare = Printer(tmp_path, timeout=LIMIT)
    with pytest.raises(FontsMissing, match="deliberation fonts"):
        bare.print_pdf("<p>字</p>")
    assert bare.worker is None


def test_a_killed_worker_is_replaced_unseen(shared: Printer) -> None:
    first = pid(shared)
    os.kill(first, signal.SIGKILL)
    assert shared.print_pdf("<p>字</p>").startswith(b"%PDF")
    assert pid(shared) != first


def test_a_worker_killed_in_the_middle_of_a_sheet_prints_it_the_second_time(
    shared: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, victims = frames.send, [pid(shared)]

    def fatal(pipe: frames.Writable, kind: bytes, body: bytes) -> None:
        send(pipe, kind, body)
        if victims:
            os.kill(victims.pop(), signal.SIGKILL)

    monkeypatch.setattr(frames, "send", fatal)
    assert shared.print_pdf("<p>字</p>").startswith(b"%PDF")
    assert not victims


def test_a_worker_that_never_starts_is_told_as_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    lost = Printer(sample.STATIC, timeout=LIMIT)
    with pytest.raises(WorkerLost):
        lost.print_pdf("<p>字</p>")
    lost.close()


def test_an_endless_sheet_is_stopped_and_the_next_one_prints(shared: Printer) -> None:
    shared.warm_up()
    usual, shared.timeout = shared.timeout, 0.2
    with pytest.raises(PrintTimeout):
        shared.print_pdf("<p>字</p>" * 5_000)
    shared.timeout = usual
    assert shared.print_pdf("<p>字</p>").startswith(b"%PDF")


def test_a_full_queue_answers_at_once_how_many_are_ahead() -> None:
    small = Printer(sample.STATIC, waiting_limit=2, timeout=LIMIT)
    sheets: list[bytes] = []
    with small.turn:  # as if a sheet were printing
        waiting = [
            threading.Thread(target=lambda: sheets.append(small.print_pdf("<p>字</p>")))
            for _ in range(2)
        ]
        for thread in waiting:
            thread.start()
        while small.waiting < 2:
            threading.Event().wait(0.001)
        with pytest.raises(PrinterBusy, match="前面还有2份") as caught:
            small.print_pdf("<p>字</p>")
        assert caught.value.ahead == 2
    for thread in waiting:
        thread.join(LIMIT)
    assert len(sheets) == 2
    assert small.waiting == 0
    small.close()


def test_close_leaves_no_process(shared: Printer) -> None:
    shared.warm_up()
    number = pid(shared)
    shared.close()
    assert gone(number)
    shared.close()


def test_the_worker_ends_when_its_parent_is_killed() -> None:
    script = """
        import sys
        from pathlib import Path
        from deliberation.shell.printing import Printer
        made = Printer(Path(sys.argv[1]))
        made.warm_up()
        print(made.worker.pid, flush=True)
        made.print_pdf("<p>字</p>" * 50_000)
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(sample.STATIC)],
        stdout=subprocess.PIPE,
        cwd=sample.ROOT,
        text=True,
    )
    assert parent.stdout
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    ended = threading.Event()
    for _ in range(1000):
        if gone(worker):
            break
        ended.wait(0.01)
    assert gone(worker)


def test_the_worker_never_imports_gevent_and_gets_no_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DELIBERATION_SECRET", "s3cret")
    made = Printer(sample.STATIC, timeout=LIMIT)
    made.warm_up()
    with open(f"/proc/{pid(made)}/environ", "rb") as file:  # noqa: PTH123  /proc is no path
        environment = file.read()
    with open(f"/proc/{pid(made)}/maps", encoding="utf-8") as file:  # noqa: PTH123  /proc is no path
        libraries = file.read()
    made.close()
    assert b"s3cret" not in environment
    assert "gevent" not in libraries
    assert "pango" in libraries


def test_under_gevent_the_loop_goes_on_while_a_sheet_prints() -> None:
    script = """
        from gevent import monkey
        monkey.patch_all()
        import sys, time, gevent
        from pathlib import Path
        from deliberation.shell.printing import Printer
        made = Printer(Path(sys.argv[1]))
        made.warm_up()
        pauses, last = [], time.perf_counter()
        def beat():
            global last
            while True:
                gevent.sleep(0.002)
                now = time.perf_counter()
                pauses.append(now - last)
                last = now
        pulse = gevent.spawn(beat)
        sheets = [gevent.spawn(made.print_pdf, "<p>字</p>" * 400) for _ in range(2)]
        gevent.joinall(sheets, raise_error=True)
        pulse.kill()
        made.close()
        print(len(pauses), sum(pauses) / len(pauses), all(s.value[:4] == b"%PDF" for s in sheets))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(sample.STATIC)],
        capture_output=True,
        cwd=sample.ROOT,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    beats, mean, printed = done.stdout.split()
    assert int(beats) > 20
    assert float(mean) < 0.02
    assert printed == "True"
