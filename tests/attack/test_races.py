"""Two people press at the same moment, on PostgreSQL: one effect, one entry, a stated answer.

Both requests are held where the record is about to be written, until both have come that far (or
one waits for a row that the other has locked). What each decided before that must still be true.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from deliberation.shell import commands
from deliberation.shell.commands import new_command_id
from deliberation.shell.printing import Printer
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Assignment, Entry, Granted, Speech
from tests.features.documents.closed import closed
from tests.town import PAPER

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from deliberation.store.models import Account, Head, Meeting
    from tests.factories import Factory

# SQLite has one writer at a time.
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
TOGETHER = 0.6  # seconds that the first waits for the second

Press = tuple[str, "Account", dict[str, Any]]


@pytest.fixture
def at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """Post two forms at the same moment; returns both statuses, sorted."""
    app.config["WTF_CSRF_ENABLED"] = False
    usual = record._locked_head

    def post(press: tuple[str, str, dict[str, Any]], begin: threading.Barrier) -> int:
        address, session, form = press
        client = app.test_client()
        with client.session_transaction() as cookies:
            cookies["_user_id"], cookies["_fresh"] = session, True
        begin.wait()
        return client.post(address, data={"command_id": new_command_id(), **form}).status_code

    def run(*presses: Press) -> list[int]:
        meet, begin = threading.Barrier(2), threading.Barrier(2)

        def slow_head(scope: int) -> Head:
            with suppress(threading.BrokenBarrierError):
                meet.wait(TOGETHER)
            return usual(scope)

        monkeypatch.setattr(record, "_locked_head", slow_head)
        keyed = [(a, f"{who.id}:{who.session_key}", form) for a, who, form in presses]
        db.session.rollback()
        with ThreadPoolExecutor(2) as pool:
            found = [pool.submit(post, press, begin) for press in keyed]
            statuses = sorted(one.result() for one in found)
        monkeypatch.setattr(record, "_locked_head", usual)
        db.session.rollback()
        db.session.expire_all()
        return statuses

    return run


def entries(verb: str) -> int:
    """How many entries of a verb the record has."""
    count = db.select(db.func.count()).select_from(Entry).where(Entry.verb == verb)
    return db.session.scalar(count) or 0


def test_two_hosts_cannot_end_each_others_role(
    make: Factory, at_once: Callable[..., list[int]]
) -> None:
    here = make.community()
    one, two = make.account("host", here), make.account("host", here)
    presses: list[Press] = [
        (f"/grants/{other.grants[0].id}/end", who, {}) for who, other in ((one, two), (two, one))
    ]
    statuses = at_once(*presses)
    assert statuses[0] == 303
    assert statuses[1] in {403, 409}
    left = db.session.scalars(db.select(Granted).where(Granted.ended_at.is_(None))).all()
    assert len(left) == 1
    assert entries("end") == 1


def test_two_hosts_cannot_retire_each_other(
    make: Factory, at_once: Callable[..., list[int]]
) -> None:
    here = make.community()
    one, two = make.account("host", here), make.account("host", here)
    presses: list[Press] = [
        (f"/accounts/{other.id}/retirement", who, {}) for who, other in ((one, two), (two, one))
    ]
    statuses = at_once(*presses)
    assert statuses[0] == 303
    assert statuses[1] in {303, 403, 409}
    assert sum(row.retired_at is None for row in (one, two)) == 1
    assert entries("retire") == 1


def open_room(make: Factory) -> tuple[Meeting, dict[str, Account]]:
    """A meeting in its first round, as if it had been pressed that far."""
    meeting = make.meeting(make.community())
    meeting.stage, meeting.opened_at = "open", meeting.starts_at
    rounds = next(item for item in meeting.agenda if item.kind == "speeches")
    for item in meeting.agenda:
        if item.position <= rounds.position:
            item.opened_at = meeting.starts_at
        if item.position < rounds.position:
            item.closed_at = meeting.starts_at
    rounds.running_since = meeting.starts_at
    db.session.commit()
    duties = db.session.scalars(db.select(Assignment).where(Assignment.meeting_id == meeting.id))
    return meeting, {duty.role: duty.account for duty in duties}


def test_the_floor_is_given_once(make: Factory, at_once: Callable[..., list[int]]) -> None:
    meeting, people = open_room(make)
    item = next(row for row in meeting.agenda if row.kind == "speeches")
    speeches = [
        Speech(
            meeting_id=meeting.id,
            agenda_item_id=item.id,
            seat_id=seat.id,
            stance="support",
            raised_at=meeting.starts_at,
            allotted_ms=120_000,
        )
        for seat in meeting.seats[:2]
    ]
    db.session.add_all(speeches)
    db.session.commit()
    pressers = (people["facilitator"], people["timekeeper"])
    addresses = [f"/speeches/{speech.id}/floor" for speech in speeches]
    assert at_once(*[(a, who, {}) for a, who in zip(addresses, pressers, strict=True)]) == [
        303,
        409,
    ]
    assert sum(speech.granted_at is not None for speech in speeches) == 1
    assert entries("grant_floor") == 1


def test_a_stage_is_left_once(make: Factory, at_once: Callable[..., list[int]]) -> None:
    meeting, people = open_room(make)
    item = next(row for row in meeting.agenda if row.kind == "speeches")
    address, form = f"/meetings/{meeting.id}/stage", {"position": item.position}
    presses = [(address, people[role], form) for role in ("facilitator", "timekeeper")]
    assert at_once(*presses) == [303, 409]
    assert entries("begin_stage") == 1


def test_an_opinion_goes_into_one_topic(make: Factory, at_once: Callable[..., list[int]]) -> None:
    here = make.community()
    host, worker = make.account("host", here), make.account("worker", here)
    opinion, one, two = make.opinion(here), make.draft(here), make.draft(here)
    opinion.stage = "admitted"
    db.session.commit()
    form = {"opinion": opinion.id}
    statuses = at_once(
        (f"/topics/{one.id}/opinions", host, form), (f"/topics/{two.id}/opinions", worker, form)
    )
    assert statuses[0] == 303
    assert statuses[1] in {409, 422}
    assert opinion.topic_id in {one.id, two.id}
    assert entries("merge") == 2  # one about the topic, one about the opinion


def test_a_seat_is_claimed_once(make: Factory, at_once: Callable[..., list[int]]) -> None:
    meeting = make.meeting(make.community())
    seat, nobody = meeting.seats[0], make.account()
    seat.attendance, seat.attendance_at, seat.code = "", None, "SEATCODE22"
    db.session.commit()
    assert at_once(*[(f"/seats/{seat.code}", nobody, {})] * 2) == [303, 409]
    assert entries("claim_seat") == 1


def test_a_meeting_is_called_off_once(make: Factory, at_once: Callable[..., list[int]]) -> None:
    here = make.community()
    meeting, form = make.meeting(here), {"reason": "停电"}
    hosts = [make.account("host", here), make.account("host", here)]
    presses = [(f"/meetings/{meeting.id}/cancellation", host, form) for host in hosts]
    assert at_once(*presses) == [303, 409]
    assert entries("cancel") == 1


def test_minutes_are_approved_once(
    make: Factory, at_once: Callable[..., list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Printer, "print_pdf", lambda *_given, **_named: PAPER)
    monkeypatch.setattr(Printer, "check", lambda *_given: None)
    meeting = closed(make)
    meeting.draft()
    who = meeting.accounts["facilitator"]
    assert at_once(*[(f"{meeting.address}/approval", who, {"revision": 1})] * 2) == [
        303,
        409,
    ]
    assert entries("approve") == 1


def test_a_command_that_the_database_takes_back_is_a_conflict(app: Flask) -> None:
    def view() -> str:
        raise OperationalError("UPDATE", {}, psycopg.errors.DeadlockDetected())

    app.add_url_rule("/-/lost", view_func=lambda: commands.run(view), methods=["POST"])
    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post("/-/lost", data={"command_id": new_command_id()})
    assert answer.status_code == 409
