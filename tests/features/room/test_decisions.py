"""Motions, frozen wording, counts by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.store.db import db
from deliberation.store.models import Ballot, Motion

if TYPE_CHECKING:
    from tests.features.room.conftest import Room

WORDS = "西侧消防通道全线禁停，10月15日前划线清障"


@pytest.fixture
def motion(room: Room) -> Motion:
    room.go_to("motion")
    topic = room.meeting.topics[0]
    form = {"topic": topic.id, "version": 0, "text": WORDS}
    assert room.press("recorder", "motions", form).status_code == 303
    return room.meeting.motions[0]


def frozen(room: Room, motion: Motion) -> None:
    address = f"/motions/{motion.id}/freezing"
    assert room.press("recorder", address, {"version": 1}).status_code == 303


def count(room: Room, motion: Motion, yes: int, no: int, abstain: int) -> Ballot | str:
    form = {"method": "hands", "yes": yes, "no": no, "abstain": abstain}
    answer = room.press("recorder", f"/motions/{motion.id}/ballots", form)
    if answer.status_code != 303:
        return answer.get_data(as_text=True)
    db.session.expire_all()
    return db.session.get_one(Motion, motion.id).ballots[-1]


def test_a_new_wording_is_a_new_version(room: Room, motion: Motion) -> None:
    topic = room.meeting.topics[0].id
    form = {"topic": topic, "version": 1, "text": WORDS + "；收费提请业主大会"}
    assert room.press("recorder", f"/motions/{motion.id}/versions", form).status_code == 303
    stale = room.press("facilitator", f"/motions/{motion.id}/versions", form)
    assert stale.status_code == 409
    assert "已有人改过" in stale.get_data(as_text=True)
    assert [row.version for row in room.meeting.motions[0].versions] == [1, 2]


def test_hands_are_counted_only_on_a_frozen_wording(room: Room, motion: Motion) -> None:
    answer = count(room, motion, 3, 1, 1)
    assert isinstance(answer, str)
    assert "把文字定下来" in answer
    frozen(room, motion)
    form = {"topic": room.meeting.topics[0].id, "version": 1, "text": "改了"}
    assert room.press("recorder", f"/motions/{motion.id}/versions", form).status_code == 409


@pytest.mark.parametrize(
    ("votes", "outcome"), [((3, 1, 1), "passed"), ((2, 1, 2), "failed"), ((2, 2, 0), "failed")]
)
def test_the_rule_set_decides(
    room: Room, motion: Motion, votes: tuple[int, int, int], outcome: str
) -> None:
    frozen(room, motion)
    ballot = count(room, motion, *votes)
    assert isinstance(ballot, Ballot)
    assert (ballot.outcome, ballot.members, ballot.present) == (outcome, 5, 5)
    assert ballot.rule["base"] == "present"


def test_more_votes_than_people_are_refused_and_kept(room: Room, motion: Motion) -> None:
    frozen(room, motion)
    answer = count(room, motion, 5, 1, 0)
    assert isinstance(answer, str)
    assert "请重新清点" in answer


def test_a_count_is_confirmed_by_a_second_person(room: Room, motion: Motion) -> None:
    frozen(room, motion)
    ballot = count(room, motion, 3, 1, 1)
    assert isinstance(ballot, Ballot)
    address = f"/ballots/{ballot.id}/confirmation"
    assert room.press("recorder", address).status_code == 403
    assert room.press("timekeeper", address).status_code == 303
    assert room.press("facilitator", address).status_code == 409


def test_a_wrong_count_is_withdrawn_with_a_reason(room: Room, motion: Motion) -> None:
    frozen(room, motion)
    ballot = count(room, motion, 3, 1, 1)
    assert isinstance(ballot, Ballot)
    address = f"/ballots/{ballot.id}/withdrawal"
    assert room.press("recorder", address, {"reason": ""}).status_code == 422
    assert room.press("recorder", address, {"reason": "数错了"}).status_code == 303
    assert isinstance(count(room, motion, 4, 1, 0), Ballot)
    assert room.verbs("ballot") == ["count", "withdraw_count", "count"]


def test_people_who_left_are_not_counted(room: Room, motion: Motion) -> None:
    frozen(room, motion)
    for seat in room.meeting.seats[:2]:
        seat.left_at = seat.invited_at
    db.session.commit()
    answer = count(room, motion, 3, 0, 0)
    assert isinstance(answer, str)
    assert "还差1人" in answer


def test_an_unconfirmed_count_keeps_the_meeting_open(room: Room, motion: Motion) -> None:
    frozen(room, motion)
    count(room, motion, 3, 1, 1)
    room.go_to("reading")
    answer = room.press("facilitator", "closing")
    assert answer.status_code == 409
    assert "还没有经第二个人核对" in answer.get_data(as_text=True)
