"""A resident's own words, from the public form to the receipt."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Entry, Opinion

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser

WORDS = {
    "text": "小区西侧夜间车辆占用消防通道，建议划线并收费公开",
    "category": "parking",
    "place": "小区西侧",
    "households": "60",
    "building": "7号楼",
    "agreed": "y",
}


def opinions() -> list[Opinion]:
    db.session.expire_all()
    return list(db.session.scalars(db.select(Opinion).order_by(Opinion.id)))


def test_an_opinion_gets_a_number_a_code_and_a_page(make: Factory, browser: Browser) -> None:
    make.community()
    answer = browser.post("/opinions", WORDS)
    [opinion] = opinions()
    assert answer.status_code == 303
    assert opinion.number == "YJ-2026-0001"
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{10}", opinion.receipt_code)
    page = browser.get(answer.location).get_data(as_text=True)
    assert "YJ-2026-0001" in page
    assert f"{opinion.receipt_code[:5]} {opinion.receipt_code[5:]}" in page


def test_a_number_bears_the_year_of_the_place(make: Factory, browser: Browser) -> None:
    make.community()
    clock.set_offset(datetime(2026, 12, 31, 16, 30, tzinfo=UTC) - datetime.now(UTC))
    browser.post("/opinions", WORDS)
    [opinion] = opinions()
    assert opinion.number == "YJ-2027-0001"


def test_the_same_command_twice_is_one_opinion(make: Factory, browser: Browser) -> None:
    make.community()
    first = browser.post("/opinions", WORDS, command="c" * 32)
    again = browser.post("/opinions", WORDS, command="c" * 32)
    assert (first.status_code, first.location) == (again.status_code, again.location)
    assert len(opinions()) == 1
    assert len(db.session.scalars(db.select(Entry)).all()) == 1


def test_the_same_command_with_other_words_keeps_both(make: Factory, browser: Browser) -> None:
    make.community()
    browser.post("/opinions", WORDS, command="c" * 32)
    other = browser.post("/opinions", {**WORDS, "text": "楼道灯坏了"}, command="c" * 32)
    assert other.status_code == 409
    assert "楼道灯坏了" in other.get_data(as_text=True)
    assert [row.text for row in opinions()] == [WORDS["text"]]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": ""}, "请填写这一项"),
        ({"text": "字" * 2001}, "最多 2000 个字"),
        ({"category": "weather"}, "请选择一项"),
        ({"households": "-1"}, "请填写 0 到 100000 之间的整数"),
        ({"households": "很多"}, "请填写整数"),
        ({"agreed": ""}, "请先看个人信息告知"),
        ({"contact_phone": "没有"}, "请把电话号码写全"),
        ({"text": "看\u202e反了"}, "方向"),
    ],
)
def test_bad_input_is_answered_beside_the_field(
    make: Factory, browser: Browser, change: dict[str, object], sentence: str
) -> None:
    make.community()
    answer = browser.post("/opinions", {**WORDS, "place": "东门外的空地", **change})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert "东门外的空地" in page
    assert opinions() == []


def test_a_file_that_is_no_picture_is_never_dropped_in_silence(
    make: Factory, browser: Browser
) -> None:
    make.community()
    answer = browser.post("/opinions", {**WORDS, "photos": (BytesIO(b"words"), "photo.jpg")})
    assert answer.status_code == 422
    assert "这个文件不是照片" in answer.get_data(as_text=True)
    assert opinions() == []


@pytest.mark.parametrize(
    "text", ["名字里有㛃和𠮷", "谢谢👍🏽", "\u200fשלום 停车", "ｆｕｌｌ　width"]
)
def test_words_of_any_script_survive(make: Factory, browser: Browser, text: str) -> None:
    make.community()
    answer = browser.post("/opinions", {**WORDS, "text": text})
    assert answer.status_code == 303
    assert opinions()[0].text == text
    assert text in browser.get(answer.location).get_data(as_text=True)


def test_danger_asks_to_call_first_and_never_enters_the_queue(
    make: Factory, browser: Browser
) -> None:
    make.community()
    words = {**WORDS, "text": "楼道里有很浓的煤气味"}
    held = browser.post("/opinions", words)
    page = held.get_data(as_text=True)
    assert held.status_code == 422
    assert page.index("tel:119") < page.index("楼道里有很浓的煤气味")
    assert opinions() == []
    assert browser.post("/opinions", {**words, "called": "y"}).status_code == 303
    assert opinions()[0].danger_words == ["煤气"]


def test_a_worker_enters_a_slip_for_somebody(make: Factory, browser: Browser) -> None:
    community = make.community()
    worker = make.account("worker", community)
    browser.sign_in(worker)
    slip = {**WORDS, "channel": "box", "slip_number": "3号箱-12"}
    assert browser.post("/opinions/entry", slip).status_code == 303
    [opinion] = opinions()
    assert (opinion.channel, opinion.entered_by_id) == ("box", worker.id)
    [entry] = record.about("opinion", opinion.id, community.id)
    assert (entry.verb, entry.actor_id) == ("enter", worker.id)


def test_nobody_enters_for_somebody_without_an_account(make: Factory, browser: Browser) -> None:
    make.community()
    assert "/sign-in" in browser.post("/opinions/entry", WORDS).location
    assert opinions() == []


def test_a_receipt_is_found_by_a_code_typed_carelessly(make: Factory, browser: Browser) -> None:
    make.community()
    browser.post("/opinions", WORDS)
    code = opinions()[0].receipt_code
    typed = f" {code[:5].lower()}-{code[5:]} "
    assert browser.post("/receipts", {"code": typed}).location == f"/receipts/{code}"
    assert browser.post("/receipts", {"code": "ABCDE23456"}).status_code == 422
    assert browser.get("/receipts/ABCDE23456").status_code == 404
