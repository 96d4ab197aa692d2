"""Voting seat by seat: one person one vote, kept without what for, added up to a count."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.errors import IllegalMove, Invalid
from deliberation.shell import clock
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Entry
from tests.features.room.polling import end, mark, opened, vote, words

if TYPE_CHECKING:
    from deliberation.store.models import Seat
    from tests.features.room.conftest import Room


def seat_of(room: Room, number: int) -> Seat:
    return next(row for row in room.meeting.seats if row.number == number)


def test_phones_and_hands_add_up_to_a_count_that_a_second_person_confirms(room: Room) -> None:
    poll = opened(room)
    vote(room, poll, 1, "yes")
    vote(room, poll, 2, "yes")
    assert mark(room, poll, 3, "yes").status_code == 303
    assert mark(room, poll, 4, "no").status_code == 303
    ballot = end(room, poll)
    assert (ballot.method, ballot.yes, ballot.no, ballot.abstain) == ("votes", 3, 1, 0)
    assert (ballot.outcome, ballot.members, ballot.present) == ("passed", 5, 5)
    assert room.meeting.motions[0].polls[-1].ballot_id == ballot.id
    confirmation = f"/ballots/{ballot.id}/confirmation"
    assert room.press("recorder", confirmation).status_code == 403
    assert room.press("timekeeper", confirmation).status_code == 303
    page = room.page()
    assert "逐席表决" in page
    assert "赞成 3　反对 1　弃权 0" in page


def test_who_does_not_vote_is_no_abstention(room: Room) -> None:
    poll = opened(room)
    vote(room, poll, 1, "yes")
    vote(room, poll, 2, "yes")
    ballot = end(room, poll)
    assert (ballot.yes, ballot.no, ballot.abstain, ballot.outcome) == (2, 0, 0, "failed")


def test_the_record_tells_who_voted_and_how_never_what_for(room: Room) -> None:
    poll = opened(room)
    vote(room, poll, 1, "no")
    vote(room, poll, 1, "yes")
    mark(room, poll, 2, "abstain")
    end(room, poll)
    assert room.verbs("poll") == ["open_poll", "cast_vote", "change_vote", "cast_vote"]
    assert room.verbs("ballot") == ["count"]
    entries = db.session.scalars(
        db.select(Entry).where(Entry.about_kind == "poll").order_by(Entry.sequence)
    )
    kept = [entry.payload or {} for entry in entries]
    assert [(one["seat"], one["way"]) for one in kept[1:]] == [(1, "phone")] * 2 + [(2, "hand")]
    assert all("choice" not in one for one in kept)
    assert list(record.verify()) == []


def test_the_recorder_never_sees_what_a_phone_chose(room: Room) -> None:
    poll = opened(room)
    vote(room, poll, 1, "no")
    mark(room, poll, 2, "no")
    page = room.page()
    assert "已用手机投票" in page
    assert "2号 反对，已记下" in page
    assert "1号 反对" not in page
    assert "已投 2 / 5" in page


def test_one_person_has_one_vote(room: Room) -> None:
    poll = opened(room)
    vote(room, poll, 1, "yes")
    marked = mark(room, poll, 1, "yes")
    assert marked.status_code == 409
    assert "已经用手机投了票" in words(marked)
    assert mark(room, poll, 2, "no").status_code == 303
    with pytest.raises(IllegalMove, match="举手投过票"):
        vote(room, poll, 2, "yes")
    with pytest.raises(IllegalMove, match="“赞成”已经记下"):
        vote(room, poll, 1, "yes")
    vote(room, poll, 1, "no")
    assert mark(room, poll, 2, "yes").status_code == 303
    votes = room.meeting.motions[0].polls[0].votes
    assert [(one.seat.number, one.choice, one.way) for one in votes] == [
        (1, "no", "phone"),
        (2, "yes", "hand"),
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"vote": False}, "没有表决权"),
        ({"left_at": 0}, "现在不在会场"),
        ({"attendance": ""}, "现在不在会场"),
        ({"attendance": "attending"}, "现在不在会场"),
        ({"attendance_at": 1}, "表决开始以后才登记到会"),
    ],
)
def test_who_has_no_vote_is_told_why(room: Room, change: dict[str, object], reason: str) -> None:
    poll = opened(room)
    seat = seat_of(room, 5)
    for name, value in change.items():
        at = clock.now() + timedelta(seconds=value) if isinstance(value, int) else None
        setattr(seat, name, at if at and name.endswith("_at") else value)
    db.session.commit()
    answer = mark(room, poll, 5, "yes")
    assert answer.status_code == 409
    assert reason in words(answer)
    assert room.meeting.motions[0].polls[0].votes == []


def test_nobody_votes_beyond_those_who_were_counted(room: Room) -> None:
    poll = opened(room)
    poll.present = 1
    db.session.commit()
    vote(room, poll, 1, "yes")
    assert "都已经投过票" in words(mark(room, poll, 2, "yes"))


@pytest.mark.parametrize(
    "form", [{"seat": 9, "choice": "yes"}, {"seat": 1, "choice": "maybe"}, {"choice": "yes"}]
)
def test_an_odd_hand_is_refused(room: Room, form: dict[str, object]) -> None:
    poll = opened(room)
    assert room.press("recorder", f"/polls/{poll.id}/hands", form).status_code == 422
    assert room.verbs("poll") == ["open_poll"]


def test_an_odd_vote_is_refused_by_the_rules_too(room: Room) -> None:
    poll = opened(room)
    with pytest.raises(Invalid, match="请选择赞成"):
        vote(room, poll, 1, "maybe")
