"""What the hall sees: at every moment what fits it, and never who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.features.room.frames import REGIONS, frame
from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Ballot, Meeting
from tests.features.crowd import happen
from tests.features.room.watching import PHONE, Hall, page
from tests.fixtures_app import Browser

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from tests.features.room.conftest import Room

FULL_ROOM = 4 * 1024  # bytes


@pytest.fixture
def hall(room: Room, app: Flask) -> Hall:
    return Hall(room, app)


def speaking(hall: Hall) -> None:
    hall.room.go_to("round1")
    hall.hand(2, "support")
    hall.hand(3, "oppose")
    hall.grant(2)


def voting(hall: Hall) -> None:
    hall.room.go_to("motion")
    hall.poll()


MOMENTS: dict[str, Callable[[Hall], None]] = {
    "announced": lambda _hall: None,
    "opening": lambda hall: hall.room.go_to("opening"),
    "speaking": speaking,
    "voting": voting,
}


@pytest.mark.parametrize("when", MOMENTS)
def test_nobody_is_named(hall: Hall, when: str) -> None:
    MOMENTS[when](hall)
    phones = [Browser(hall.app.test_client()), hall.claimed(2)]
    pushed = "".join(hall.frame()["regions"].values())
    pages = [page(phone, hall.address) for phone in phones]
    pages += [page(phones[0], f"{hall.address}/projector")]
    secret = [seat.code for seat in hall.room.meeting.seats] + ["锋", "公孙胜男", PHONE, "key-2"]
    for text in [pushed, *pages]:
        assert [word for word in secret if word in text] == []


def test_a_page_begins_with_the_frame(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.room.go_to("round1")
    hall.hand(2, "support")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    pushed = hall.frame()["regions"]
    assert tuple(pushed) == REGIONS
    for address in (hall.address, f"{hall.address}/projector"):
        text = page(Browser(hall.app.test_client()), address)
        assert [name for name in REGIONS if pushed[name] not in text] == []


def test_before_and_after(hall: Hall) -> None:
    assert hall.shown("stage").startswith("还没有开会，请先坐 2026年9月10日")
    assert hall.state()["focus"] == "join"
    hall.room.go_to("opening")
    assert "宣布规则、角色和议题" in hall.shown("stage")
    assert hall.state()["focus"] == "join"
    hall.room.go_to("report")
    assert hall.state()["focus"] == "stage"
    hall.room.meeting.stage = "closed"
    db.session.commit()
    assert hall.shown("stage") == "已散会，谢谢大家"
    assert hall.shown("turnout") == ""


def test_the_frame_has_the_version_and_the_time(hall: Hall) -> None:
    before = hall.frame()
    hall.room.go_to("opening")
    after = hall.frame()
    assert after["version"] == hall.room.meeting.version > before["version"]
    assert abs(after["at"] - clock.epoch_ms(clock.now())) < 60_000


def test_a_planned_meeting_is_not_for_the_hall(hall: Hall, browser: Browser) -> None:
    address = hall.address
    hall.room.meeting.stage = "planned"
    db.session.commit()
    with hall.app.test_request_context():
        assert frame(hall.room.meeting_id) is None
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("page_", ["", "/projector", "/seat"])
def test_a_wrong_code_leads_nowhere(browser: Browser, page_: str) -> None:
    answer = browser.get(f"/live/WRONG23456{page_}")
    assert answer.status_code == 404
    assert "没有找到这个会场" in answer.get_data(as_text=True)


def test_the_code_may_be_typed_by_hand(hall: Hall, browser: Browser) -> None:
    code = hall.room.meeting.join_code
    assert browser.get(f"/live/{code[:5].lower()}-{code[5:].lower()}").status_code == 200


def test_who_speaks_and_who_is_next(hall: Hall) -> None:
    hall.room.go_to("round1")
    for number, stance in ((1, "support"), (2, "support"), (3, "oppose")):
        hall.hand(number, stance)
    hall.grant(1)
    assert hall.shown("floor").startswith("正在发言 1号 有车户 赞成 2:00 进行中")
    # The opposite stance goes first, though its hand went up later.
    assert hall.shown("queue") == "等候发言 3号 商户 反对 2号 无车户 赞成"
    state = hall.state()
    assert (state["speaking"], state["queued"], state["open-floor"]) == ("1", "3,2", "1")
    assert (state["focus"], state["beside"]) == ("voice", "1")


def test_a_reply_is_called_a_reply(hall: Hall) -> None:
    hall.room.go_to("round1")
    hall.hand(4, "info", reply="y")
    assert hall.shown("queue") == "等候发言 4号 业委会 回答提问"


def test_the_wording_then_the_vote_then_the_result(hall: Hall) -> None:
    hall.room.go_to("motion")
    assert hall.shown("decision") == ""
    poll = hall.poll()
    words = "停车收费管理与消防通道清障 西侧划线清障，有事打138****1234"
    assert hall.shown("decision") == f"正在表决 {words} 已投 0 / 5"
    assert hall.state()["poll"] == str(poll.id)
    for number, choice in ((1, "yes"), (4, "no")):
        phone = hall.claimed(number)
        assert phone.post(f"/polls/{poll.id}/my-vote", {"choice": choice}).status_code == 303
    assert "已投 2 / 5" in hall.shown("decision")
    assert hall.state()["voted"] == "1,4"
    for number in (2, 3, 5):
        seen = {"seat": number, "choice": "yes"}
        assert hall.room.press("recorder", f"/polls/{poll.id}/hands", seen).status_code == 303
    assert hall.room.press("recorder", f"/polls/{poll.id}/end").status_code == 303
    assert hall.shown("decision") == f"票数正在核对 {words}"
    ballot = hall.room.meeting.motions[-1].ballots[-1]
    hall.room.press("observer", f"/ballots/{ballot.id}/confirmation")
    assert hall.shown("decision") == f"表决结果 {words} 通过 赞成 4 反对 1 弃权 0"


@pytest.mark.parametrize(
    ("outcome", "told"),
    [("passed", "赞成的够了，可以形成建议"), ("failed", "赞成的不够")],
)
def test_what_others_decide_is_only_proposed(hall: Hall, outcome: str, told: str) -> None:
    hall.room.go_to("motion")
    number = hall.frozen()
    counted(hall.room.meeting, number, outcome)
    hall.room.meeting.topics[0].route = "owners"
    db.session.commit()
    shown = hall.shown("decision")
    assert told in shown
    assert "通过" not in shown
    assert ("最后由业主大会决定" in shown) == (outcome == "passed")


def counted(meeting: Meeting, motion_id: int, outcome: str) -> None:
    """A count that a second person has confirmed."""
    db.session.add(
        Ballot(
            motion_id=motion_id,
            version=1,
            method="hands",
            ruleset=meeting.ruleset,
            rule={},
            members=5,
            present=5,
            proxies=0,
            yes=4,
            no=1,
            abstain=0,
            outcome=outcome,
            counted_at=clock.now(),
            confirmed_at=clock.now(),
        )
    )
    db.session.commit()


def test_a_vote_that_was_broken_off_is_said(hall: Hall) -> None:
    hall.room.go_to("motion")
    poll = hall.poll()
    hall.room.press("recorder", f"/polls/{poll.id}/breaking-off", {"reason": "停电"})
    assert hall.shown("decision").startswith("表决中断，请等主理人说明")
    assert hall.state()["poll"] == ""


def test_a_full_room_is_a_small_frame(hall: Hall) -> None:
    hall.room.go_to("motion")
    hall.motion("西侧消防通道全线禁停，十月十五日前划线清障；收费标准提请业主大会。" * 2)
    item_id = hall.room.current().id
    for n in range(40):
        happen(hall.room.meeting, item_id, n * 2)
    hall.hand(1, "support")
    pushed = hall.frame()["regions"]
    assert "后面还有 31 位" in pushed["queue"]
    assert sum(len(html.encode()) for html in pushed.values()) < FULL_ROOM


def test_the_projector_leads_phones_in(hall: Hall, browser: Browser) -> None:
    text = browser.get(f"{hall.address}/projector", base_url="http://192.168.1.5:8000").text
    assert f"192.168.1.5:8000/live/</span><wbr><b>{hall.room.meeting.join_code}</b>" in text


def test_phones_come_in_by_the_open_door(hall: Hall, browser: Browser) -> None:
    hall.app.config["TLS_PORT"] = 8444
    port = hall.app.extensions["settings"].port
    text = browser.get(f"{hall.address}/projector", base_url="https://hall.test:8444").text
    assert f"<span>hall.test:{port}/live/</span>" in text


def test_the_meeting_page_leads_to_the_projector(hall: Hall) -> None:
    text = page(hall.room.become("facilitator"), f"/meetings/{hall.room.meeting_id}")
    assert f'href="{hall.address}/projector"' in text
    assert f'href="{hall.address}/projector#join"' in text
