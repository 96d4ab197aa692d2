"""To everybody at once: a frame is encoded and framed once, and written to each phone.

The library encodes, queues and frames anew for each phone, and a thousand phones then take as long
as a thousand messages. A phone that has something queued or half written is left to the library.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

import engineio.json
import gevent
from engineio import packet as engine_packet
from socketio import Manager, RedisManager
from socketio import packet as socket_packet

from deliberation.shell.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from engineio import Server as Engine
    from socketio import Server

WHOLE_TEXT: Final = 0x81  # a text frame, and its last part
SHORT, LONG = 126, 1 << 16
AT_A_TIME: Final = 100  # phones, about a millisecond
EACH_LOOK: Final = 2  # libev's highest priority


class Unescaped:
    """JSON as we send it: 汉字 in three bytes instead of six, nothing between."""

    loads = staticmethod(engineio.json.loads)

    @staticmethod
    def dumps(value: object, **_options: object) -> str:
        """Return `value` as JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def framed(text: str) -> bytes:
    """Return `text` as a server's WebSocket frame."""
    body = text.encode()
    size = len(body)
    if size < SHORT:
        return bytes((WHOLE_TEXT, size)) + body
    if size < LONG:
        return bytes((WHOLE_TEXT, 126)) + size.to_bytes(2, "big") + body
    return bytes((WHOLE_TEXT, 127)) + size.to_bytes(8, "big") + body


def part(engine: Engine, phone: str) -> None:
    """Close a phone's connection without waiting, as the library would, until it has read all.

    Who is sent away for what he posted does not read any more, and his request would never end.
    """
    found = engine.sockets.get(phone)
    if found is not None:
        found.close(wait=False)
        engine.sockets.pop(phone, None)


def let_in() -> None:
    """Let whoever has come to the door in, before going on with a thousand phones.

    To sleep for no time would not do: gevent runs what is ready fifty times over before it looks
    for what came in. An idle watcher of the highest priority runs once in each look.
    """
    gevent.idle(EACH_LOOK)


class Fan(Manager):
    """Knows who is in which room, and the wire of each phone."""

    def __init__(self) -> None:
        super().__init__()
        self.pause: Callable[[], None] = lambda: None
        self.wires: dict[str, Wire] = {}

    def set_server(self, server: Server) -> None:
        """Take `server`, and on gevent open wires of ours; with threads the library's stay."""
        super().set_server(server)
        engine: Any = server.eio
        engine.disconnect = partial(part, engine)
        if engine.async_mode == "gevent":
            self.pause = let_in
            open_wire = partial(Wire, wires=self.wires)
            engine._async = {**engine._async, "websocket": open_wire}  # noqa: SLF001 - no other way in

    def emit(
        self,
        event: str,
        data: Any,  # noqa: ANN401 - whatever JSON can hold
        namespace: str,
        room: str | None = None,
        skip_sid: str | list[str] | None = None,
        callback: Callable[..., object] | None = None,
        to: str | None = None,
        **options: Any,
    ) -> None:
        """Send to everybody in `room`; what is not for all alike goes the library's way."""
        room = to or room
        if callback or skip_sid or not isinstance(data, dict):
            super().emit(event, data, namespace, room, skip_sid, callback, **options)
            return
        text = socket_packet.Packet(
            socket_packet.EVENT, [event, data], namespace, binary=False
        ).encode()
        packet = engine_packet.Packet(engine_packet.MESSAGE, text)
        frame, server = framed(packet.encode()), cast("Any", self.server)
        for number, (_sid, phone) in enumerate(list(self.get_participants(namespace, room)), 1):
            wire = self.wires.get(phone)
            if wire is None or not wire.write(frame):
                server._send_eio_packet(phone, packet)  # noqa: SLF001 - as the manager itself does
            if number % AT_A_TIME == 0:
                self.pause()

    def basic_close_room(self, room: str, namespace: str) -> None:
        """Put everybody in `room` out of all rooms, but for the one of their own."""
        for sid, _phone in list(self.get_participants(namespace, room)):
            for name in self.get_rooms(sid, namespace):
                if name != sid:
                    self.basic_leave_room(sid, namespace, name)

    def watched(self, room: str, namespace: str = "/") -> bool:
        """Say whether anybody would get what is sent to `room`."""
        return bool(self.rooms.get(namespace, {}).get(room))


class RedisFan(RedisManager, Fan):
    """The same for several processes: what comes through Redis is delivered by Fan, too."""

    def __init__(self, url: str) -> None:
        super().__init__(url, channel="deliberation")

    def watched(self, room: str, namespace: str = "/") -> bool:
        """Say yes: who waits at another process is not known here."""
        del room, namespace
        return True
