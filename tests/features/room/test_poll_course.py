"""When a poll begins and ends, and what waits for it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.domain.errors import IllegalMove
from deliberation.store.db import db
from tests.features.room.polling import end, frozen, mark, opened, vote, words

if TYPE_CHECKING:
    from tests.features.room.conftest import Room


def test_only_the_recorder_keeps_a_poll(room: Room) -> None:
    poll = opened(room)
    for role in ("facilitator", "timekeeper", "observer"):
        for path in ("hands", "end", "breaking-off"):
            assert room.press(role, f"/polls/{poll.id}/{path}").status_code == 403
    page = room.page("facilitator")
    assert "已投 0 / 5" in page
    assert f"/polls/{poll.id}/end" not in page


@pytest.mark.parametrize("where", ["unfrozen", "counted", "running", "owners", "quorum"])
def test_a_poll_begins_only_when_a_vote_can_be_taken(room: Room, where: str) -> None:
    motion = frozen(room)
    said = {
        "unfrozen": "把文字定下来",
        "counted": "已经表决过",
        "running": "正在逐席表决",
        "owners": "不能在会场里逐席表决",
        "quorum": "还差1人",
    }
    if where == "unfrozen":
        room.press("recorder", f"/motions/{motion}/thawing")
    elif where == "counted":
        form = {"method": "hands", "yes": 3, "no": 1, "abstain": 1}
        room.press("recorder", f"/motions/{motion}/ballots", form)
    elif where == "running":
        room.press("recorder", f"/motions/{motion}/polls")
    elif where == "owners":
        room.meeting.ruleset = "yezhu_half"
        db.session.commit()
    else:
        for seat in room.meeting.seats[:2]:
            seat.left_at = seat.invited_at
        db.session.commit()
    answer = room.press("recorder", f"/motions/{motion}/polls")
    assert answer.status_code == 409
    assert said[where] in words(answer)


def test_while_people_vote_nothing_else_is_decided(room: Room) -> None:
    opened(room)
    motion = room.meeting.motions[0].id
    form = {"method": "hands", "yes": 3, "no": 1, "abstain": 1}
    version, topic = room.meeting.version, room.meeting.topics[0].id
    resolved = {"outcome": "adopted", "text": "照办。", "body": "", "review_on": ""}
    for role, path, given in (
        ("recorder", f"/motions/{motion}/ballots", form),
        ("recorder", f"/motions/{motion}/thawing", {}),
        ("timekeeper", "stage", {"position": room.current().position}),
        ("recorder", f"/topics/{topic}/resolution", resolved),
    ):
        answer = room.press(role, path, given)
        assert (answer.status_code, path) == (409, path)
        assert "逐席表决" in words(answer)
    assert room.meeting.version == version


def test_an_open_poll_keeps_the_meeting_open(room: Room) -> None:
    opened(room)
    answer = room.press("facilitator", "closing")
    assert answer.status_code == 409
    assert "正在逐席表决，请先结束表决" in words(answer)


def test_a_poll_without_votes_does_not_end_but_breaks_off(room: Room) -> None:
    poll = opened(room)
    assert "还没有人投票" in words(room.press("recorder", f"/polls/{poll.id}/end"))
    address = f"/polls/{poll.id}/breaking-off"
    assert room.press("recorder", address, {"reason": ""}).status_code == 422
    assert room.press("recorder", address, {"reason": "动议要再改"}).status_code == 303
    assert room.verbs("poll") == ["open_poll", "break_off_poll"]
    late = mark(room, poll, 1, "yes")
    assert late.status_code == 409
    assert "已经中止" in words(late)
    motion = room.meeting.motions[0].id
    assert room.press("recorder", f"/motions/{motion}/polls").status_code == 303


def test_after_a_wrong_count_people_vote_again(room: Room) -> None:
    poll = opened(room)
    vote(room, poll, 1, "yes")
    ballot = end(room, poll)
    with pytest.raises(IllegalMove, match="已经结束"):
        vote(room, poll, 2, "yes")
    assert room.press("recorder", f"/polls/{poll.id}/end").status_code == 409
    withdrawal = {"reason": "有人没来得及投"}
    assert room.press("recorder", f"/ballots/{ballot.id}/withdrawal", withdrawal).status_code == 303
    motion = room.meeting.motions[0].id
    assert room.press("recorder", f"/motions/{motion}/polls").status_code == 303
    assert [row.ended_at is None for row in room.meeting.motions[0].polls] == [False, True]


def test_the_form_for_hands_does_not_offer_votes(room: Room) -> None:
    motion = frozen(room)
    form = {"method": "votes", "yes": 5, "no": 0, "abstain": 0}
    assert room.press("recorder", f"/motions/{motion}/ballots", form).status_code == 422
    assert "开始逐席表决" in room.page()
