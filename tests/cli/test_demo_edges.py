"""The edge fixtures 13 to 20 in the loaded demo: what is in the queue, and what is kept out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from flask import g
from sqlalchemy import func, select

from deliberation.cli.demo import data
from deliberation.store.db import db
from deliberation.store.models import Account, Commitment, Community, Opinion, ResultNotice
from tests.fixtures_app import Browser

if TYPE_CHECKING:
    from flask import Flask

EDGE: Final[dict[int, dict[str, Any]]] = {
    one["number"]: one for one in data.table("edge")["fixtures"]
}


@pytest.fixture
def visitor(demo_app: Flask) -> Browser:
    """Somebody who has chosen the first community."""
    demo_app.config["WTF_CSRF_ENABLED"] = False
    browser = Browser(demo_app.test_client())
    browser.get(f"/communities/{here()}/board")
    return browser


def here() -> int:
    return db.session.scalars(select(Community.id).order_by(Community.id).limit(1)).one()


def account(login: str) -> Account:
    return db.session.scalars(select(Account).where(Account.login == login)).one()


def become(browser: Browser, login: str) -> None:
    """Sign in; the context of the demo's fixture would remember who came before."""
    for name in list(g):
        g.pop(name)
    browser.sign_in(account(login))


def opinion(number: str) -> Opinion:
    chosen = select(Opinion).where(Opinion.number == number, Opinion.community_id == here())
    return db.session.scalars(chosen).one()


def count(model: type[Opinion | ResultNotice]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_five_that_say_the_same_are_in_one_topic(demo_app: Flask) -> None:
    del demo_app
    topics = [opinion(number).topic for number in EDGE[13]["opinions"]]
    assert {topic.number for topic in topics if topic} == {EDGE[13]["topic"]}
    assert len(topics) == 5


def test_a_private_debt_was_declined_with_an_answer(demo_app: Flask) -> None:
    del demo_app
    row = opinion(EDGE[14]["opinion"])
    assert (row.stage, row.topic_id) == (EDGE[14]["outcome"], None)
    assert "人民调解" in row.replies[0].text
    assert EDGE[14]["gate"] in {screening.gate for screening in row.screenings}


def test_gas_is_told_whom_to_call_and_stays_out(visitor: Browser) -> None:
    one, before = EDGE[15], count(Opinion)
    words = {name: one[name] for name in ("text", "category", "standing", "building", "place")}
    held = visitor.post("/opinions", {**words, "agreed": "y"})
    page = held.get_data(as_text=True)
    assert held.status_code == 422
    assert page.index("tel:119") < page.index("煤气味")
    assert "燃气抢修" in page
    assert count(Opinion) == before


def test_a_notice_with_a_phone_number_is_held_until_it_is_masked(visitor: Browser) -> None:
    chosen = select(Commitment.id).where(
        Commitment.number == "JB-2026-024", Commitment.community_id == here()
    )
    number = db.session.scalars(chosen).one()
    become(visitor, "worker")
    checked = visitor.post(f"/commitments/{number}/verification", {"note": "看过全文"})
    assert checked.location.endswith(f"/commitments/{number}")
    become(visitor, "host")
    before = count(ResultNotice)
    days = {"starts_on": "2026-11-23", "ends_on": "2026-12-01"}
    address = f"/commitments/{number}/notices"
    blocked = visitor.post(address, {**days, "text": EDGE[19]["text"]})
    page = blocked.get_data(as_text=True)
    assert blocked.status_code == 422
    assert all(hit in page for hit in EDGE[19]["hits"])
    db.session.rollback()
    assert count(ResultNotice) == before
    masked = EDGE[19]["text"].replace("13800001234", "办公室").replace("2单元301室", "")
    assert visitor.post(address, {**days, "text": masked}).status_code == 303
    assert count(ResultNotice) == before + 1


def test_a_slip_without_a_name_is_answered_on_the_board(visitor: Browser) -> None:
    slip = opinion(EDGE[20]["opinion"])
    assert (slip.contact_name, slip.contact_phone) == ("", "")
    assert slip.topic is not None
    assert slip.topic.number == EDGE[20]["topic"]
    board = visitor.get(f"/communities/{here()}/board").get_data(as_text=True)
    assert slip.topic.title in board
