"""Check-in: who was called, who came how, whether there are enough, and one seat by its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from deliberation.domain import ballot
from deliberation.domain import meeting as rules
from deliberation.domain.errors import say
from deliberation.domain.lifecycle import Stage
from deliberation.store.codes import plain_code
from deliberation.store.db import db
from deliberation.store.models import Meeting, Seat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliberation.domain.ballot import Quorum
    from deliberation.domain.errors import Sentence
    from deliberation.domain.meeting import Turnout
    from deliberation.domain.ruleset import Rule

MARKS: Final[dict[str, Stage]] = {
    "": Stage(say("未到")),
    "present": Stage(rules.ATTENDANCE["present"], "good"),
    "proxy": Stage(rules.ATTENDANCE["proxy"], "info"),
    "excused": Stage(rules.ATTENDANCE["excused"], "warn"),
    "attending": Stage(rules.ATTENDANCE["attending"], "info"),
    "left": Stage(say("离席"), "done"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One seat as the door sees it: how it came, and which presses are offered."""

    seat: Seat
    stage: Stage
    presses: Sequence[str]
    undo: bool


@dataclass(frozen=True, slots=True)
class Door:
    """The check-in list with its counts and its light."""

    marks: Sequence[Mark]
    turnout: Turnout
    members: int
    quorum: Quorum
    light: Stage
    absent: Sequence[str]


def door(row: Meeting, rule: Rule) -> Door:
    """Return the check-in of a meeting under its rule set, as it is now."""
    count = rules.turnout(row.seats)
    members = count.members(row.members)
    quorum = ballot.quorum(rule, members, count.present, count.proxies)
    if quorum.met:
        light = Stage(say("到会够了"), "good")
    else:
        light = Stage(say("还差%(n)s人", n=quorum.needed - quorum.attending), "warn")
    return Door(
        marks=[mark(seat) for seat in rules.seated(row.seats)],
        turnout=count,
        members=members,
        quorum=quorum,
        light=light,
        absent=rules.absent_parties(row.topics, row.seats),
    )


def mark(seat: Seat) -> Mark:
    """Return one seat's mark."""
    state = "left" if seat.left_at is not None else seat.attendance
    return Mark(seat, MARKS[state], _presses(seat, state), undo=bool(seat.attendance))


def _presses(seat: Seat, state: str) -> tuple[str, ...]:
    coming = ("present", "proxy", "excused", "attending") if seat.vote else ("attending", "excused")
    if rules.in_room(seat):
        return ("left",)
    return tuple(one for one in coming if one != state)


def by_code(code: str) -> Seat | None:
    """Return the seat of a card's code; spaces, dashes and case do not matter."""
    rows = select(Seat).where(Seat.code == plain_code(code)).options(joinedload(Seat.meeting))
    return db.session.scalar(rows)


def locked(code: str) -> Seat | None:
    """Return the seat of a code as it is now; its meeting's row is locked until written."""
    found = by_code(code)
    if found is None:
        return None
    meeting = select(Meeting).where(Meeting.id == found.meeting_id).with_for_update()
    db.session.scalars(meeting, execution_options={"populate_existing": True}).one()
    seat = select(Seat).where(Seat.id == found.id)
    return db.session.scalar(seat, execution_options={"populate_existing": True})


def seat_of(row: Meeting, number: int) -> Seat | None:
    """Return one of a meeting's seats by its number."""
    return next((seat for seat in row.seats if seat.number == number), None)


@dataclass(frozen=True, slots=True)
class Claim:
    """How one browser stands to a seat: may press, has it, or is told why it cannot."""

    open: bool
    mine: bool
    refusal: Sentence | None


def claim(seat: Seat, key: str, *, on: bool) -> Claim:
    """Return what the browser with this key can do with the seat's card, while check-in is `on`."""
    standing = on and seat.withdrawn_at is None
    mine, refusal = seat.claim_key == key, rules.may_claim(seat, key, seat.meeting.seats)
    wanted = not mine or not rules.in_room(seat)
    return Claim(standing and wanted and refusal is None, mine, refusal if standing else None)
