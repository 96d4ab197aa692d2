"""The job consumer, as the server starts it: with a queue in a file, and with one in Redis."""

from __future__ import annotations

import io
import os
import signal
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.faults import server


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "JPEG")
    return buffer.getvalue()


def wait_for(phone: server.Phone, path: str) -> server.Answer:
    """Ask until it is there."""
    last = time.monotonic() + server.PATIENCE
    while (answer := phone.get(path)).status != 200:
        assert time.monotonic() < last, f"{path} never came: {answer.status}"
    return answer


@pytest.mark.parametrize("queue", ["file", "redis"])
def test_a_photo_is_ready_soon_after_it_was_sent(
    queue: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    more = {"REDIS_URL": request.getfixturevalue("redis_url")} if queue == "redis" else {}
    with server.running(server.installation(tmp_path), **more) as running:
        phone = running.phone()
        phone.get("/opinions/new")
        sent = phone.post_file("/opinions", server.opinion("消防通道又被占了"), picture())
        assert sent.status == 303
        wait_for(phone, f"{sent.location.partition('?')[0]}/photos/1")
        assert not list((tmp_path / "uploads" / "incoming").iterdir())


@pytest.mark.faults
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc on this system")
def test_a_consumer_that_dies_is_started_again(tmp_path: Path) -> None:
    with server.running(server.installation(tmp_path)) as running:
        phone, seen = running.phone(), set[int]()
        last = time.monotonic() + server.PATIENCE
        while len(seen) < 2:
            for child in set(running.children()) - seen:
                seen.add(child)
                os.kill(child, signal.SIGKILL)
            assert phone.get("/").status == 200
            assert time.monotonic() < last
        assert running.stop() == 0
