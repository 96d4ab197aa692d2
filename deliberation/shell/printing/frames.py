"""Messages on a pipe: a length, a kind, the body. No pickle: the other side is not trusted more."""

from __future__ import annotations

import struct
from typing import Protocol

HEADER = struct.Struct(">cI")
LARGEST = 64 * 1024 * 1024
JOB, CHECK, PDF, FINE, REFUSED = b"J", b"C", b"P", b"F", b"R"


class Readable(Protocol):
    """The reading end of a pipe."""

    def read(self, size: int, /) -> bytes | None:
        """Return at most `size` bytes; nothing at the end."""


class Writable(Protocol):
    """The writing end of a pipe."""

    def write(self, data: bytes, /) -> int | None:
        """Take the bytes."""

    def flush(self) -> None:
        """Hand them on."""


class EndedError(Exception):
    """The pipe is closed, or holds no whole message."""


def send(pipe: Writable, kind: bytes, body: bytes) -> None:
    """Write one message."""
    pipe.write(HEADER.pack(kind, len(body)) + body)
    pipe.flush()


def receive(pipe: Readable) -> tuple[bytes, bytes]:
    """Read one message.

    Raises:
        EndedError: the pipe closed before the whole message, or its length is absurd.
    """
    kind, length = HEADER.unpack(exactly(pipe, HEADER.size))
    if length > LARGEST:
        raise EndedError
    return kind, exactly(pipe, length)


def exactly(pipe: Readable, size: int) -> bytes:
    """Read `size` bytes, however many pieces the pipe gives them in."""
    parts: list[bytes] = []
    while size:
        part = pipe.read(size)
        if not part:
            raise EndedError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
