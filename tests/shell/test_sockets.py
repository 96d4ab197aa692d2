"""Sockets at both doors of the real server: open, refused, broken, and ended by a stop."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from gevent import socket as green
from wsproto.events import TextMessage

from deliberation.shell import doors
from deliberation.shell.wire import BURST, RATE, Pace, Pipe
from tests.shell import sockets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"

RUBBISH = ("x", "", "42[", "9", "4" * 20_000, '42["nothing"]', "451-[]", "42[]", '42[{"a":1}]')


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[sockets.Hall]:
    with sockets.hall(tmp_path) as running:
        yield running


def poll(port: int, query: str = "", body: str | None = None, **headers: str) -> tuple[int, str]:
    """Ask as a phone does whose network lets no WebSocket through."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=sockets.PATIENCE)
    address = f"/socket.io/?EIO=4&transport=polling{query}"
    connection.request("POST" if body else "GET", address, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_both_doors_serve_sockets(tmp_path: Path) -> None:
    with sockets.hall(tmp_path, secure=True) as hall:
        assert hall.tls_port is not None
        with (
            sockets.phone(hall.port) as plain,
            sockets.phone(hall.tls_port, tls=True) as secure,
        ):
            for one in (plain, secure):
                one.ask("watch", 1, 1)
                assert one.extensions == []
            hall.press()
            for one in (plain, secure):
                one.wait(lambda one=one: one.versions() == [1])  # type: ignore[misc]  # bound now


def test_a_phone_without_websocket_gets_its_frames_by_asking(hall: sockets.Hall) -> None:
    _status, opened = poll(hall.port)
    sid = f"&sid={json.loads(opened[1:])['sid']}"
    assert poll(hall.port, sid, "40") == (200, "OK")
    assert poll(hall.port, sid)[1].startswith("40")
    assert poll(hall.port, sid, '421["watch",1]') == (200, "OK")
    assert poll(hall.port, sid)[1] == '431[{"watching":1}]'
    hall.press()
    assert poll(hall.port, sid)[1].startswith('42["frame",{"version":1')


def test_another_site_s_page_gets_no_socket(hall: sockets.Hall) -> None:
    own = f"http://127.0.0.1:{hall.port}"
    assert poll(hall.port, Origin=own)[0] == 200
    assert poll(hall.port, Origin="http://elsewhere.test")[0] == 400


def test_a_handshake_that_is_none_is_refused(hall: sockets.Hall) -> None:
    request = f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n{KEY}\r\n"
    with socket.create_connection(("127.0.0.1", hall.port), sockets.PATIENCE) as phone:
        phone.sendall(request.encode())
        assert phone.recv(64).startswith(b"HTTP/1.1 400 ")
    assert poll(hall.port)[0] == 200


def test_rubbish_ends_its_own_socket_at_most(hall: sockets.Hall) -> None:
    with sockets.phone(hall.port) as other:
        for number, rubbish in enumerate(RUBBISH):
            with sockets.phone(hall.port) as odd:
                odd.say(rubbish)
                odd.event("echo", 1, 1)
                odd.event("echo", 2, 2)
                odd.wait(lambda odd=odd: 2 in odd.acks)  # type: ignore[misc]  # bound now
            assert other.ask("echo", number, number) == {"echo": number}


@pytest.mark.parametrize("odd", ["4" * 20_000, "0", "2", "6", "b4444", "[" * 9000])
def test_rubbish_that_is_posted_is_answered_at_once(hall: sockets.Hall, odd: str) -> None:
    """Nobody asks for what still waits for this phone: its request ends all the same."""
    _status, opened = poll(hall.port)
    sid = f"&sid={json.loads(opened[1:])['sid']}"
    assert poll(hall.port, sid, "40")[0] == 200
    assert poll(hall.port, sid, odd)[0] in {200, 400}


def test_a_handler_that_fails_leaves_the_phone_connected(hall: sockets.Hall) -> None:
    with sockets.phone(hall.port) as one:
        assert one.ask("echo", "fail", 1) is None
        assert one.ask("echo", 2, 2) == {"echo": 2}


def test_a_stop_does_not_wait_for_sockets_and_says_goodbye(tmp_path: Path) -> None:
    with sockets.hall(tmp_path, secure=True) as hall:
        assert hall.tls_port is not None
        with (
            sockets.phone(hall.port) as plain,
            sockets.phone(hall.tls_port, tls=True) as secure,
        ):
            _status, opened = poll(hall.port)
            sid = json.loads(opened[1:])["sid"]
            assert poll(hall.port, f"&sid={sid}", "40")[0] == 200
            assert poll(hall.port, f"&sid={sid}")[0] == 200
            assert hall.stop() < doors.PATIENCE  # which an answer under way would take
            for one in (plain, secure):
                one.wait(lambda one=one: one.ended)  # type: ignore[misc]  # bound now
                assert one.last == sockets.GOODBYE
                assert one.goodbye == 1000


def test_whoever_shouts_is_listened_to_slowly(hall: sockets.Hall) -> None:
    """A phone that floods the line waits for the others, and they do not wait for it."""
    with sockets.phone(hall.port) as loud, sockets.phone(hall.port) as quiet:
        flood = loud.protocol.send(TextMessage(data="3")) * 3_000_000
        swallowed: list[bool] = []

        def shout() -> None:
            with suppress(OSError):
                loud.connection.sendall(flood)
                swallowed.append(True)

        shouting = threading.Thread(target=shout)
        shouting.start()
        assert quiet.ask("echo", 1, 1) == {"echo": 1}
        hall.press()
        assert swallowed == []
        loud.connection.shutdown(socket.SHUT_RDWR)
        shouting.join()


def test_the_pace_is_that_of_talking() -> None:
    pace = Pace(0.0)
    assert pace.pause(BURST, 0.0) == 0.0
    assert pace.pause(RATE, 0.0) == 1.0
    assert pace.pause(RATE, 2.0) == 0.0
    assert [pace.pause(100, float(second)) for second in range(100, 200)] == [0.0] * 100
    assert pace.pause(BURST + RATE, 10_000.0) == 1.0  # silence buys no more than one burst


@pytest.fixture
def pair() -> Iterator[tuple[Pipe, green.socket]]:
    """The server's end of a connection, and the phone's."""
    with green.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        phone = green.create_connection(listener.getsockname())
        served, _address = listener.accept()
        with phone, served:
            yield Pipe(served), phone


def test_nothing_is_written_while_somebody_writes(pair: tuple[Pipe, green.socket]) -> None:
    pipe, phone = pair
    with pipe.turn:
        assert not pipe.write(b"frame")
    assert pipe.write(b"frame")
    assert phone.recv(99) == b"frame"


def test_a_full_connection_is_left_to_the_queue(pair: tuple[Pipe, green.socket]) -> None:
    pipe, phone = pair
    assert pipe.plain is not None
    with suppress(BlockingIOError):
        while True:
            pipe.plain.send(b"x")
    assert not pipe.write(b"frame")
    phone.close()


def test_half_a_frame_is_the_last_thing_written(pair: tuple[Pipe, green.socket]) -> None:
    pipe, phone = pair
    assert pipe.write(bytes(50_000_000))
    assert not pipe.write(b"frame")
    with pytest.raises(BrokenPipeError):
        pipe.send(b"queued")
    assert pipe.recv(1) == b""  # whoever listens to the phone is told, too
    pipe.close()
    got = 0
    with suppress(ConnectionResetError):
        while piece := phone.recv(1 << 20):
            got += len(piece)
    assert got < 50_000_000
