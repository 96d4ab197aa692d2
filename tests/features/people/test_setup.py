"""An empty installation: its one-time link, its first account, and the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.features.people.actions import setup as actions
from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Account, Community, Entry, Granted, Invitation

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Factory
    from tests.fixtures_app import Browser

FORM: dict[str, object] = {
    "community": "新都花园社区",
    "street": "凤林街道",
    "phone": "0631-0000000",
    "name": "㛃𠮷",
    "login": "Chen.Jie",
    "password": "三碗红茶 beside",
    "again": "三碗红茶 beside",
}


@pytest.fixture
def token(app: Flask) -> str:
    """The token of a one-time link."""
    text = actions.invite(now=clock.now())
    db.session.commit()
    return text


def test_only_the_digest_is_kept(token: str) -> None:
    row = db.session.scalars(db.select(Invitation)).one()
    assert token not in row.digest
    assert len(row.digest) == 64


def test_the_first_host_is_signed_in_and_runs_everything(browser: Browser, token: str) -> None:
    assert browser.get(f"/setup?token={token}").status_code == 200
    answer = browser.post(f"/setup?token={token}", FORM)
    assert answer.headers["Location"] == "/desk"
    assert browser.get("/desk").status_code == 200
    assert browser.get("/accounts").status_code == 200
    account = db.session.scalars(db.select(Account)).one()
    assert (account.login, account.name) == ("chen.jie", "㛃𠮷")
    assert account.password_hash.startswith("$argon2id$")
    assert {row.role for row in db.session.scalars(db.select(Granted))} == {"host", "admin"}
    community = db.session.scalars(db.select(Community)).one()
    assert (community.name, community.street.name) == ("新都花园社区", "凤林街道")
    verbs = list(db.session.scalars(db.select(Entry.verb).order_by(Entry.id)))
    assert verbs == ["invite", "begin", "add", "give", "give"]


def test_the_link_works_once(browser: Browser, token: str) -> None:
    browser.post(f"/setup?token={token}", FORM)
    assert browser.get(f"/setup?token={token}").status_code == 404
    assert browser.post(f"/setup?token={token}", {**FORM, "login": "other"}).status_code == 404
    assert db.session.scalar(db.select(db.func.count(Account.id))) == 1


def test_a_newer_link_ends_the_older_one(browser: Browser, token: str) -> None:
    newer = actions.invite(now=clock.now())
    db.session.commit()
    assert browser.get(f"/setup?token={token}").status_code == 404
    assert browser.get(f"/setup?token={newer}").status_code == 200


@pytest.mark.parametrize("address", ["/setup", "/setup?token=", "/setup?token=guess"])
def test_without_the_link_there_is_no_set_up(browser: Browser, token: str, address: str) -> None:
    assert browser.get(address).status_code == 404
    assert browser.post(address, FORM).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("community", "", "请填写这一项"),
        ("password", "short", "密码至少 8 个字"),
        ("password", "chen.jie", "不能和登录名一样"),
        ("again", "something else", "两次输入的密码不一样"),
        ("login", "chen jie", "登录名只能用"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    browser: Browser, token: str, field: str, value: str, sentence: str
) -> None:
    answer = browser.post(f"/setup?token={token}", {**FORM, field: value})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in text
    assert "㛃𠮷" in text
    assert "三碗红茶" not in text
    assert db.session.scalar(db.select(db.func.count(Community.id))) == 0
    assert browser.get(f"/setup?token={token}").status_code == 200


def test_the_demo_is_offered_only_where_it_can_be_loaded(
    app: Flask, browser: Browser, token: str, make: Factory
) -> None:
    assert "示范社区" not in browser.get(f"/setup?token={token}").get_data(as_text=True)
    assert browser.post(f"/setup/demo?token={token}").status_code == 404
    loaded: list[str] = []
    app.extensions["demo_loader"] = lambda: loaded.append(make.community().name)
    assert "用示范社区试一试" in browser.get(f"/setup?token={token}").get_data(as_text=True)
    assert browser.post(f"/setup/demo?token={token}").headers["Location"] == "/"
    assert loaded == ["新都花园社区"]
    assert browser.post(f"/setup/demo?token={token}").status_code == 404


def test_a_begun_installation_needs_no_set_up(browser: Browser, token: str, make: Factory) -> None:
    make.account()
    assert browser.get(f"/setup?token={token}").status_code == 404
