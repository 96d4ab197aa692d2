"""Who came and who did what, with every name masked (个人信息保护法 25, 51)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from deliberation.domain.meeting import seated, standing, turnout
from deliberation.domain.minutes import Attendance, Attendee, Headcount, Share
from deliberation.domain.privacy import mask_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliberation.store.models import Meeting, Seat

VERBS: Final = {
    "facilitator": "主理",
    "timekeeper": "计时",
    "recorder": "记录",
    "reporter": "报告",
    "observer": "观察",
}
SHORTEST: Final = 2


def shares(meeting: Meeting) -> tuple[Share, ...]:
    """Return the roles and who held them during the meeting, one after the other."""
    held = {role: holders(meeting, role) for role in VERBS}
    return tuple(Share(verb, "、".join(held[role])) for role, verb in VERBS.items() if held[role])


def holders(meeting: Meeting, role: str) -> list[str]:
    """Return the masked names of who held a role after the opening, in order, each once.

    Who had handed it over before had no part in the meeting.
    """
    began = meeting.opened_at
    return list(
        dict.fromkeys(
            mask_name(duty.account.name)
            for duty in meeting.roles
            if duty.role == role
            and (duty.ended_at is None or (began is not None and duty.ended_at > began))
        )
    )


def holder_name(meeting: Meeting, role: str) -> str:
    """Return the masked name of who holds a role, empty without one."""
    return next(
        (mask_name(duty.account.name) for duty in standing(meeting.roles) if duty.role == role), ""
    )


def came(seats: Iterable[Seat], *kinds: str) -> list[Seat]:
    """Return the seats that came in one of these ways; leaving early is no absence."""
    return [seat for seat in seated(seats) if seat.attendance in kinds]


def observing(seat: Seat) -> bool:
    """Say whether who sits here attends beside the members 列席."""
    return not seat.vote or seat.attendance == "attending"


def headcount(meeting: Meeting) -> Headcount:
    """Count who came to the meeting at all; a quorum is counted at the vote."""
    members = [seat for seat in seated(meeting.seats) if seat.vote]
    there = came(meeting.seats, "present", "attending", "proxy")
    voting = [seat for seat in there if not observing(seat)]
    proxies = sum(seat.attendance == "proxy" for seat in voting)
    return Headcount(
        expected=turnout(meeting.seats).members(meeting.members),
        present=len(voting) - proxies,
        proxies=proxies,
        excused=len(came(members, "excused")),
        observers=len(there) - len(voting),
    )


def attendance(meeting: Meeting) -> Attendance:
    """Return 出席, 请假 and 列席 by party (GB/T 9704-2012, 10.3)."""
    there = came(meeting.seats, "present", "attending", "proxy")
    return Attendance(
        present=people([seat for seat in there if not observing(seat)]),
        excused=people(came(meeting.seats, "excused")),
        observers=people([seat for seat in there if observing(seat)]),
    )


def people(seats: Sequence[Seat]) -> tuple[Attendee, ...]:
    """Return masked names with their party; parties in the order of their first seat."""
    order = list(dict.fromkeys(_party(seat) for seat in seats))
    sorted_seats = sorted(seats, key=lambda seat: (order.index(_party(seat)), seat.number))
    return tuple(Attendee(mask_name(seat.name), _party(seat)) for seat in sorted_seats)


def _party(seat: Seat) -> str:
    if seat.attendance != "proxy":
        return seat.party
    return f"{seat.party}，委托{mask_name(seat.proxy_name) or '他人'}"


def full_names(meeting: Meeting) -> tuple[str, ...]:
    """Return every full name that a text about this meeting must not print, longest first."""
    names = {seat.name.strip() for seat in meeting.seats}
    names |= {seat.proxy_name.strip() for seat in meeting.seats}
    names |= {duty.account.name.strip() for duty in meeting.roles}
    return tuple(sorted((name for name in names if len(name) >= SHORTEST), key=lambda n: -len(n)))


def mask_names(text: str, names: Sequence[str]) -> str:
    """Write 张** for every full name in a text."""
    if not names:
        return text
    pattern = re.compile("|".join(map(re.escape, names)))
    return pattern.sub(lambda found: mask_name(found.group()), text)
