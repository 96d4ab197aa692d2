"""A thousand phones in one process, as light as can be: they count what they get.

A frame is counted by its length and never decoded, so that the crowd keeps up with any server.
"""

from __future__ import annotations

import os
import select
import socket
import time
from dataclasses import dataclass, field
from typing import Final

OPEN: Final = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"
)
PRESS: Final = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {size}\r\n\r\n{body}"
)
PATIENCE: Final = 20.0  # seconds until a phone that has nothing yet is given up
SMALL: Final = 8  # bytes; below it a packet is the engine's ping
TWO_BYTES: Final = 126
QUIET: Final = 0.03  # seconds


def masked(text: str) -> bytes:
    """Return a phone's frame; a mask of zeros is one, too."""
    body = text.encode()
    return bytes((0x81, 0x80 | len(body), 0, 0, 0, 0)) + body


PONG: Final = masked("3")


@dataclass(slots=True)
class Phone:
    """One socket, and how much of the current frame is still to come."""

    connection: socket.socket
    left: int = 0
    counts: bool = False
    head: bytes = b""


def answered(connection: socket.socket) -> bytes:
    """Read the head of an HTTP answer, and nothing after it."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        piece = connection.recv(1)
        if not piece:
            raise ConnectionError(head)
        head += piece
    return head


FEW: Final = 16  # phones read at a time, so that the answer to the hand does not wait for us


@dataclass
class Crowd:
    """The phones of one server, and the hand that presses."""

    port: int
    path: str = "/press"
    body: str = ""
    phones: dict[int, Phone] = field(default_factory=dict)
    got: int = 0
    lost: int = 0

    def __post_init__(self) -> None:
        self.poll = select.epoll()
        self.buffer = bytearray(1 << 16)
        self.hand = socket.create_connection(("127.0.0.1", self.port))
        self.glance = select.poll()
        for poll in (self.poll, self.glance):
            poll.register(self.hand, select.POLLIN)
        request = PRESS.format(
            path=self.path, port=self.port, size=len(self.body.encode()), body=self.body
        )
        self.request = request.encode()

    def gather(self, number: int) -> None:
        """Let `number` phones in, each watching."""
        while len(self.phones) < number:
            phone = Phone(socket.create_connection(("127.0.0.1", self.port), PATIENCE))
            phone.connection.sendall(OPEN.format(port=self.port).encode())
            assert answered(phone.connection).startswith(b"HTTP/1.1 101 ")  # noqa: S101 - a benchmark
            for packet in ("", "40", '420["watch",1]'):
                if packet:
                    phone.connection.sendall(masked(packet))
                self.settle(phone)
            phone.connection.setblocking(False)  # noqa: FBT003 - the standard library's signature
            self.phones[phone.connection.fileno()] = phone
            self.poll.register(phone.connection, select.EPOLLIN)

    def settle(self, phone: Phone) -> None:
        """Read the engine's greeting, the namespace's, or the acknowledgement."""
        before = self.got
        while self.got == before:
            self.take(phone)
        self.got = before

    def take(self, phone: Phone) -> None:
        """Count the frames that end in what has come."""
        size = phone.connection.recv_into(self.buffer)
        if not size:
            raise ConnectionError
        view, at = self.buffer, 0
        if phone.head:
            view = bytearray(phone.head) + self.buffer[:size]
            size, phone.head = len(view), b""
        while at < size:
            if phone.left:
                step = min(phone.left, size - at)
                phone.left -= step
                at += step
            else:
                at = self.begin(phone, view, at, size)
            if not phone.left and not phone.head:
                self.end(phone)

    @staticmethod
    def begin(phone: Phone, view: bytearray, at: int, size: int) -> int:
        """Read a frame's head at `at`, or keep it until it is whole."""
        short = size - at < 2 or view[at + 1] != TWO_BYTES  # noqa: PLR2004 - the head's two bytes
        need = 2 if short else 4
        if size - at < need:
            phone.head = bytes(view[at:size])
            return size
        phone.left = view[at + 1] if short else int.from_bytes(view[at + 2 : at + 4], "big")
        phone.counts = phone.left > SMALL
        return at + need

    def end(self, phone: Phone) -> None:
        """Count a packet, or answer the ping."""
        if phone.counts:
            self.got += 1
        else:
            phone.connection.send(PONG)

    def press(self) -> tuple[float, float]:
        """Press once; return the seconds until it was answered and until all phones had it."""
        self.got, began = 0, time.perf_counter()
        self.hand.sendall(self.request)
        answer = last = 0.0
        while not answer or self.got < len(self.phones):
            if self.turn(PATIENCE):
                answer = time.perf_counter() - began
            if self.got and self.got >= len(self.phones):
                last = time.perf_counter() - began
        return answer, last

    def press_meanwhile(self) -> float:
        """Press, and again when the first phone has it; return the second's time to its answer."""
        self.got, answers, began, second = 0, 0, 0.0, 0.0
        self.hand.sendall(self.request)
        while not second:
            answers += self.turn(PATIENCE)
            if answers and self.got and not began:
                began = time.perf_counter()
                self.hand.sendall(self.request)
            elif answers > 1:
                second = time.perf_counter() - began
        self.rest(QUIET)
        return second

    def rest(self, seconds: float = 0.0) -> None:
        """Take what is there, until nothing has come for `seconds`."""
        before = -1
        while before != self.got:
            before = self.got
            self.turn(seconds)

    def turn(self, patience: float) -> bool:
        """Take what has come; say whether the hand got an answer."""
        if self.glance.poll(0):  # before the phones: the system hands out who came first, first
            return self.heard()
        hand = False
        ready = self.poll.poll(patience, FEW)
        if not ready and patience == PATIENCE:
            raise TimeoutError(self.got, len(self.phones))
        for number, _event in ready:
            if number == self.hand.fileno():
                hand = self.heard()
            else:
                self.listen(number)
        return hand

    def heard(self) -> bool:
        """Take the answer to the press."""
        answer = os.read(self.hand.fileno(), 65536)
        assert answer.startswith((b"HTTP/1.1 20", b"HTTP/1.1 30"))  # noqa: S101 - a benchmark
        return True

    def listen(self, number: int) -> None:
        """Take from one phone; who was sent away is counted as lost."""
        phone = self.phones[number]
        try:
            self.take(phone)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self.lost += 1
            self.poll.unregister(number)
            del self.phones[number]
