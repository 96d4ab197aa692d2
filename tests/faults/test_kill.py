"""Killed after an answer, the server has lost nothing of it, and leaves nobody behind."""

from __future__ import annotations

import os
import random
import select
import threading
import uuid
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest

from tests import services
from tests.faults import server

PHONES = 3
MOST_ANSWERS = 8


@dataclass
class Sent:
    """An opinion that was answered."""

    phone: server.Phone
    form: dict[str, str]
    location: str


@dataclass
class Hall:
    """Phones that send opinions until the server is gone."""

    running: server.Server
    kill_after: int
    answered: list[Sent] = field(default_factory=list)

    def fill(self) -> None:
        """Send from all phones at once; the server is killed right after the last wanted answer."""
        threads = [threading.Thread(target=self.send, args=(name,)) for name in range(PHONES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def send(self, name: int) -> None:
        phone = self.running.phone()
        try:
            phone.get("/opinions/new")
            for number in range(MOST_ANSWERS):
                self.send_one(phone, f"消防通道被占，第 {name} 部手机第 {number} 次")
        except (OSError, HTTPException):
            return

    def send_one(self, phone: server.Phone, text: str) -> None:
        form = {**server.opinion(f"{text} {uuid.uuid4().hex}"), "command_id": uuid.uuid4().hex}
        answer = phone.post("/opinions", form)
        assert answer.status == 303, answer.text
        self.answered.append(Sent(phone, form, answer.location))
        if len(self.answered) >= self.kill_after:
            self.running.kill()


def check(sent: Sent) -> None:
    """The receipt shows the words; the same command again gets the same answer."""
    page = sent.phone.get(sent.location)
    assert page.status == 200
    assert sent.form["text"] in page.text
    again = sent.phone.post("/opinions", sent.form)
    assert (again.status, again.location) == (303, sent.location)


def kill_often(folder: Path, times: int) -> None:
    """Fill the hall, kill, start again, look; the next round goes on with the same data."""
    instance, port = server.installation(folder), services.free_port()
    chance = random.Random(20261121)  # noqa: S311 - repeatable, no secret
    sent: list[Sent] = []
    for _round in range(times):
        with server.running(instance, port) as running:
            for one in sent:
                check(one)
            hall = Hall(running, chance.randint(1, PHONES * 2))
            hall.fill()
            sent = hall.answered
        assert len(sent) >= hall.kill_after
    with server.running(instance, port) as running:
        for one in sent:
            check(one)
        assert running.stop() == 0
    verified = server.command(instance, "verify")
    assert verified.returncode == 0, verified.stderr


def test_ten_kills_lose_nothing_that_was_answered(tmp_path: Path) -> None:
    kill_often(tmp_path, 10)


@pytest.mark.faults
def test_two_hundred_kills(tmp_path: Path) -> None:
    kill_often(tmp_path, 200)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc on this system")
def test_no_child_outlives_a_killed_server(tmp_path: Path) -> None:
    with server.running(server.installation(tmp_path)) as running:
        phone = running.phone()
        while not (children := running.children()):
            phone.get("/")
        watched = [os.pidfd_open(child) for child in children]
        running.kill()
        for child in watched:
            ended, _write, _error = select.select([child], [], [], server.PATIENCE)
            assert ended, "the job consumer outlived its parent"
            os.close(child)


def test_a_stop_is_graceful(tmp_path: Path) -> None:
    with server.running(server.installation(tmp_path)) as running:
        assert running.phone().get("/").status == 200
        assert running.stop() == 0
