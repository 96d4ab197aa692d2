"""The print worker: a child that turns pages into PDF until its stdin closes.

It never imports gevent: layout holds the CPU for a tenth of a second a page, and the web
process must not feel that. Started as `python -m deliberation.shell.printing.worker`.
"""

from __future__ import annotations

import json
import os
import queue
import threading
from pathlib import Path

from deliberation.shell.printing import frames
from deliberation.shell.printing.errors import MissingGlyph, RenderFailed
from deliberation.shell.printing.glyphs import check_glyphs, drawable
from deliberation.shell.printing.render import STYLES, engine, render_in_process


def main() -> None:
    """Serve requests one after the other."""
    inbox: queue.Queue[tuple[bytes, bytes]] = queue.Queue()
    # Frames own the real stdout; whatever a library prints goes to stderr.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    threading.Thread(target=listen, args=(inbox,), daemon=True).start()
    while True:
        kind, body = inbox.get()
        frames.send(answers, *answer(kind, json.loads(body)))


def listen(inbox: queue.Queue[tuple[bytes, bytes]]) -> None:
    """Read requests; when the parent is gone, end at once, even in the middle of a sheet."""
    source = os.fdopen(0, "rb", buffering=0)
    while True:
        try:
            inbox.put(frames.receive(source))
        except frames.EndedError:
            os._exit(0)


def answer(kind: bytes, job: dict[str, str]) -> tuple[bytes, bytes]:
    """Do one job; a refusal travels as its name and its facts, not as a pickled object."""
    static, faces = Path(job["static"]), Path(job["faces"])
    try:
        if kind == frames.JOB:
            html, title = job["html"], job["title"]
            return frames.PDF, render_in_process(html, title=title, static=static, faces=faces)
        if job["html"]:
            check_glyphs(job["html"], faces)
        else:
            drawable(faces)
            engine(static, faces, STYLES)
    except MissingGlyph as error:
        return refused("MissingGlyph", [error.character, error.place])
    except RenderFailed as error:
        return refused("RenderFailed", [error.detail])
    else:
        return frames.FINE, b""


def refused(name: str, facts: list[object]) -> tuple[bytes, bytes]:
    """Pack a refusal."""
    return frames.REFUSED, json.dumps([name, facts]).encode()


if __name__ == "__main__":
    main()
