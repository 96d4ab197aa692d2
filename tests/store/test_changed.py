"""Whoever shows something hears of a change once, and only of what is on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.store import db as database
from deliberation.store.db import after_commit, changed, db, listen, writing
from deliberation.store.models import Street
from tests.fixtures_app import START

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def heard(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    monkeypatch.setattr(database, "_listeners", [])
    told: list[tuple[str, int]] = []
    listen(lambda topic, subject_id: told.append((topic, subject_id)))
    return told


def test_it_is_told_once_after_the_commit(heard: list[tuple[str, int]]) -> None:
    with writing():
        changed("meeting", 3)
        changed("meeting", 4)
        changed("meeting", 3)
        assert heard == []
    assert heard == [("meeting", 3), ("meeting", 4)]
    with writing():
        changed("meeting", 3)
    assert heard[2:] == [("meeting", 3)]


def test_what_is_told_is_on_disk(heard: list[tuple[str, int]]) -> None:
    seen: list[str] = []

    def look(_topic: str, subject_id: int) -> None:
        with db.engine.connect() as connection:
            query = db.select(Street.name).where(Street.id == subject_id)
            seen.extend(connection.scalars(query))

    listen(look)
    with writing():
        street = Street(name="和平街道", created_at=START)
        db.session.add(street)
        db.session.flush()
        changed("street", street.id)
    assert seen == ["和平街道"]
    assert heard == []  # there is one listener, the last


def test_a_rollback_tells_nothing(heard: list[tuple[str, int]]) -> None:
    def fail() -> None:
        with writing():
            changed("meeting", 3)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with writing():
        pass
    assert heard == []


def test_where_nothing_is_written_it_is_told_at_once(heard: list[tuple[str, int]]) -> None:
    changed("meeting", 3)
    assert heard == [("meeting", 3)]


def test_a_listener_that_fails_stops_nobody(
    heard: list[tuple[str, int]], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_topic: str, _subject_id: int) -> None:
        raise LookupError

    listen(fail)
    with writing():
        changed("meeting", 3)
        after_commit(lambda: heard.append(("next", 0)))
    assert heard == [("next", 0)]
    assert "announcing after a commit failed" in caplog.text
