"""Check-in 签到: marked by the recorder, or claimed by a seat's code at the door."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from deliberation.domain import bounds, meeting
from deliberation.domain.errors import IllegalMove, Invalid, say
from deliberation.domain.privacy import clean_line
from deliberation.store import live, moves
from deliberation.store.db import changed

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting, Seat

LEFT: Final = "left"
DOOR_OPENS: Final = timedelta(hours=2)


def mark_attendance(
    seat: Seat, attendance: str, proxy_name: str = "", *, actor: Actor, now: datetime
) -> None:
    """Note how a seat came: present, proxy (with the proxy's name), excused, attending; or left.

    A seat without a vote that comes is 列席. Marking a person who had left brings them back.

    Raises:
        Invalid: no such mark, or a proxy without a name (field `proxy_name`).
        IllegalMove: the notice is not out, the meeting is over, or the seat was withdrawn.
    """
    _check_standing(seat, "mark_attendance")
    if attendance == LEFT:
        _leave(seat, now)
    elif attendance in meeting.ATTENDANCE:
        _come(seat, attendance, proxy_name, now)
    else:
        raise Invalid(say("请选择一项。"), "attendance")
    _note(seat, "mark_attendance", actor, now)
    changed("seat", seat.id)


def _check_standing(seat: Seat, move: str) -> None:
    meeting.LIFECYCLE.check(seat.meeting, move)
    if seat.withdrawn_at is not None:
        raise IllegalMove(say("这个席位的邀请已经撤回。"))


def _leave(seat: Seat, now: datetime) -> None:
    if not meeting.in_room(seat):
        raise IllegalMove(say("%(n)s号席位现在不在会场。", n=seat.number))
    seat.left_at = now


def _come(seat: Seat, attendance: str, proxy_name: str, now: datetime) -> None:
    name = clean_line(proxy_name, bounds.NAME, "proxy_name") if attendance == "proxy" else ""
    if attendance == "proxy":
        _check_proxy(seat, name)
    if attendance == "present" and not seat.vote:
        attendance = "attending"
    seat.attendance, seat.attendance_at, seat.proxy_name = attendance, now, name
    seat.left_at = None
    if attendance == "excused":
        seat.arrived_at = None
    elif seat.arrived_at is None:
        seat.arrived_at = now


def _check_proxy(seat: Seat, name: str) -> None:
    if refusal := meeting.may_represent(seat, name, seat.meeting.seats):
        raise Invalid(refusal, "proxy_name")


def undo_attendance(seat: Seat, *, actor: Actor, now: datetime) -> None:
    """Take the last mark back: first the leaving, then how the seat came.

    Raises:
        IllegalMove: nothing is marked, or the meeting is over.
    """
    _check_standing(seat, "undo_attendance")
    if not seat.attendance:
        raise IllegalMove(say("%(n)s号席位还没有登记。", n=seat.number))
    if seat.left_at is not None:
        seat.left_at = None
    else:
        seat.attendance, seat.proxy_name = "", ""
        seat.attendance_at = seat.arrived_at = None
    _note(seat, "undo_attendance", actor, now)
    changed("seat", seat.id)


def claim_seat(seat: Seat, key: str, *, actor: Actor, now: datetime) -> None:
    """Say “我到了” at the door with the seat's code, and bind the browser with this key to it.

    Whom the recorder has marked already only binds the browser; a proxy does so, too. Once bound,
    the same browser changes nothing.

    Raises:
        IllegalMove: too early, the seat is withdrawn or another phone's, this phone speaks for
            another seat here, or the meeting is not on.
    """
    _check_standing(seat, "claim_seat")
    if not door_open(seat.meeting, now):
        raise IllegalMove(say("还没到签到的时候，请在开会前两小时内到场签到。"))
    if refusal := meeting.may_claim(seat, key, seat.meeting.seats):
        raise IllegalMove(refusal)
    here = meeting.in_room(seat)
    if here and seat.claim_key == key:
        return
    if not here:
        _come_again(seat, now)
    if seat.claim_key != key:
        seat.claim_key, seat.claimed_at = key, now
    _note(seat, "claim_seat", actor, now)


def door_open(row: Meeting, now: datetime) -> bool:
    """Say whether one can check in by code: soon before the meeting, and as long as it is open."""
    return row.stage == "open" or (row.stage == "announced" and now >= row.starts_at - DOOR_OPENS)


def _come_again(seat: Seat, now: datetime) -> None:
    """Come in person; who had left, a proxy too, comes back as before."""
    attendance = seat.attendance if seat.left_at is not None else "present"
    _come(seat, attendance, seat.proxy_name, now)


def _note(seat: Seat, move: str, actor: Actor, now: datetime) -> None:
    live.touch(seat.meeting)
    mark = LEFT if seat.left_at is not None else seat.attendance
    details = {"seat": seat.number, "name": seat.name, "mark": mark}
    if seat.proxy_name:
        details["proxy"] = seat.proxy_name
    moves.apply(meeting.LIFECYCLE, seat.meeting, move, actor=actor, now=now, **details)
