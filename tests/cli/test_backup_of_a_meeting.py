"""A backup made while a meeting is pressed on is the meeting as it stood at one moment."""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from deliberation.domain.roles import SYSTEM
from deliberation.shell import clock
from deliberation.store import papers, record
from deliberation.store.db import db
from deliberation.store.models import Meeting, Minutes
from tests.cli.commands import Command, contents, opened, sqlite_url
from tests.faults import server
from tests.faults.meeting import Course, called

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.faults.meeting import Seen


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The database of the meeting."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "instance")
    return str(request.getfixturevalue("cleared_postgres"))


def kept(folder: Path, url: str) -> dict[str, str]:
    """A photo and a frozen paper with its minutes; returns a hash of each file."""
    with opened(folder, url):
        digest = papers.keep(folder / "papers", b"%PDF-1.7 frozen before the meeting")
        meeting = db.session.scalars(select(Meeting)).one()
        minutes = Minutes(
            community_id=meeting.community_id,
            meeting=meeting,
            number="HY-2026-09-10-01",
            stage="approved",
            created_at=clock.now(),
            approved_at=clock.now(),
            sha256=digest,
        )
        db.session.add(minutes)
        record.append(minutes, "approve", actor=SYSTEM, now=clock.now(), sha256=digest)
        db.session.commit()
    (folder / "uploads" / "lane.jpg").write_bytes(b"\xff\xd8 a photo")
    return files(folder)


def files(folder: Path) -> dict[str, str]:
    """A hash of every photo and paper."""
    found = [*(folder / "uploads").rglob("*"), *(folder / "papers").rglob("*")]
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
        if path.is_file()
    }


@contextmanager
def pressing(course: Course) -> Iterator[list[str]]:
    """Points are written without a pause; yields those that were answered."""
    stopped, begun, answered = threading.Event(), threading.Event(), list[str]()

    def press() -> None:
        number = 100
        while not stopped.is_set():
            answered.append(course.note(number))
            number += 1
            begun.set()

    writer = threading.Thread(target=press)
    writer.start()
    try:
        assert begun.wait(server.PATIENCE)
        yield answered
    finally:
        stopped.set()
        writer.join()


def shown(instance: Path, meeting_id: int) -> tuple[Seen, list[int]]:
    """What the bench shows where the meeting was restored, and when its clocks end."""
    with server.running(instance) as running:
        return Course(meeting_id).sign_in(running).look()


def test_a_meeting_goes_on_where_its_backup_is_restored(
    tmp_path: Path, url: str, command: Command
) -> None:
    instance, during, after = tmp_path / "instance", tmp_path / "during", tmp_path / "after"
    instance.mkdir()
    course = Course(called(server.installation(instance, url), url=url))
    hashes = kept(instance, url)
    with server.running(instance, DATABASE_URL=url) as running:
        course.begin(running)
        with pressing(course) as answered:
            before = len(answered)
            made = command(instance, "backup", str(tmp_path / "during.tar.gz"), DATABASE_URL=url)
            assert made.code == 0, made.err
        seen, ends = course.look()
        assert (
            command(instance, "backup", str(tmp_path / "after.tar.gz"), DATABASE_URL=url).code == 0
        )
        source = contents(instance, url, tmp_path / "source")
        assert running.stop() == 0

    for other in (during, after):
        restored = command(other, "restore", f"{other}.tar.gz")
        assert restored.code == 0, restored.err
        assert "都是审定时的原文件" in command(other, "verify").out
        assert files(other) == hashes
    # Made in quiet: row by row the same, on whichever database.
    assert contents(after, sqlite_url(after), tmp_path / "restored") == source
    assert shown(after, course.meeting_id) == (seen, ends)
    # Made in between: everything answered before it began, nothing half, and the same clocks.
    contents(during, sqlite_url(during), tmp_path / "part")
    chain = (tmp_path / "source" / "entry.jsonl").read_text("utf-8")
    assert chain.startswith((tmp_path / "part" / "entry.jsonl").read_text("utf-8"))
    part, part_ends = shown(during, course.meeting_id)
    assert set(answered[:before]) <= set(part.points) <= set(seen.points)
    assert part_ends == ends
