"""The real server with one more topic: a counter that everybody watches. Run as a process.

`POST /press` counts, as small a command as there can be; `watch` joins, `echo` is answered at
once, `tell` is answered by a message of its own.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from deliberation.serve import Server  # patches the standard library, hence before all else

# isort: split
from flask import request
from socketio import Manager
from sqlalchemy import text

from deliberation import config
from deliberation.shell import channel
from deliberation.store.db import changed, db, writing

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

TOPIC = "hall"
SUBJECT = 1
# About four thousand bytes, as the audience's regions are.
LINE = "<li><b>12 号楼 3 号席</b> 停车收费的方案应当先公示，再表决；消防通道请当天清障。</li>"
REGION = os.environ.get("HALL_REGION") or LINE * int(os.environ.get("HALL_LINES", "32"))


class Plain(Manager):
    """The library's own way to send, for benchmarks/fanout.py to measure beside ours."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library has no hints
        self.wires: list[object] = []

    def watched(self, room: str) -> bool:
        return room in self.rooms["/"]


def render(subject_id: int) -> channel.Frame:
    version = db.session.execute(text("SELECT version FROM hall")).scalar_one()
    return {"version": version, "regions": {"queue": f"<ol id='q{subject_id}'>{REGION}</ol>"}}


def press() -> ResponseReturnValue:
    with writing():
        db.session.execute(text("UPDATE hall SET version = version + 1"))
        changed(TOPIC, SUBJECT)
    return "", 204


def watch(sid: str, data: Any) -> object:  # noqa: ANN401 - whatever a phone says
    channel.place(sid, channel.room(TOPIC, SUBJECT))
    return {"watching": data}


def echo(_sid: str, data: Any) -> object:  # noqa: ANN401 - whatever a phone says
    if data == "fail":
        message = "asked to"
        raise LookupError(message)
    return {"echo": data}


def tell(sid: str, data: Any) -> object:  # noqa: ANN401 - whatever a phone says
    channel.send(sid, "told", {"told": data, "text": LINE * 32})
    return {"telling": data, "agent": request.headers.get("User-Agent", "")}


def listening() -> Server:
    """Return the server, made from the environment as `deliberation run` makes it."""
    if os.environ.get("HALL_FAN") == "plain":
        setattr(channel, "_fan", lambda _settings: Plain())  # noqa: B010 - its type is another one
    channel.register(TOPIC, render)
    for event, handler in (("watch", watch), ("echo", echo), ("tell", tell)):
        channel.on(event, handler)
    tls_port = int(sys.argv[1]) if len(sys.argv) > 1 else None
    server = Server(config.load(), secure=tls_port is not None, tls_port=tls_port)
    server.app.config["WTF_CSRF_ENABLED"] = False
    server.app.add_url_rule("/press", view_func=press, methods=["POST"])
    with server.app.app_context():
        db.create_all()
    with server.app.app_context(), writing():
        db.session.execute(text("CREATE TABLE IF NOT EXISTS hall (version INTEGER)"))
        if not db.session.execute(text("SELECT 1 FROM hall")).first():
            db.session.execute(text("INSERT INTO hall VALUES (0)"))
    return server


def main() -> None:
    """Serve until SIGTERM."""
    server = listening()
    server.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    server.wait()


if __name__ == "__main__":
    main()
