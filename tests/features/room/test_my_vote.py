"""A phone votes for its own seat, as long as it speaks for it and the poll runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.store.db import db
from deliberation.store.models import Vote
from tests.features.room.handset import claim, seat

if TYPE_CHECKING:
    from deliberation.store.models import Poll
    from tests.factories import Factory
    from tests.features.room.conftest import Devices, Room


def poll(room: Room) -> Poll:
    room.go_to("motion")
    form = {"topic": room.meeting.topics[0].id, "version": 0, "text": "西侧禁停"}
    assert room.press("recorder", "motions", form).status_code == 303
    motion = room.meeting.motions[0].id
    assert room.press("recorder", f"/motions/{motion}/freezing", {"version": 1}).status_code == 303
    assert room.press("recorder", f"/motions/{motion}/polls").status_code == 303
    return room.meeting.motions[0].polls[-1]


def test_a_phone_casts_its_one_vote(room: Room, devices: Devices, make: Factory) -> None:
    mine, released, stranger = devices(), devices(), devices()
    claim(mine, seat(room, 1))
    claim(released, seat(room, 2))
    claim(stranger, make.meeting(make.community("休博园社区", "城厢街道")).seats[0])
    open_poll = poll(room)
    vote = f"/polls/{open_poll.id}/my-vote"
    assert mine.post(vote, {"choice": "perhaps"}).status_code == 422
    answer = mine.post(vote, {"choice": "yes"})
    assert (answer.status_code, answer.location) == (303, f"/live/{room.meeting.join_code}")
    assert mine.post(vote, {"choice": "no"}).status_code == 303
    room.press("recorder", f"/seats/{seat(room, 2).id}/release")
    assert released.post(vote, {"choice": "yes"}).status_code == 403
    assert stranger.post(vote, {"choice": "yes"}).status_code == 403
    db.session.expire_all()
    votes = [(one.seat.number, one.choice, one.way) for one in db.session.query(Vote)]
    assert votes == [(1, "no", "phone")]
    assert room.press("recorder", f"/polls/{open_poll.id}/end").status_code == 303
    assert mine.post(vote, {"choice": "yes"}).status_code == 409
