"""A room full of phones, slow ones among them: every frame arrives whole, or not at all."""

from __future__ import annotations

import itertools
import sys
import threading
import time
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
import redis
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from gevent import monkey
from simple_websocket.ws import Server

from deliberation.app import create_app
from deliberation.shell.wire import Driver, Wire
from tests.fixtures_app import settings_for
from tests.shell import sockets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SMALL = 4096
PRESSES = 300
SIP = 700  # bytes that a slow phone takes at a time


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[sockets.Hall]:
    with sockets.hall(tmp_path) as running:
        yield running


def test_a_frame_reaches_every_phone_uncompressed(hall: sockets.Hall) -> None:
    with sockets.phone(hall.port) as one, sockets.phone(hall.port) as two:
        for number, phone in enumerate((one, two)):
            assert phone.ask("watch", number, 7) == {"watching": number}
            assert phone.extensions == []
        hall.press()
        for phone in (one, two):
            phone.wait(lambda phone=phone: phone.versions() == [1])  # type: ignore[misc]  # bound now
            assert "停车收费的方案" in phone.last  # unescaped


def increasing(versions: list[int]) -> bool:
    return all(one < next_ for one, next_ in itertools.pairwise(versions))


def chatter(slow: sockets.Phone) -> None:
    """Ask for acknowledgements and for messages to this phone alone, reading nothing."""
    for number in range(100, 130):
        slow.event("echo", number, number)
        slow.event("tell", number, number + 100)


def test_a_phone_with_a_small_buffer_reads_whole_frames_only(hall: sockets.Hall) -> None:
    with sockets.phone(hall.port) as quick, sockets.phone(hall.port, buffer=SMALL) as slow:
        quick.ask("watch", "quick", 1)
        slow.ask("watch", "slow", 1)
        pressing = threading.Thread(target=hall.press, args=(PRESSES,))
        pressing.start()
        chatter(slow)
        quick.wait(lambda: PRESSES in quick.versions())
        pressing.join()
        # Frames lie in its way, queued ones among them; it takes them in sips, and all are whole.
        slow.wait(lambda: slow.finished(PRESSES), SIP)
        assert increasing(quick.versions())
        assert increasing(slow.versions())
        assert all(told["text"].endswith("</li>") for told in slow.events("told"))


def test_a_frame_half_written_ends_the_connection_and_the_phone_comes_back(tmp_path: Path) -> None:
    with sockets.hall(tmp_path, HALL_LINES="1000") as hall, sockets.phone(hall.port) as quick:
        quick.ask("watch", "quick", 1)
        with sockets.phone(hall.port, buffer=SMALL) as slow:
            slow.ask("watch", "slow", 1)
            for version in (1, 2, 3):
                hall.press()
                quick.wait(lambda version=version: version in quick.versions())  # type: ignore[misc]  # bound now
            slow.wait(lambda: slow.ended)
            assert 3 not in slow.versions()
        with sockets.phone(hall.port) as back:
            back.ask("watch", "back", 1)
            hall.press()
            back.wait(lambda: back.versions() == [4])
            assert back.ask("echo", 5, 2) == {"echo": 5}
        quick.wait(lambda: quick.versions() == [1, 2, 3, 4])


def test_a_press_at_one_server_reaches_the_phones_of_another(
    tmp_path: Path, redis_url: str
) -> None:
    with (
        sockets.hall(tmp_path, REDIS_URL=redis_url) as one,
        sockets.hall(tmp_path, REDIS_URL=redis_url) as other,
        sockets.phone(one.port) as here,
        sockets.phone(other.port) as there,
    ):
        here.ask("watch", 1, 1)
        there.ask("watch", 1, 1)
        subscribed(redis_url, 2)
        one.press()
        for phone in (here, there):
            phone.wait(lambda phone=phone: phone.versions() == [1])  # type: ignore[misc]  # bound now
        other.press()
        for phone in (here, there):
            phone.wait(lambda phone=phone: phone.versions() == [1, 2])  # type: ignore[misc]  # bound now


def subscribed(url: str, servers: int) -> None:
    """Wait until as many servers listen at Redis; they begin with their first phone."""
    with redis.Redis.from_url(url) as client:
        last = time.monotonic() + sockets.PATIENCE
        while dict(client.pubsub_numsub("deliberation")).get(b"deliberation") != servers:
            assert time.monotonic() < last


def test_the_driver_is_ours_whatever_else_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # engineio takes gevent-websocket without a word as soon as it can be imported.
    monkeypatch.setitem(sys.modules, "geventwebsocket", ModuleType("geventwebsocket"))
    monkeypatch.delitem(sys.modules, "engineio.async_drivers.gevent")
    monkeypatch.setattr(monkey, "is_module_patched", lambda _name: True)
    app = create_app(settings_for(tmp_path, "sqlite://"))
    driver = app.extensions["channel"].server.eio._async["websocket"]
    assert driver.func is Wire
    assert issubclass(Wire, SimpleWebSocketWSGI)
    assert issubclass(Driver, Server)
