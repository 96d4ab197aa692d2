"""Exactly once: the same press again, another body, another person, two at one moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from deliberation.store.db import db
from deliberation.store.models import Command, Entry, Opinion

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Factory
    from tests.fixtures_app import Browser

WORDS = {"text": "西侧停车", "category": "parking", "agreed": "y"}
COMMAND = "k" * 32


def test_a_form_without_an_id_is_refused_and_its_text_kept(make: Factory, browser: Browser) -> None:
    make.community()
    answer = browser.client.post("/opinions", data=WORDS)
    assert answer.status_code == 422
    assert "西侧停车" in answer.get_data(as_text=True)


def test_another_person_s_id_is_not_answered_again(make: Factory, browser: Browser) -> None:
    community = make.community()
    browser.post("/opinions", WORDS, command=COMMAND)
    browser.sign_in(make.account("worker", community))
    answer = browser.post("/opinions", WORDS, command=COMMAND)
    assert answer.status_code == 409
    assert "Location" not in answer.headers


def test_a_refused_form_leaves_its_id_free(make: Factory, browser: Browser) -> None:
    make.community()
    assert browser.post("/opinions", {**WORDS, "text": ""}, command=COMMAND).status_code == 422
    assert db.session.get(Command, COMMAND) is None
    assert browser.post("/opinions", WORDS, command=COMMAND).status_code == 303


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_same_press_from_two_hands_at_one_moment(app: Flask, make: Factory) -> None:
    make.community()
    app.config["WTF_CSRF_ENABLED"] = False
    barrier = Barrier(2)

    def press(_hand: int) -> tuple[int, str | None]:
        barrier.wait(timeout=10)
        with app.app_context():
            answer = app.test_client().post("/opinions", data={**WORDS, "command_id": COMMAND})
            db.session.remove()
            return answer.status_code, answer.location

    with ThreadPoolExecutor(2) as hands:
        first, second = hands.map(press, range(2))
    assert first == second
    assert first[0] == 303
    db.session.expire_all()
    assert len(db.session.scalars(db.select(Opinion)).all()) == 1
    assert len(db.session.scalars(db.select(Entry)).all()) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_many_senders_at_once_get_numbers_without_a_gap(app: Flask, make: Factory) -> None:
    make.community()
    app.config["WTF_CSRF_ENABLED"] = False

    def send(number: int) -> int:
        form = {**WORDS, "text": f"第{number}条", "command_id": f"{number:032d}"}
        with app.app_context():
            status = app.test_client().post("/opinions", data=form).status_code
            db.session.remove()
            return status

    with ThreadPoolExecutor(8) as hands:
        assert set(hands.map(send, range(24))) == {303}
    db.session.expire_all()
    numbers = sorted(db.session.scalars(db.select(Opinion.number)))
    assert numbers == [f"YJ-2026-{number:04d}" for number in range(1, 25)]
    sequence = sorted(db.session.scalars(db.select(Entry.sequence)))
    assert sequence == list(range(1, 25))
