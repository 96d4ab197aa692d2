"""A real server in a process of its own, and phones that talk to it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING

from deliberation.app import create_app
from deliberation.migrations import upgrade
from deliberation.store.db import db
from tests import fixtures_app, services
from tests.factories import Factory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPMessage
    from typing import IO

LISTENING = "按 Ctrl-C 停止。"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
SEEN_ELSEWHERE = 303
PATIENCE = 30.0  # seconds until a test that waits for nothing is ended


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The answer itself is what tests look at."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        del req, fp, code, msg, headers, newurl


@dataclass
class Answer:
    """What came back."""

    status: int
    location: str
    text: str


@dataclass
class Phone:
    """A browser without scripts: cookies, tokens, forms."""

    address: str
    token: str = ""
    cookies: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(self.cookies),
            NoRedirect(),
        )

    def get(self, path: str) -> Answer:
        """Open a page, keeping its token for later posts."""
        answer = self.send(path)
        if found := TOKEN.search(answer.text):
            self.token = found[1]
        return answer

    def post(self, path: str, form: dict[str, str]) -> Answer:
        """Send a form; a `command_id` in it repeats that command."""
        body = {"csrf_token": self.token, "command_id": uuid.uuid4().hex, **form}
        data = urllib.parse.urlencode(body).encode()
        return self.send(path, data)

    def post_file(self, path: str, form: dict[str, str], file: bytes) -> Answer:
        """Send a form with one photo."""
        boundary = uuid.uuid4().hex
        body = {"csrf_token": self.token, "command_id": uuid.uuid4().hex, **form}
        head = 'Content-Disposition: form-data; name="'
        parts = [f'{head}{name}"\r\n\r\n{value}'.encode() for name, value in body.items()]
        parts.append(f'{head}photos"; filename="a.jpg"\r\n\r\n'.encode() + file)
        line = f"--{boundary}".encode()
        data = b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"
        return self.send(path, data, f"multipart/form-data; boundary={boundary}")

    def send(self, path: str, data: bytes | None = None, kind: str = "") -> Answer:
        """Send, and read the whole answer."""
        address = self.address + path
        request = urllib.request.Request(address, data)  # noqa: S310 - our own server's
        if kind:
            request.add_header("Content-Type", kind)
        try:
            response = self.opener.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            text = response.read().decode("utf-8", "replace")
            return Answer(response.status, response.headers.get("Location", ""), text)


@dataclass
class Server:
    """A started `deliberation run`."""

    process: subprocess.Popen[str]
    address: str
    printed: list[str]

    def phone(self) -> Phone:
        """Return a new browser."""
        return Phone(self.address)

    def kill(self) -> None:
        """End it as a power cut would, for a process."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def stop(self) -> int:
        """End it as a service manager would; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def children(self) -> list[int]:
        """Return the ids of its child processes (Linux)."""
        pid = self.process.pid
        tasks = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [int(number) for number in tasks.split()]


def environment(instance: Path, **more: str) -> dict[str, str]:
    """The environment of a command on `instance`."""
    root = str(Path(__file__).resolve().parents[2])
    return {
        **os.environ,
        "DELIBERATION_INSTANCE": str(instance),
        "HOST": "127.0.0.1",
        "PYTHONPATH": root,
        **more,
    }


def command(instance: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "deliberation", *arguments],
        env=environment(instance, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE * 2,
    )


@contextmanager
def running(
    instance: Path, port: int | None = None, *options: str, **more: str
) -> Iterator[Server]:
    """Start a server and wait until it listens; it ends with the block at the latest."""
    port = port or services.free_port()
    call = [sys.executable, "-m", "deliberation", "run", "--port", str(port), *options]
    with subprocess.Popen(
        call,
        env=environment(instance, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            lines = printed(process)
            reader = threading.Thread(target=_read_on, args=(process,), daemon=True)
            reader.start()
            yield Server(process, f"http://127.0.0.1:{port}", lines)
        finally:
            process.kill()


def _read_on(process: subprocess.Popen[str]) -> None:
    """Read a line per visit: a pipe that nobody empties stops the server when it is full."""
    for _line in process.stdout or ():
        pass


def printed(process: subprocess.Popen[str]) -> list[str]:
    """Return what the server prints until it listens."""
    lines: list[str] = []
    for line in process.stdout or ():
        lines.append(line.rstrip("\n"))
        if line.strip() == LISTENING:
            return lines
    message = f"the server ended with {process.wait()} before it listened: {lines}"
    raise AssertionError(message)


def installation(folder: Path, url: str = "") -> Path:
    """Make an installation with one community in `folder`; return it."""
    url = url or f"sqlite:///{folder / 'deliberation.sqlite'}"
    settings = fixtures_app.settings_for(folder, url)
    with create_app(settings).app_context():
        upgrade()
        Factory().community()
        db.session.remove()
        db.engine.dispose()
    return folder


def opinion(text: str) -> dict[str, str]:
    """What a resident sends off."""
    return {"category": "parking", "text": text, "agreed": "y"}
