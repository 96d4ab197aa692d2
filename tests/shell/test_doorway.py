"""The edge: headers, tokens, pages for refusals, and the two answers of a redirect."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.app import create_app
from deliberation.shell import clock
from deliberation.shell.limits import limiter
from deliberation.store.db import db
from deliberation.store.models import Handover
from tests.fixtures_app import Browser, settings_for

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.factories import Factory

WORDS = {"text": "西侧停车", "category": "parking", "agreed": "y"}


def test_every_page_forbids_inline_code_and_other_hosts(make: Factory, browser: Browser) -> None:
    make.community()
    headers = browser.get("/opinions/new").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_post_without_the_session_s_token_is_refused_with_its_text(
    app: Flask, make: Factory
) -> None:
    make.community()
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post("/opinions", data={**WORDS, "command_id": "c" * 32})
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert "西侧停车" in page
    assert "c" * 32 not in page


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/nowhere", 404, "没有找到"),
        ("/opinions/999", 303, ""),
        ("/receipts/NOSUCHCODE", 404, "没有这个回执码"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(
    make: Factory, browser: Browser, address: str, status: int, sentence: str
) -> None:
    make.community()
    answer = browser.get(address)
    assert answer.status_code == status
    assert sentence in answer.get_data(as_text=True)


def test_a_broken_view_answers_500_without_its_secrets(
    app: Flask, make: Factory, browser: Browser
) -> None:
    make.community()

    def broken() -> str:
        raise RuntimeError("internal detail")

    app.view_functions["intake.find"] = broken
    answer = browser.get("/receipts")
    assert answer.status_code == 500
    assert "系统出了问题" in answer.get_data(as_text=True)
    assert "internal detail" not in answer.get_data(as_text=True)


def test_htmx_gets_the_new_address_without_a_redirect(make: Factory, browser: Browser) -> None:
    make.community()
    form = {**WORDS, "command_id": "h" * 32}
    answer = browser.client.post("/opinions", data=form, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.headers["HX-Location"].startswith("/receipts/")


def test_limits_are_per_person_and_generous_to_a_hall(
    make: Factory, database_url: str, tmp_path: Path
) -> None:
    make.community()
    limited = create_app(replace(settings_for(tmp_path, database_url), environment="development"))
    limited.config["WTF_CSRF_ENABLED"] = False
    limiter.reset()
    with limited.app_context():
        person, neighbour = Browser(limited.test_client()), Browser(limited.test_client())
        person.get("/receipts")
        neighbour.get("/receipts")
        answers = [person.post("/receipts", {"code": "X"}).status_code for _try in range(95)]
        assert answers[:90] == [422] * 90
        assert answers[-1] == 429
        assert neighbour.post("/receipts", {"code": "X"}).status_code == 422
        db.session.remove()
        db.engine.dispose()
    limiter.enabled = False


def test_codes_of_roles_are_not_guessed_by_the_dozen(
    make: Factory, database_url: str, tmp_path: Path
) -> None:
    code = offered(make).code
    limited = create_app(replace(settings_for(tmp_path, database_url), environment="development"))
    limiter.reset()
    with limited.app_context():
        guesser, neighbour = Browser(limited.test_client()), Browser(limited.test_client())
        guesser.get("/take")
        tries = [guesser.get(f"/take/{n:08}").status_code for n in range(31)]
        assert tries == [404] * 30 + [429]
        assert guesser.get(f"/take/{code}").status_code == 429  # even should it be right
        # Without a cookie it is whoever comes first from this address: many come at once.
        tries = [Browser(limited.test_client()).get(f"/take/{n:08}").status_code for n in range(40)]
        assert tries == [404] * 40
        assert [neighbour.get(f"/take/{code}").status_code for _look in range(40)] == [200] * 40
        db.session.remove()
        db.engine.dispose()
    limiter.enabled = False


def test_an_address_does_not_guess_for_ever(database_url: str, tmp_path: Path) -> None:
    limited = create_app(replace(settings_for(tmp_path, database_url), environment="development"))
    limiter.reset()
    with limited.app_context():
        tries = [
            Browser(limited.test_client()).get(f"/take/{n:08}").status_code for n in range(601)
        ]
        assert tries == [404] * 600 + [429]
        db.session.remove()
        db.engine.dispose()
    limiter.enabled = False


def offered(make: Factory) -> Handover:
    """A role that somebody offers."""
    held, now = make.meeting(make.community()).roles[0], clock.now()
    until = now + timedelta(days=36500)
    made = Handover(
        assignment=held, code="TAKEME22", offered_by_id=held.account_id,
        offered_at=now, expires_at=until, taken_key="",
    )  # fmt: skip
    db.session.add(made)
    db.session.commit()
    return made
