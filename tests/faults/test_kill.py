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
from typing import TYPE_CHECKING

import pytest

from tests import services
from tests.faults import server
from tests.faults.meeting import Course, called

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

PHONES = 3
MOST_ANSWERS = 8
MOVED_MS = 37_000  # what passes between a kill and the next start, beside real time


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


def started(instance: Path, port: int, number: int) -> AbstractContextManager[server.Server]:
    """Start the server for the `number`th time, each time with more time gone by."""
    moved = f"clock_offset_ms = {number * MOVED_MS}\n"
    (instance / "config.toml").write_text(moved, encoding="utf-8")
    return server.running(instance, port, DELIBERATION_ENV="test")


def look(sent: list[Sent], course: Course, running: server.Server) -> None:
    """Find everything as it was answered; the meeting begins at the first start."""
    for one in sent:
        check(one)
    if course.seen:
        course.check()
    else:
        course.begin(running)


def filled(running: server.Server, kill_after: int) -> list[Sent]:
    """Fill the hall with opinions until the server is killed; return what was answered."""
    hall = Hall(running, kill_after)
    hall.fill()
    assert len(hall.answered) >= kill_after
    return hall.answered


def kill_often(folder: Path, times: int) -> None:
    """Kill, start again, look; by turns while phones send opinions and during a meeting."""
    instance, port = server.installation(folder), services.free_port()
    course, chance = Course(called(folder)), random.Random(20261121)  # noqa: S311 - repeatable
    sent: list[Sent] = []
    for number in range(times):
        with started(instance, port, number) as running:
            look(sent, course, running)
            if number % 2 == 0:
                course.press_and_kill(running, number + 3)
            else:
                sent = filled(running, chance.randint(1, PHONES * 2))
    with started(instance, port, times) as running:
        look(sent, course, running)
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
