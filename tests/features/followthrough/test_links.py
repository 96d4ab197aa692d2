"""The link 交办码: what it opens, for how long, and what it never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock, tokens
from deliberation.store.db import db
from deliberation.store.models import Entry, TaskLink
from tests.features.followthrough.conftest import RULES
from tests.features.followthrough.held import (
    HOLDER,
    address,
    another,
    issue,
    pass_days,
    phone,
)

if TYPE_CHECKING:
    from flask import Flask

    from tests.features.followthrough.conftest import Chain


def test_a_link_opens_its_commitment_on_a_phone(chain: Chain) -> None:
    link = issue(chain.assigned())
    browser = phone(chain, link)
    page = browser.get(f"{chain.address}/task")
    assert page.status_code == 200
    assert chain.commitment.text in page.text
    assert chain.verbs()[-1] == "link"
    assert chain.note()["holder"] == HOLDER
    assert browser.post(f"{chain.address}/signature", {"name": "王经理"}).status_code == 303
    row = chain.commitment
    assert (row.stage, row.signed_name) == ("accepted", "王经理")
    newest = db.session.scalars(db.select(Entry).order_by(Entry.id.desc())).first()
    assert newest is not None
    assert (newest.verb, newest.actor_id, (newest.payload or {})["actor"]) == (
        "sign_for",
        None,
        HOLDER,
    )


def test_the_same_link_prints_the_same_code(chain: Chain) -> None:
    link = issue(chain.assigned())
    assert tokens.token_of(link) == tokens.token_of(link)
    first, again = chain.page(f"{chain.address}/order"), chain.page(f"{chain.address}/order")
    code = first.partition("form-code")[2].partition("</svg>")[0]
    assert code
    assert code in again


@pytest.mark.parametrize("change", ["", "x", "é", "." * 5_000, "0" * 30])
def test_a_forged_link_is_not_found(chain: Chain, change: str) -> None:
    link = issue(chain.assigned())
    forged = address(link)[:-2] + change
    answer = chain.browser.get(forged)
    assert answer.status_code == 404
    if change != "":
        assert "这个交办码不对" in answer.text
    assert chain.browser.get(f"{chain.address}/task").status_code == 303


def test_a_link_of_another_secret_is_not_found(chain: Chain, app: Flask) -> None:
    link = issue(chain.assigned())
    good, app.secret_key = address(link), "another"
    assert chain.browser.get(good).status_code == 404


def test_an_expired_link_says_whom_to_ask(chain: Chain) -> None:
    link = issue(chain.assigned())
    browser = phone(chain, link)
    pass_days(RULES.link_days + 1)
    for answer in (browser.get(f"{chain.address}/task"), chain.browser.get(address(link))):
        assert answer.status_code == 403
        assert "到期了。请联系新都花园社区，重新要一张交办单。" in answer.text


def test_a_link_that_is_withdrawn_while_the_page_is_open(chain: Chain) -> None:
    link = issue(chain.accepted())
    browser = phone(chain, link)
    assert chain.post(f"/links/{link.id}/withdrawal", role="host").status_code == 303
    answer = browser.post(f"{chain.address}/progress", {"percent": "50", "text": "划了一半"})
    assert answer.status_code == 403
    assert "这个交办码已经收回。请联系新都花园社区，重新要一张交办单。" in answer.text
    assert "划了一半" in answer.text  # what was typed is not lost
    assert chain.commitment.progress == []
    assert browser.get(address(link)).status_code == 403
    assert chain.verbs()[-1] == "unlink"
    assert chain.post(f"/links/{link.id}/withdrawal", role="host").status_code == 303
    assert chain.verbs().count("unlink") == 1


def test_one_withdrawn_link_beside_a_valid_one(chain: Chain) -> None:
    """The phone holds a link for another matter, too: the reason is told all the same."""
    first = issue(chain.accepted())
    browser = phone(chain, first)
    other = TaskLink(
        commitment=another(chain), holder="他人", issued_at=clock.now(), expires_at=first.expires_at
    )
    db.session.add(other)
    db.session.commit()
    assert browser.get(address(other)).status_code == 303
    chain.post(f"/links/{first.id}/withdrawal", role="host")
    answer = browser.get(f"{chain.address}/task")
    assert answer.status_code == 403
    assert "这个交办码已经收回" in answer.text


def test_whoever_tried_a_link_that_is_over_can_still_sign_in(chain: Chain) -> None:
    browser = phone(chain, issue(chain.assigned()))
    pass_days(RULES.link_days + 1)
    answer = browser.get(chain.address)
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/sign-in")
