"""The queue wakes sweeps after a commit, and forgets without harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock, jobs
from deliberation.store.db import after_commit, db, writing
from deliberation.store.models import Street

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask


@pytest.fixture
def swept(app: Flask) -> list[datetime]:
    times: list[datetime] = []
    jobs.add_sweep(app, "times", times.append)
    return times


def work(app: Flask) -> int:
    """Do what a consumer does with what waits in the queue; return how much it was."""
    queue, count = app.extensions["jobs"].queue, 0
    while (task := queue.dequeue()) is not None:
        queue.execute(task)
        count += 1
    return count


def test_a_sweep_is_woken_after_the_commit(app: Flask, swept: list[datetime]) -> None:
    with writing():
        jobs.wake("times")
        assert work(app) == 0
    assert work(app) == 1
    assert len(swept) == 1
    assert abs(swept[0] - clock.now()).total_seconds() < 60


def test_nothing_is_woken_after_a_rollback(app: Flask, swept: list[datetime]) -> None:
    def fails() -> None:
        with writing():
            jobs.wake("times")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with writing():
        pass
    assert work(app) == 0


def test_outside_a_transaction_it_is_woken_at_once(app: Flask, swept: list[datetime]) -> None:
    jobs.wake("times")
    assert work(app) == 1
    assert len(swept) == 1


def test_every_minute_all_run_and_a_failing_one_stops_no_other(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []

    def fails(_now: datetime) -> None:
        seen.append("fails")
        raise ZeroDivisionError

    jobs.add_sweep(app, "fails", fails)
    jobs.add_sweep(app, "works", lambda _now: seen.append("works"))
    queue = app.extensions["jobs"].queue
    (periodic,) = queue.read_periodic(clock.now())
    queue.execute(periodic)
    assert seen == ["fails", "works"]
    assert "the sweep fails failed" in caplog.text


def test_an_announcement_that_fails_changes_nothing(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    called: list[str] = []

    def fails() -> None:
        raise OSError(28, "No space left on device")

    with writing():
        db.session.add(Street(name="凤林街道", created_at=clock.now()))
        after_commit(fails)
        after_commit(lambda: called.append("next"))
    assert called == ["next"]
    assert db.session.scalar(db.select(Street.name)) == "凤林街道"
    assert "announcing after a commit failed" in caplog.text
