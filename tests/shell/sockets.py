"""Phones for tests of the channel: plain sockets, and a strict reader of what comes."""

from __future__ import annotations

import http.client
import json
import os
import select
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, Ping, Request, TextMessage
from wsproto.extensions import PerMessageDeflate

from tests import services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 30.0  # seconds until a wait for nothing is ended
MESSAGE, ACK = "42", "43"
GOODBYE = "1"  # the engine's, after which a phone comes back


@dataclass
class Hall:
    """A running tests/shell/hall.py."""

    process: subprocess.Popen[str]
    port: int
    tls_port: int | None

    def press(self, times: int = 1) -> None:
        """Count."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        for _ in range(times):
            connection.request("POST", "/press")
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 204
        connection.close()

    def stop(self) -> float:
        """End it as a service manager does; return the seconds that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE) == 0
        return time.monotonic() - began


@contextmanager
def hall(folder: Path, *, secure: bool = False, **environment: str) -> Iterator[Hall]:
    """Run a hall on ports of its own."""
    port = services.free_port()
    tls_port = services.free_port() if secure else None
    given = {
        **os.environ,
        "DELIBERATION_INSTANCE": str(folder),
        "DELIBERATION_ENV": "test",
        "PORT": str(port),
        **environment,
    }
    command = [sys.executable, "-m", "tests.shell.hall", *([str(tls_port)] if tls_port else [])]
    with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            assert line == "ready\n", line
            yield Hall(process, port, tls_port)
        finally:
            process.kill()


@dataclass
class Phone:
    """A WebSocket that takes nothing on trust: what comes must parse, or the test fails."""

    connection: socket.socket
    protocol: WSConnection = field(default_factory=lambda: WSConnection(ConnectionType.CLIENT))
    got: list[tuple[str, Any]] = field(default_factory=list)
    acks: dict[int, Any] = field(default_factory=dict)
    last: str = ""
    entered: bool = False
    extensions: list[Any] = field(default_factory=list)
    accepted: bool = False
    ended: bool = False
    goodbye: int | None = None
    piece: str = ""

    def greet(self, port: int) -> None:
        """Shake hands offering compression, as browsers do, and enter the namespace."""
        target = "/socket.io/?EIO=4&transport=websocket"
        offer = [PerMessageDeflate()]
        request = Request(host=f"127.0.0.1:{port}", target=target, extensions=offer)
        self.connection.sendall(self.protocol.send(request))
        self.wait(lambda: self.accepted)
        self.say("40")
        self.wait(lambda: self.entered)

    def say(self, packet: str) -> None:
        """Send a packet; that the server has ended it shows when it is read."""
        with suppress(ConnectionError):
            self.connection.sendall(self.protocol.send(TextMessage(data=packet)))

    def event(self, name: str, data: object, number: int) -> None:
        """Send an event that wants an acknowledgement."""
        self.say(f"{MESSAGE}{number}{json.dumps([name, data])}")

    def ask(self, name: str, data: object, number: int) -> Any:  # noqa: ANN401 - JSON
        """Send an event and return its acknowledgement."""
        self.event(name, data, number)
        self.wait(lambda: number in self.acks)
        return self.acks[number]

    def read(self, most: int = 65536) -> None:
        """Take what there is, and up to `most` bytes of it."""
        pending = isinstance(self.connection, ssl.SSLSocket) and self.connection.pending()
        if not pending and not select.select([self.connection], [], [], 1.0)[0]:
            return
        try:
            data = self.connection.recv(most)
        except ConnectionResetError:
            data = b""
        if not data:
            self.ended = True
            return
        self.protocol.receive_data(data)
        for event in self.protocol.events():
            self.take(event)

    def take(self, event: object) -> None:
        if isinstance(event, AcceptConnection):
            self.accepted, self.extensions = True, list(event.extensions)
        elif isinstance(event, CloseConnection):
            self.ended, self.goodbye = True, event.code
        elif isinstance(event, TextMessage):
            self.piece += event.data
            if event.message_finished:
                self.keep(self.piece)
                self.piece = ""
        else:
            assert isinstance(event, Ping), event

    def keep(self, packet: str) -> None:
        """Read a packet; it must be whole. The engine's ping is answered."""
        self.last = packet
        if packet == "2":
            self.say("3")
        elif packet.startswith("40"):
            self.entered = True
        elif packet.startswith(ACK):
            number, bracket, rest = packet[2:].partition("[")
            self.acks[int(number)] = next(iter(json.loads(bracket + rest)), None)
        elif packet.startswith(MESSAGE):
            name, data = json.loads(packet[2:])
            self.got.append((name, data))
        else:
            assert packet == GOODBYE or packet.startswith("0{"), packet

    def wait(self, seen: Callable[[], bool], most: int = 65536) -> None:
        """Read until `seen`, or until the server has ended it."""
        last = time.monotonic() + PATIENCE
        while not seen() and not self.ended:
            assert time.monotonic() < last, self.got[-1:]
            self.read(most)

    def events(self, name: str) -> list[Any]:
        """Return what came with the event `name`."""
        return [data for event, data in self.got if event == name]

    def versions(self) -> list[int]:
        return [frame["version"] for frame in self.events("frame")]

    def finished(self, version: int) -> bool:
        """Whether this was the last frame, and all that was asked for is answered."""
        return version in self.versions() and len(self.events("told")) * 2 + 1 == len(self.acks)


@contextmanager
def phone(port: int, *, buffer: int | None = None, tls: bool = False) -> Iterator[Phone]:
    """Connect a phone, with a receive buffer of `buffer` bytes if one is given."""
    with socket.socket() as plain:
        if buffer:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        plain.settimeout(PATIENCE)
        plain.connect(("127.0.0.1", port))
        if not tls:
            found = Phone(plain)
            found.greet(port)
            yield found
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with context.wrap_socket(plain) as secure:
            found = Phone(secure)
            found.greet(port)
            yield found
