"""A role goes from hand to hand: on purpose, at once, to one person, and never by a lost answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from deliberation.store import record
from deliberation.store.db import db, listen
from deliberation.store.models import Account, Handover
from tests.features.room.handset import text
from tests.features.room.offers import duty, guests, newest, offer

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.features.room.conftest import Devices, Room

COMMAND = "0123456789abcdef0123456789abcdef"


def test_somebody_without_an_account_takes_a_role(room: Room, devices: Devices) -> None:
    old, code, tablet = duty(room).account_id, offer(room).code, devices()
    shown = text(room.become("facilitator").get(f"/handovers/{newest().id}"))
    assert f"{code[:4]} {code[4:]}" in shown
    assert f"http://localhost/take/{code}"[:21] in shown
    assert len(code) == 8
    assert tablet.get(f"/take?code={code[:4].lower()}-{code[4:]}").location == f"/take/{code}"
    page = text(tablet.get(f"/take/{code}"))
    assert "测试员把“主理人”交给您" in page
    assert tablet.post(f"/take/{code}", {"name": "于"}).status_code == 422
    answer = tablet.post(f"/take/{code}", {"name": " 于  敏 "})
    assert (answer.status_code, answer.location) == (303, f"/take/{code}/arrival")
    assert duty(room).account.name == "于 敏"
    assert duty(room).present_at is not None
    assert duty(room).assigned_by_id == old
    arrived = tablet.get(answer.location)
    assert arrived.location == f"/meetings/{room.meeting_id}/room"
    assert tablet.post(f"/meetings/{room.meeting_id}/opening").status_code == 303
    (guest,) = guests()
    assert guest.expires_at == datetime(2026, 9, 11, 16, 0, tzinfo=UTC)
    entry = record.about("meeting", room.meeting_id, room.meeting.community_id)[-2]
    payload = entry.payload or {}
    assert (entry.verb, entry.actor_id) == ("take_role", guest.id)
    kept = {name: payload[name] for name in ("actor", "role", "name", "before", "guest")}
    assert kept == {
        "actor": "于 敏", "role": "facilitator", "name": "于 敏", "before": "测试员", "guest": True,
    }  # fmt: skip


def test_the_former_holder_is_told_who_has_it(room: Room, devices: Devices) -> None:
    heard: list[tuple[str, int]] = []
    old, made = duty(room).account_id, offer(room)
    account = db.session.get_one(Account, old)
    tablet = devices()
    tablet.get(f"/take/{made.code}")
    listen(lambda topic, number: heard.append((topic, number)))
    assert tablet.post(f"/take/{made.code}", {"name": "于敏"}).status_code == 303
    assert heard == [("meeting", room.meeting_id), ("account", old)]
    former = room.browser.sign_in(account)
    refused = former.post(f"/meetings/{room.meeting_id}/opening")
    assert refused.status_code == 403
    assert "主理人已经交给于敏，这一步由于敏来做。" in text(refused)
    assert former.get(f"/meetings/{room.meeting_id}/room").status_code == 403
    shown = former.get(f"/handovers/{made.id}")
    assert (shown.status_code, "于敏接过去了" in text(shown)) == (200, True)
    assert "handover.js" not in text(shown)


def test_an_account_takes_a_role_as_itself(room: Room, make: Factory, devices: Devices) -> None:
    worker = make.account("worker", room.meeting.community)
    made, desk = offer(room, "recorder"), devices().sign_in(worker)
    assert "您现在用的是测试员的账号" in text(desk.get(f"/take/{made.code}"))
    assert desk.post(f"/take/{made.code}", command=COMMAND).status_code == 303
    again = desk.post(f"/take/{made.code}", command=COMMAND)
    assert (again.status_code, again.location) == (303, f"/take/{made.code}/arrival")
    assert desk.get(again.location).location == f"/meetings/{room.meeting_id}/room"
    assert duty(room, "recorder").account_id == worker.id
    assert guests() == []
    assert room.verbs("meeting").count("take_role") == 1


def test_a_lost_answer_still_leads_in(room: Room, devices: Devices) -> None:
    code, tablet, other = offer(room).code, devices(), devices()
    tablet.get(f"/take/{code}")
    with tablet.client.session_transaction() as session:
        before = dict(session)
    assert tablet.post(f"/take/{code}", {"name": "于敏"}, command=COMMAND).status_code == 303
    with tablet.client.session_transaction() as session:  # the answer never came
        session.clear()
        session.update(before)
    again = tablet.post(f"/take/{code}", {"name": "于敏"}, command=COMMAND)
    assert (again.status_code, again.location) == (303, f"/take/{code}/arrival")
    assert tablet.get(f"/take/{code}").location == f"/take/{code}/arrival"
    fresh = tablet.post(f"/take/{code}", {"name": "于敏"})
    assert (fresh.status_code, fresh.location) == (303, f"/take/{code}/arrival")
    assert tablet.get(again.location).location == f"/meetings/{room.meeting_id}/room"
    assert tablet.get(f"/meetings/{room.meeting_id}/room").status_code == 200
    assert len(guests()) == 1
    elsewhere = other.get(f"/take/{code}/arrival", follow_redirects=True)
    assert (elsewhere.status_code, "已经由于敏接过去了" in text(elsewhere)) == (409, True)
    assert other.get(f"/meetings/{room.meeting_id}/room").status_code == 303


def test_one_of_two_devices_takes_it(room: Room, devices: Devices) -> None:
    code, one, two = offer(room).code, devices(), devices()
    for device in (one, two):
        assert device.get(f"/take/{code}").status_code == 200
    assert one.post(f"/take/{code}", {"name": "于敏"}).status_code == 303
    late = two.post(f"/take/{code}", {"name": "张强"})
    assert (late.status_code, "主理人已经由于敏接过去了" in text(late)) == (409, True)
    assert [guest.name for guest in guests()] == ["于敏"]
    assert duty(room).account.name == "于敏"


def test_an_offer_ends(room: Room, devices: Devices) -> None:
    tablet = devices()
    unknown = tablet.get("/take/22222222")
    assert (unknown.status_code, "没有这个交接码" in text(unknown)) == (404, True)
    assert tablet.post("/take/22222222", {"name": "于敏"}).status_code == 404
    first, second = offer(room), offer(room)
    replaced = tablet.get(f"/take/{db.session.get_one(Handover, first.id).code}")
    assert (replaced.status_code, "这次交接已经收回" in text(replaced)) == (409, True)
    assert room.press("facilitator", f"/handovers/{second.id}/withdrawal").status_code == 303
    assert room.press("facilitator", f"/handovers/{second.id}/withdrawal").status_code == 409
    assert tablet.post(f"/take/{newest().code}", {"name": "于敏"}).status_code == 409
    third = offer(room)
    room.wait(601)
    late = tablet.post(f"/take/{third.code}", {"name": "于敏"})
    assert (late.status_code, "已经过期" in text(late)) == (409, True)
    assert "没有人接" in text(room.become("facilitator").get(f"/handovers/{newest().id}"))
    assert guests() == []
    verbs = [verb for verb in room.verbs("meeting") if "offer" in verb]
    assert verbs == ["offer_role", "offer_role", "withdraw_offer", "offer_role"]


def test_a_role_that_went_another_way_is_not_taken(
    room: Room, devices: Devices, make: Factory
) -> None:
    made, host = offer(room), make.account("host", room.meeting.community)
    roles = {duty.role: str(duty.account_id) for duty in room.meeting.roles}
    room.browser.sign_in(host)
    form = {**roles, "facilitator": str(make.account("worker", room.meeting.community).id)}
    assert room.browser.post(f"/meetings/{room.meeting_id}/roles", form).status_code == 303
    answer = devices().post(f"/take/{newest().code}", {"name": "于敏"})
    assert (answer.status_code, "主理人已经换了人" in text(answer)) == (409, True)
    former = db.session.get_one(Account, made.offered_by_id)
    assert "另外指定了人" in text(room.browser.sign_in(former).get(f"/handovers/{newest().id}"))


def test_four_roles_stay_with_four_people(room: Room, devices: Devices, make: Factory) -> None:
    code = offer(room).code
    timekeeper = duty(room, "timekeeper")
    timekeeper.account.name = "隋明"
    db.session.commit()
    answer = room.press("timekeeper", f"/take/{code}")
    assert (answer.status_code, "隋明已经是计时员" in text(answer)) == (409, True)
    own = room.press("facilitator", f"/take/{code}")
    assert (own.status_code, "这个角色现在就是您的" in text(own)) == (409, True)
    namesake = devices().post(f"/take/{code}", {"name": "隋明"})
    assert (namesake.status_code, "已经有隋明当计时员" in text(namesake)) == (422, True)
    stranger = make.account("worker", make.community("休博园社区", "城厢街道"))
    far = devices().sign_in(stranger).post(f"/take/{code}")
    assert (far.status_code, "不能在这里担任角色" in text(far)) == (409, True)
    assert room.press("observer", f"/take/{code}").status_code == 303
    assert duty(room).account_id == duty(room, "observer").account_id


def test_only_the_holder_offers(room: Room, make: Factory) -> None:
    facilitator, host = duty(room), make.account("host", room.meeting.community)
    refused = room.press("timekeeper", f"/assignments/{facilitator.id}/handovers")
    assert (refused.status_code, "只能由本人交接" in text(refused)) == (403, True)
    made = offer(room)
    assert room.become("timekeeper").get(f"/handovers/{made.id}").status_code == 404
    withdrawal = f"/handovers/{newest().id}/withdrawal"
    assert room.press("timekeeper", withdrawal).status_code == 403
    room.browser.sign_in(host)
    assert room.browser.post(f"/assignments/{duty(room).id}/handovers").status_code == 403
    elsewhere = make.meeting(make.community("休博园社区", "城厢街道"))
    far = f"/assignments/{elsewhere.roles[0].id}/handovers"
    assert room.press("facilitator", far).status_code == 403
