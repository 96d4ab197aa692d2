"""The live half of a page: what changed is rendered once, and sent to everybody who looks at it.

A feature says how its topic looks (`register`) and what it answers to phones (`on`); a verb says
that something changed (`store.db.changed`). What lies between is here. A frame that is lost costs
a phone one fetch: it learns, when it joins again, that its version is old.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypedDict, cast

import gevent
from engineio import packet
from flask import after_this_request, current_app, request
from flask_socketio import SocketIO
from gevent import monkey

from deliberation.shell import languages
from deliberation.shell.fanout import Fan, RedisFan, Unescaped
from deliberation.store import db as database

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

    from deliberation.config import Settings

    Render = Callable[[int], "Frame | None"]
    Handler = Callable[[str, Any], object]

PATH: Final = "/socket.io/"
MOST_BYTES: Final = 16 * 1024  # phones say little
PING: Final = 20  # seconds
PATIENCE: Final = 10  # seconds; a phone that has lost us notices after both
GOODBYE: Final = 1.0  # seconds

log = logging.getLogger(__name__)


class Frame(TypedDict):
    """What everybody sees of a subject: a phone keeps the newest version that it has got."""

    version: int
    regions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Channel:
    """An application's sockets, and the subjects that are being sent just now."""

    app: Flask
    server: Any  # python-socketio's, which has no hints
    fan: Fan
    greenlets: bool
    again: dict[tuple[str, int], bool] = field(default_factory=dict)


_renderers: dict[str, Render] = {}
_handlers: dict[str, Handler] = {}


def register(topic: str, render: Render) -> None:
    """Let `render` make the frames of `topic`, for everybody; None when there is nothing to see."""
    _renderers[topic] = render


def on(event: str, handler: Handler) -> None:
    """Answer `event` of a phone by `handler(sid, data)`; what it returns is the acknowledgement.

    `connect` and `disconnect` are events, too. Each call has a database session and `g` of its own,
    so whoever asks is looked up anew; cookies are those of the moment when the phone connected.
    """
    _handlers[event] = handler


def init_app(app: Flask) -> None:
    """Give `app` its sockets; after the features, so that their handlers are known."""
    greenlets = monkey.is_module_patched("socket")
    fan = _fan(app.extensions["settings"])
    sockets = SocketIO(
        app,
        manage_session=False,
        async_mode="gevent" if greenlets else "threading",
        client_manager=fan,
        json=Unescaped,
        async_handlers=False,  # one after the other for one phone, who cannot flood us then
        ping_interval=PING,
        ping_timeout=PATIENCE,
        max_http_buffer_size=MOST_BYTES,
        logger=_quiet(),
        engineio_logger=_quiet(),
    )
    for event, handler in _handlers.items():
        sockets.on(event)(_answering(app, event, handler))
    app.extensions["channel"] = Channel(app, fan.server, fan, greenlets)
    database.listen(announce)


def _fan(settings: Settings) -> Fan:
    if settings.redis_url:
        return RedisFan(settings.redis_url)
    return Fan()


def _quiet() -> logging.Logger:
    """Return a logger for the libraries, which tell every packet, and trace what strangers send."""
    logger = log.getChild("library")
    logger.setLevel(logging.CRITICAL)
    return logger


def _answering(app: Flask, event: str, handler: Handler) -> Callable[..., object]:
    def answer(*data: object) -> object:
        sid = cast("Any", request).sid
        try:
            with app.app_context():
                return handler(sid, data[0] if data else None)
        except Exception:
            log.exception("the event %s failed", event)
            return None

    return answer


def announce(topic: str, subject_id: int) -> None:
    """Send what `subject_id` looks like now; many changes at a time may end in one frame."""
    channel, key = _channel(), (topic, subject_id)
    if topic not in _renderers or not _watched(channel, topic, subject_id):
        return
    busy = key in channel.again
    channel.again[key] = busy
    if not busy:
        if channel.greenlets:
            gevent.spawn(_deliver, channel, key)
        else:
            _deliver(channel, key)


def announce_after_answer(topic: str, subject_id: int) -> None:
    """Announce once the answer to this request is out.

    For changes that are in the answer's cookies: a page of the same browser that was told earlier
    would load anew with the old ones, and stay.
    """
    app = _channel().app

    def tell() -> None:
        with app.app_context():
            announce(topic, subject_id)

    @after_this_request
    def _last(response: Response) -> Response:
        response.call_on_close(tell)
        return response


def _deliver(channel: Channel, key: tuple[str, int]) -> None:
    """Render and send, once more for what changed meanwhile."""
    topic, subject_id = key
    try:
        while True:
            channel.again[key] = False
            _send_frame(channel.app, topic, subject_id)
            if not channel.again[key]:
                return
    finally:
        del channel.again[key]


def _send_frame(app: Flask, topic: str, subject_id: int) -> None:
    try:
        # As nobody in particular asks for it: templates find a request, without cookies.
        with app.app_context(), app.test_request_context(PATH):
            for code in _watched(_channel(), topic, subject_id):
                with languages.in_language(code):
                    frame = _renderers[topic](subject_id)
                if frame is not None:
                    send(room(topic, subject_id, code), "frame", frame)
    except Exception:
        log.exception("a frame of %s could not be sent", topic)


def room(topic: str, subject_id: int, code: str = languages.SOURCE) -> str:
    """Return the name of the room where `subject_id` is watched, by people who read `code`."""
    return f"{topic}:{subject_id}" + ("" if code == languages.SOURCE else f":{code}")


def _watched(channel: Channel, topic: str, subject_id: int) -> list[str]:
    """Return the languages in which somebody would get what is sent."""
    return [
        code for code in languages.offered() if channel.fan.watched(room(topic, subject_id, code))
    ]


def place(sid: str, *rooms: str) -> None:
    """Let `sid` be in these rooms and in no other."""
    server = _channel().server
    for name in server.rooms(sid):
        if name not in (sid, *rooms):
            server.leave_room(sid, name)
    for name in rooms:
        server.enter_room(sid, name)


def dismiss(topic: str, subject_id: int) -> None:
    """Put everybody in a room out of all rooms: their pages load anew, and ask again."""
    server, name = _channel().server, room(topic, subject_id)
    server.emit("changed", {}, to=name)
    server.close_room(name)


def send(to: str, event: str, data: object) -> None:
    """Send to a room, or to one phone by its sid."""
    _channel().server.emit(event, data, to=to)


def end(app: Flask) -> None:
    """Close every socket in a way that lets phones come back, and wait a moment for it."""
    channel = cast("Channel", app.extensions["channel"])
    for phone in list(channel.server.eio.sockets.values()):
        phone.queue.put(packet.Packet(packet.CLOSE))
        phone.queue.put(None)
    gevent.with_timeout(GOODBYE, _emptied, channel.fan, timeout_value=None)


def _emptied(fan: Fan) -> None:
    while fan.wires:
        gevent.sleep(0.01)


def _channel() -> Channel:
    return cast("Channel", current_app.extensions["channel"])
