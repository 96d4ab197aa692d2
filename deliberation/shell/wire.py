"""The driver below a phone's WebSocket: simple-websocket on gevent, with whole writes.

As it comes, simple-websocket ignores that `send` may write a part of what it is given, and a phone
with a full buffer then reads garbage; and it compresses for each phone by itself what all of them
get. Here every write is whole and none begins inside another, and compression is declined.
"""

from __future__ import annotations

import logging
import socket
import struct
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, cast

import gevent
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from engineio.async_drivers.gevent import Thread
from gevent import selectors
from gevent.event import Event
from gevent.lock import BoundedSemaphore
from gevent.ssl import SSLSocket
from simple_websocket.errors import ConnectionClosed
from simple_websocket.errors import ConnectionError as HandshakeError
from simple_websocket.ws import Server
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from engineio.server import Server as Engine
    from engineio.socket import Socket as EngineSocket

SILENCE_MS: Final = 30_000  # a phone that takes nothing for so long is gone, whatever TCP thinks
BACKLOG: Final = 64 * 1024  # bytes of old frames that the system may keep for a slow phone
AT_A_TIME: Final = 1024  # bytes; what is read together is also understood in one go
BURST: Final = 16 * 1024  # bytes that a phone may say at once; it says a hundred, seldom
RATE: Final = 8 * 1024  # bytes a second after that
AT_ONCE: Final = struct.pack("ii", 1, 0)  # linger for no time: closing resets
OFFER: Final = "HTTP_SEC_WEBSOCKET_EXTENSIONS"

log = logging.getLogger(__name__)


class Pace:
    """How fast somebody is listened to: whoever shouts must not stop the hall."""

    __slots__ = ("at", "left")

    def __init__(self, now: float) -> None:
        self.left, self.at = float(BURST), now

    def pause(self, size: int, now: float) -> float:
        """Return for how many seconds to listen to others, after `size` bytes."""
        self.left = min(self.left + (now - self.at) * RATE, BURST) - size
        self.at = now
        return max(-self.left / RATE, 0.0)


class Pipe:
    """What the driver takes for its socket."""

    __slots__ = ("pace", "plain", "socket", "turn")

    def __init__(self, wrapped: Any) -> None:  # noqa: ANN401 - gevent's, of either kind
        self.socket = wrapped
        self.pace = Pace(time.monotonic())
        self.plain = None if isinstance(wrapped, SSLSocket) else wrapped._sock  # noqa: SLF001 - beside gevent, which would wait
        self.turn = BoundedSemaphore()
        wrapped.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wrapped.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BACKLOG)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
            wrapped.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENCE_MS)

    def send(self, data: bytes) -> None:
        """Write all of `data`, after whoever is writing."""
        with self.turn:
            self.socket.sendall(data)

    def recv(self, size: int) -> bytes:
        """Read what there is, after everybody else has had a turn."""
        data = cast("bytes", self.socket.recv(size))
        gevent.sleep(self.pace.pause(len(data), time.monotonic()))
        return data

    def close(self) -> None:
        """Let go of the socket."""
        self.socket.close()

    def write(self, frame: bytes) -> bool:
        """Write `frame` at once and say so, or leave it: it is never waited for.

        A frame that went out in part ends the connection, and what still waits for the phone is
        thrown away. It comes back and fetches.
        """
        if self.plain is None or self.turn.locked():
            return False
        try:
            sent = self.plain.send(frame, socket.MSG_DONTWAIT)
        except OSError:
            return False
        if sent < len(frame):
            self.plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            self.break_off()
        return True

    def break_off(self) -> None:
        """End the connection in both directions, so that nobody waits for it or writes to it."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)


class Driver(Server):
    """simple-websocket's server on a pipe, without compression."""

    def handshake(self) -> None:
        """Answer the request as if no extension had been offered."""
        self.environ.pop(OFFER, None)
        self.sock = Pipe(self.sock)
        super().handshake()


class Wire(SimpleWebSocketWSGI):
    """One phone's WebSocket, known by the phone's engine id in `wires` while it lasts."""

    def __init__(
        self, handler: Callable[[Wire], list[bytes]], engine: Engine, wires: dict[str, Wire]
    ) -> None:
        limit = engine.max_http_buffer_size
        super().__init__(
            handler,
            engine,
            thread_class=Thread,
            event_class=Event,
            selector_class=selectors.DefaultSelector,
            max_message_size=limit,
            receive_bytes=AT_A_TIME,
        )
        self.phone: EngineSocket = cast("Any", handler).__self__
        self.wires = wires

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Shake hands and talk, until one of the two ends it."""
        try:
            self.ws = Driver(environ, **self.server_args)
        except (RemoteProtocolError, LocalProtocolError, HandshakeError, RuntimeError):
            start("400 Bad Request", [("Content-Length", "0")])
            return []
        self.wires[self.phone.sid] = self
        try:
            self.app(self)
        except Exception:  # whatever a stranger sent: his connection ends, and no more
            log.debug("a packet could not be read", exc_info=True)
            self.phone.close(wait=False, abort=True)
        finally:
            self.wires.pop(self.phone.sid, None)
            self.close()
            self.ws.sock.break_off()
        return []

    def wait(self) -> Any:  # noqa: ANN401 - text, bytes, or None at the end
        """Return the next packet; between two of one phone the others have their turn."""
        gevent.sleep(0)
        return super().wait()

    def write(self, frame: bytes) -> bool:
        """Write `frame` past the queue, where nothing is in the queue or under way."""
        phone = self.phone
        ready = phone.upgraded and not phone.closed and self.ws.connected and phone.queue.empty()
        return ready and cast("Pipe", self.ws.sock).write(frame)

    def close(self) -> None:
        """Say goodbye, and wake the greenlet that listens."""
        with suppress(OSError, ConnectionClosed, LocalProtocolError):
            super().close()
        self.ws.event.set()
