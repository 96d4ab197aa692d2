from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliberation.domain import meeting
from deliberation.domain.errors import IllegalMove
from deliberation.store import library
from tests.domain.facts import (
    NOON,
    Ballot,
    Commitment,
    Item,
    Meeting,
    Motion,
    Party,
    Resolution,
    Seat,
    Speech,
    Topic,
    assigned,
)


def refusal(subject: Meeting, move: str) -> str:
    with pytest.raises(IllegalMove) as refused:
        meeting.LIFECYCLE.check(subject, move)
    return str(refused.value)


def test_a_prepared_meeting_may_be_announced() -> None:
    assert meeting.LIFECYCLE.check(Meeting(), "announce").target == "announced"


@pytest.mark.parametrize(
    ("lacking", "reason"),
    [
        (Meeting(roles=[assigned("facilitator", 1)]), "还没有指定计时员、记录员、报告员。"),
        (Meeting(topics=[]), "还没有排入议题。"),
        (Meeting(venue_id=0), "还没有选定场所。"),
        (Meeting(seats=[Seat(withdrawn_at=NOON)]), "还没有邀请参会人。"),
        (Meeting(ends_at=NOON), "散会时间要在开会时间之后。"),
        (Meeting(agenda=[]), "还没有议程。"),
        (Meeting(agenda=[Item(planned_minutes=97)]), "议程排不下，超出7分钟。"),
    ],
)
def test_what_is_missing_for_the_notice_is_named(lacking: Meeting, reason: str) -> None:
    assert refusal(lacking, "announce") == reason


def test_the_facilitator_is_not_the_timekeeper() -> None:
    one = Meeting()
    one.roles[1] = assigned("timekeeper", 1)
    assert refusal(one, "announce") == (
        "工作人员1已经是主理人，不能同时当计时员：四个角色要由四个人担任。"
    )
    assert meeting.may_hold(one.roles, "recorder", 1) is not None
    assert meeting.may_hold(one.roles, "recorder", 3) is None
    assert meeting.may_hold(one.roles, "observer", 1) is None


def test_a_role_handed_over_no_longer_counts() -> None:
    one = Meeting()
    one.roles[1] = replace(assigned("timekeeper", 1), ended_at=NOON)
    one.roles.append(assigned("timekeeper", 9))
    assert meeting.distinct_roles(one.roles) is None
    found = meeting.holder(one.roles, "timekeeper")
    assert found is not None
    assert found.account_id == 9


def test_opening_needs_three_roles_in_the_room() -> None:
    one = Meeting(stage="announced")
    one.roles[3].present_at = None
    assert meeting.LIFECYCLE.check(one, "open").target == "open"
    one.roles[2].present_at = None
    assert refusal(one, "open") == "记录员还没有到场，不能开会。"


@pytest.mark.parametrize(
    ("unfinished", "reason"),
    [
        (Meeting(stage="open", speeches=[Speech(granted_at=NOON)]), "还有人在发言"),
        (Meeting(stage="open", agenda=[Item(running_since=NOON)]), "计时还在走"),
        (Meeting(stage="open", motions=[Motion()]), "还没有表决"),
        (Meeting(stage="open", motions=[Motion(ballots=[Ballot(NOON, NOON)])]), "还没有表决"),
        (
            Meeting(stage="open", motions=[Motion(ballots=[Ballot(confirmed_at=None)])]),
            "经第二个人核对",
        ),
        (
            Meeting(stage="open", resolutions=[Resolution(commitments=[Commitment(owner="")])]),
            "还没有责任单位",
        ),
        (
            Meeting(
                stage="open",
                resolutions=[Resolution(commitments=[Commitment(dated="undecided", due_on=None)])],
            ),
            "期限待定，请写明哪一天之前定下来",
        ),
    ],
)
def test_a_meeting_does_not_close_unfinished(unfinished: Meeting, reason: str) -> None:
    assert reason in refusal(unfinished, "close")


def test_a_motion_set_aside_by_a_resolution_lets_the_meeting_close() -> None:
    done = Meeting(
        stage="open",
        motions=[Motion()],
        resolutions=[Resolution(commitments=[Commitment()])],
    )
    assert meeting.LIFECYCLE.check(done, "close").target == "closed"


def test_a_stakeholder_without_a_seat_is_named() -> None:
    topics = [Topic(parties=[Party("有车户"), Party("无车户"), Party("物业")]), Topic()]
    seats = [Seat(party="有车户"), Seat(party="物业", withdrawn_at=NOON)]
    assert meeting.missing_parties(topics, seats) == ("无车户", "物业")


def test_an_invited_party_that_did_not_come_is_absent() -> None:
    seats = [Seat(party="有车户"), Seat(party="无车户", attendance="excused")]
    assert meeting.missing_parties([Topic()], seats) == ()
    assert meeting.absent_parties([Topic()], seats) == ("无车户",)


def test_proxies_and_attending_seats_are_counted_apart() -> None:
    seats = [
        *(Seat() for _ in range(17)),
        Seat(attendance="proxy"),
        *(Seat(attendance="excused") for _ in range(3)),
        *(Seat(vote=False) for _ in range(4)),
        Seat(left_at=NOON),
        Seat(withdrawn_at=NOON),
    ]
    count = meeting.turnout(seats)
    assert (count.present, count.proxies, count.excused, count.attending) == (17, 1, 3, 4)
    assert count.invited == 22
    assert count.voters == 18
    assert count.members(0) == count.invited
    assert count.members(count.invited + 5) == count.invited + 5


def test_a_venue_is_taken_once() -> None:
    first = Meeting()
    after = Meeting(starts_at=first.ends_at, ends_at=first.ends_at + timedelta(hours=1))
    inside = Meeting(starts_at=NOON + timedelta(minutes=89), ends_at=NOON + timedelta(hours=3))
    assert not meeting.clash(first, after)
    assert meeting.clash(first, inside)
    assert meeting.clash(inside, first)
    assert not meeting.clash(first, replace(inside, venue_id=2))


def test_a_notice_needs_its_working_days() -> None:
    calendar = library.calendar()
    meets = date(2026, 10, 9)
    assert meeting.notice_in_time(meets, date(2026, 9, 29), 3, calendar) is None
    late = meeting.notice_in_time(meets, date(2026, 9, 30), 3, calendar)
    assert str(late) == "会议要提前3个工作日通知，今天通知最早可在2026年10月10日开会。"
