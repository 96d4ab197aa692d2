"""Words told to a worker, how each sender was answered, and what senders add."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.roles import SYSTEM
from deliberation.shell import clock
from deliberation.store import replies
from deliberation.store.db import db
from tests.features.followthrough.asked import (
    PHONE,
    Asked,
    asked,
    merged,
    read,
    receipt,
    said,
    worker,
)

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser


@pytest.fixture
def here(make: Factory) -> Asked:
    return asked(make)


def test_a_worker_enters_words_told_by_telephone(
    here: Asked, make: Factory, browser: Browser
) -> None:
    staff, page = worker(here, make, browser), f"/commitments/{here.commitment_id}/verdicts"
    assert here.opinions[0].number in read(staff, page)
    form = {"opinion": here.opinion_ids[0], "way": "phone", "solved": "partly"}
    assert staff.post(page, form).status_code == 303
    other = {"opinion": "resident", "way": "visit", "solved": "solved"}
    assert staff.post(page, other).status_code == 303
    kept = [(row.kind, row.way, row.solved) for row in here.asking.verdicts]
    assert kept == [("proposer", "phone", "partly"), ("resident", "visit", "solved")]
    assert "1位" in read(staff, page)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"opinion": ""}, "请选择"),
        ({"opinion": "999999"}, "请选择"),
        ({"way": "scan"}, "请选择"),
        ({"way": ""}, "请选择"),
        ({"solved": "not"}, "请写一句"),
    ],
)
def test_what_is_missing_is_named(
    here: Asked, make: Factory, browser: Browser, change: dict[str, str], sentence: str
) -> None:
    staff = worker(here, make, browser)
    form = {"opinion": here.opinion_ids[0], "way": "phone", "solved": "solved", **change}
    answer = staff.post(f"/commitments/{here.commitment_id}/verdicts", form)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert here.asking.verdicts == []


def test_who_answered_by_receipt_is_not_offered_again(
    here: Asked, make: Factory, browser: Browser
) -> None:
    browser.post(f"{receipt(here)}/verdict", said(here))
    staff = worker(here, make, browser)
    page = read(staff, f"/commitments/{here.commitment_id}/verdicts?opinion={here.opinion_ids[1]}")
    assert here.opinions[0].number not in page
    assert f'<option selected value="{here.opinion_ids[1]}">' in page


def test_without_a_round_nothing_is_entered(here: Asked, make: Factory, browser: Browser) -> None:
    here.stand("reported")
    staff, page = worker(here, make, browser), f"/commitments/{here.commitment_id}/verdicts"
    assert "现在没有在请提出人评价" in read(staff, page)
    form = {"opinion": here.opinion_ids[0], "way": "phone", "solved": "solved"}
    assert staff.post(page, form).status_code == 409


@pytest.mark.parametrize("role", ["owner", "deputy", "reviewer", "oversight"])
def test_others_enter_nothing(here: Asked, make: Factory, browser: Browser, role: str) -> None:
    staff = worker(here, make, browser, role)
    assert staff.get(f"/commitments/{here.commitment_id}/verdicts").status_code == 403
    assert staff.post(f"/commitments/{here.commitment_id}/verdicts", {}).status_code == 403


def test_each_sender_s_way_of_being_answered_is_listed(
    here: Asked, make: Factory, browser: Browser
) -> None:
    topic = here.topic
    called = merged(make, topic, 8, channel="hotline", contact_phone=PHONE)
    nameless = merged(make, topic, 9, channel="box", slip_number="3号箱-12")
    for opinion in (called, nameless):
        replies.reply(opinion, "办好了", actor=SYSTEM, now=clock.now())
    db.session.commit()
    staff, page = worker(here, make, browser), f"/topics/{here.topic_id}/answers"
    text = read(staff, page)
    assert "还有3位没有得到办理结果的答复" in text
    assert "3号箱-12" in text
    assert f"tel:{PHONE}" in text
    text = read(staff, f"{page}?reach=board")
    assert nameless.number in text
    assert called.number not in text
    browser.sign_in(make.account("deputy", here.community))
    assert browser.get(page).status_code == 403


def test_a_sender_adds_a_word_until_the_matter_is_over(
    here: Asked, make: Factory, browser: Browser
) -> None:
    page = f"{receipt(here)}/additions"
    assert browser.post(page, {"text": "西头也有车"}).status_code == 303
    assert here.opinions[0].stage == "merged"
    staff = worker(here, make, browser)
    assert "西头也有车" in read(staff, f"/opinions/{here.opinion_ids[0]}")
    assert "有新补充" in read(staff, "/opinions")
    assert here.opinions[0].number in read(staff, "/opinions?added=1")
    assert here.opinions[1].number not in read(staff, "/opinions?added=1")
    staff.post(f"/opinions/{here.opinion_ids[0]}/replies", {"text": "知道了"})
    assert "有新补充" not in read(staff, "/opinions")
    here.stand("closed", closed_at=clock.now())
    assert browser.post(page, {"text": "再说一句"}).status_code == 409
    assert "补充一句" not in read(browser, receipt(here))


def test_one_sender_adds_a_few_words_a_day(here: Asked, browser: Browser) -> None:
    page = f"{receipt(here)}/additions"
    for n in range(5):
        assert browser.post(page, {"text": f"第{n}句"}).status_code == 303
    more = browser.post(page, {"text": "第六句"})
    assert more.status_code == 422
    assert "第六句" in more.get_data(as_text=True)
    clock.set_offset(clock.offset() + timedelta(days=1, seconds=1))
    assert browser.post(page, {"text": "第六句"}).status_code == 303


def test_who_cannot_be_reached_is_told_where_it_stands(
    here: Asked, make: Factory, browser: Browser
) -> None:
    topic = here.topic
    nameless = merged(make, topic, 9, channel="box", slip_number=f"3号箱 {PHONE}")
    replies.reply(nameless, f"贾玉兰您好，打{PHONE}找您", actor=SYSTEM, now=clock.now())
    db.session.commit()
    page = read(browser, f"/receipts/{nameless.receipt_code}")
    assert "没有留联系方式" in page
    board = read(browser, f"/communities/{here.community.id}/answers")
    assert nameless.number in board
    assert "办好了，请您评价" in board
    for private in (PHONE, "贾玉兰", "西侧停车占道"):
        assert private not in board
    assert here.opinions[0].number not in board
    staff = worker(here, make, browser)
    assert "答复送不到本人" in read(staff, f"/opinions/{nameless.id}")
