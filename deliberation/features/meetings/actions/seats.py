"""Seats: inviting, one by one or from a list, and taking an invitation back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain import bounds, meeting
from deliberation.domain.errors import Invalid, Sentence, say
from deliberation.domain.privacy import clean_line
from deliberation.store import live, moves
from deliberation.store.codes import fresh_code
from deliberation.store.db import changed
from deliberation.store.models import Seat

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.domain.roles import Actor
    from deliberation.store.models import Meeting

MOST_SEATS: Final = 200
_SEPARATOR: Final = re.compile(r"[，,、\t;；]")
_ELDER: Final = frozenset({"老人", "长者", "照顾"})


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited, for whom, as what; voice and vote None: as usual for the kind."""

    name: str
    party: str
    kind: str = "resident"
    building: str = ""
    elder: bool = False
    voice: bool | None = None
    vote: bool | None = None
    number: int | None = None


def invite(row: Meeting, guest: Guest, *, actor: Actor, now: datetime) -> Seat:
    """Invite one person; the seat gets the next number and a code of its own.

    Raises:
        Invalid: a field is missing or wrong, or this person has a seat already.
        IllegalMove: the meeting is over or cancelled.
    """
    meeting.LIFECYCLE.check(row, "invite")
    guest = _checked(guest)
    _check_free(row, guest)
    kind, before = meeting.KINDS[guest.kind], meeting.turnout(row.seats).invited
    seat = Seat(
        number=guest.number or max((one.number for one in row.seats), default=0) + 1,
        name=guest.name,
        party=guest.party,
        kind=guest.kind,
        building=guest.building,
        voice=kind.voice if guest.voice is None else guest.voice,
        vote=kind.vote if guest.vote is None else guest.vote,
        elder=guest.elder,
        code=fresh_code(),
        invited_at=now,
        attendance="",
    )
    row.seats.append(seat)
    _follow(row, before)
    details = {"seat": seat.number, "name": seat.name, "party": seat.party, "kind": seat.kind}
    moves.apply(meeting.LIFECYCLE, row, "invite", actor=actor, now=now, **details)
    return seat


def invite_many(row: Meeting, lines: str, *, actor: Actor, now: datetime) -> list[Seat]:
    """Invite everybody on a pasted list, or nobody when one line is wrong.

    Raises:
        Invalid: naming the line.
    """
    guests = read_lines(lines)
    seats = []
    for number, guest in guests:
        try:
            seats.append(invite(row, guest, actor=actor, now=now))
        except Invalid as error:
            raise _at(number, error.sentence) from error
    return seats


def read_lines(lines: str) -> list[tuple[int, Guest]]:
    """Read “姓名，代表方，身份，楼栋” line by line, with the line's number.

    Raises:
        Invalid: naming the first line that is wrong, or when there is none at all.
    """
    rows = [(n, text.strip()) for n, text in enumerate(lines.splitlines(), 1) if text.strip()]
    if not rows:
        raise Invalid(say("请粘贴名单，一行一个人。"), "lines")
    return [(number, _guest(number, text)) for number, text in rows]


def _guest(number: int, text: str) -> Guest:
    name, party, word, building, note = (*map(str.strip, _SEPARATOR.split(text)), *[""] * 5)[:5]
    if not party:
        raise _at(number, say("姓名后面要写代表哪一方，用逗号隔开。"))
    kinds = {str(kind.word): code for code, kind in meeting.KINDS.items()}
    if word and word not in kinds:
        raise _at(
            number,
            say("没有“%(kind)s”这种身份，可以写：%(all)s。", kind=word, all="、".join(kinds)),
        )
    guest = Guest(name, party, kinds.get(word, "resident"), building, elder=note in _ELDER)
    try:
        return _checked(guest)
    except Invalid as error:
        raise _at(number, error.sentence) from error


def _at(number: int, sentence: Sentence) -> Invalid:
    return Invalid(say("第%(n)s行：%(reason)s", n=number, reason=sentence), "lines")


def _checked(guest: Guest) -> Guest:
    name = clean_line(guest.name, bounds.NAME, "name")
    party = clean_line(guest.party, bounds.NAME, "party")
    if not name:
        raise Invalid(say("请填写姓名。"), "name")
    if not party:
        raise Invalid(say("请填写代表哪一方。"), "party")
    if guest.kind not in meeting.KINDS:
        raise Invalid(say("请选择一项。"), "kind")
    building = clean_line(guest.building, bounds.LINE, "building")
    rest = (guest.elder, guest.voice, guest.vote, guest.number)
    return Guest(name, party, guest.kind, building, *rest)


def _check_free(row: Meeting, guest: Guest) -> None:
    if len(row.seats) >= MOST_SEATS:
        raise Invalid(say("一次会议最多%(most)s个席位。", most=MOST_SEATS), "name")
    for seat in row.seats:
        if guest.number == seat.number:
            raise Invalid(say("%(n)s号席位已经有人。", n=seat.number), "number")
        same = (seat.name, seat.party, seat.building) == (guest.name, guest.party, guest.building)
        if same and seat.withdrawn_at is None:
            raise Invalid(
                say("“%(name)s”已经在%(n)s号席位。", name=guest.name, n=seat.number), "name"
            )


def withdraw_seat(seat: Seat, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take an invitation back; its phone speaks for nobody, its number is not given again.

    Raises:
        Invalid: there is no reason, or the invitation was taken back already.
        IllegalMove: the meeting is over or cancelled.
    """
    row = seat.meeting
    meeting.LIFECYCLE.check(row, "withdraw_seat")
    if seat.withdrawn_at is not None:
        raise Invalid(say("这个席位已经撤回。"), "reason")
    if not reason.strip():
        raise Invalid(say("请写明撤回邀请的理由。"), "reason")
    before = meeting.turnout(row.seats).invited
    seat.withdrawn_at, seat.claim_key, seat.claimed_at = now, "", None
    changed("seat", seat.id)
    _follow(row, before)
    details = {"seat": seat.number, "name": seat.name, "reason": reason}
    moves.apply(meeting.LIFECYCLE, row, "withdraw_seat", actor=actor, now=now, **details)


def _follow(row: Meeting, before: int) -> None:
    # 应到 was left to the seats, or would fall below them: it goes with them.
    if row.members <= before:
        row.members = meeting.turnout(row.seats).invited
    live.touch(row)
