"""Two people press at the same moment, on PostgreSQL: one effect, one entry, a stated answer.

How the two are brought together is told in tests/fixtures_at_once.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from deliberation.shell import commands
from deliberation.shell.commands import new_command_id
from deliberation.shell.printing import Printer
from deliberation.store.db import db
from deliberation.store.models import Assignment, Entry, Granted, Handover, Speech
from tests.features.documents.closed import closed
from tests.town import PAPER

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from deliberation.store.models import Account, Meeting
    from tests.factories import Factory

# SQLite has one writer at a time.
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

Press = tuple[str, "Account", dict[str, Any]]


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


def test_one_of_two_takes_a_role(make: Factory, at_once: Callable[..., list[int]]) -> None:
    meeting = make.meeting(make.community())
    one, two = (make.account("worker", meeting.community) for _ in range(2))
    held = meeting.roles[0]
    offer = Handover(
        assignment=held, code="TAKEME22", offered_by_id=held.account_id,
        offered_at=meeting.starts_at, expires_at=meeting.ends_at,
    )  # fmt: skip
    db.session.add(offer)
    db.session.commit()
    presses: list[Press] = [("/take/TAKEME22", who, {}) for who in (one, two)]
    assert at_once(*presses) == [303, 409]
    standing = [duty for duty in meeting.roles if duty.role == held.role and not duty.ended_at]
    assert [duty.account_id for duty in standing] == [offer.taken_by_id]
    assert entries("take_role") == 1
