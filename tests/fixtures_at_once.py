"""Two presses at the same moment, by people or by phones.

On PostgreSQL both requests are held where the record is about to be written, until both have come
that far (or one waits for a row that the other has locked): what each decided before must still be
true. SQLite has one writer, hence one order: there the second follows the first, as it would.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from deliberation.shell.commands import new_command_id
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Account

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from deliberation.store.models import Head, Seat

TOGETHER = 0.6  # seconds that the first waits for the second


class Press(NamedTuple):
    """Where to, by whom (an account, or the phone that claimed a seat), with what."""

    address: str
    who: Account | Seat
    form: dict[str, Any]


class Ready(NamedTuple):
    """A press with its cookies: rows are not touched in another thread."""

    address: str
    cookies: dict[str, Any]
    form: dict[str, Any]


def ready(press: Press | tuple[str, Account | Seat, dict[str, Any]]) -> Ready:
    """Find out whose cookies a press has."""
    address, who, form = press
    if isinstance(who, Account):
        cookies: dict[str, Any] = {"_user_id": f"{who.id}:{who.session_key}", "_fresh": True}
    else:
        cookies = {"device": who.claim_key}
    return Ready(address, cookies, {"command_id": new_command_id(), **form})


@pytest.fixture
def at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """Post two forms at the same moment; returns both statuses, sorted."""
    app.config["WTF_CSRF_ENABLED"] = False

    def post(press: Ready, begin: threading.Barrier | None) -> int:
        client = app.test_client()
        with client.session_transaction() as cookies:
            cookies.update(press.cookies)
        if begin:
            begin.wait()
        return client.post(press.address, data=press.form).status_code

    def together(presses: list[Ready]) -> list[int]:
        meet, begin, usual = threading.Barrier(2), threading.Barrier(2), record._locked_head

        def slow_head(scope: int) -> Head:
            with suppress(threading.BrokenBarrierError):
                meet.wait(TOGETHER)
            return usual(scope)

        with monkeypatch.context() as patch, ThreadPoolExecutor(2) as pool:
            patch.setattr(record, "_locked_head", slow_head)
            found = [pool.submit(post, press, begin) for press in presses]
            return [one.result() for one in found]

    def run(*presses: Press | tuple[str, Account | Seat, dict[str, Any]]) -> list[int]:
        waiting = [ready(press) for press in presses]
        db.session.rollback()
        if db.engine.dialect.name == "sqlite":
            statuses = [post(press, None) for press in waiting]
        else:
            statuses = together(waiting)
        db.session.rollback()
        db.session.expire_all()
        return sorted(statuses)

    return run
