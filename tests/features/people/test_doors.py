"""The door: in, out, locked; and one's own password."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock, passwords
from deliberation.store.db import db
from deliberation.store.models import Account, Entry

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Factory
    from tests.fixtures_app import Browser

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
RIGHT = "三碗红茶 beside the pond"


@pytest.fixture
def worker(make: Factory) -> Account:
    """A worker with a password."""
    account = make.account("worker", make.community())
    account.password_hash = passwords.hashed(RIGHT)
    db.session.commit()
    return account


def enter(browser: Browser, login: str, password: str, after: str = "") -> tuple[int, str, str]:
    """Try the door; return status, address and text."""
    answer = browser.post(
        f"/sign-in{after and f'?next={after}'}", {"login": login, "password": password}
    )
    return answer.status_code, answer.headers.get("Location", ""), answer.get_data(as_text=True)


def verbs() -> list[str]:
    """Every recorded verb, oldest first."""
    return list(db.session.scalars(db.select(Entry.verb).order_by(Entry.id)))


def test_signing_in_opens_the_desk(browser: Browser, worker: Account) -> None:
    assert browser.get("/desk").status_code == 303
    assert enter(browser, worker.login.upper(), RIGHT)[:2] == (303, "/desk")
    assert browser.get("/desk").status_code == 200
    assert verbs() == ["sign_in"]


def test_the_session_is_a_new_one(browser: Browser, worker: Account) -> None:
    with browser.client.session_transaction() as session:
        session.update(csrf_token="planted", community_id=9)
    enter(browser, worker.login, RIGHT)
    with browser.client.session_transaction() as session:
        assert "csrf_token" not in session
        assert "community_id" not in session


@pytest.mark.parametrize("login", ["", "somebody-else"])
def test_a_wrong_try_says_the_same_for_every_login(
    browser: Browser, worker: Account, login: str
) -> None:
    status, _where, text = enter(browser, login or worker.login, "something wrong")
    assert status == 422
    assert "登录名或者密码不对" in text
    assert f'value="{login or worker.login}"' in text
    assert "something wrong" not in text


def test_five_failures_lock_for_a_quarter_of_an_hour(
    browser: Browser, worker: Account, moment: datetime
) -> None:
    texts = [enter(browser, worker.login, f"wrong {n}")[2] for n in range(5)]
    assert ["已锁住" in text for text in texts] == [False] * 4 + [True]
    assert "09:15" in texts[4] or "09:16" in texts[4]
    status, _where, text = enter(browser, worker.login, RIGHT)
    assert status == 422
    assert "已锁住" in text
    assert verbs() == ["fail_sign_in"] * 4 + ["lock_out"]
    clock.set_offset(moment + timedelta(minutes=16) - datetime.now(UTC))
    assert enter(browser, worker.login, RIGHT)[0] == 303
    assert db.session.get_one(Account, worker.id).failures == 0


def test_after_the_lock_counting_begins_again(
    browser: Browser, worker: Account, moment: datetime
) -> None:
    for n in range(5):
        enter(browser, worker.login, f"wrong {n}")
    clock.set_offset(moment + timedelta(minutes=16) - datetime.now(UTC))
    assert "已锁住" not in enter(browser, worker.login, "wrong again")[2]
    db.session.expire_all()
    assert db.session.get_one(Account, worker.id).failures == 1


def test_unknown_logins_cost_the_same_work(
    browser: Browser, worker: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def matches(stored: str, password: str) -> bool:
        checked.append(stored)
        return False

    monkeypatch.setattr(passwords, "matches", matches)
    enter(browser, "somebody-else", RIGHT)
    enter(browser, worker.login, RIGHT)
    assert checked == ["", worker.password_hash]


def test_retired_accounts_and_those_without_a_role_stay_outside(
    browser: Browser, make: Factory, worker: Account
) -> None:
    nobody = make.account()
    nobody.password_hash = worker.password_hash
    worker.retired_at = clock.now()
    db.session.commit()
    assert "登录名或者密码不对" in enter(browser, worker.login, RIGHT)[2]
    assert "没有任何角色" in enter(browser, nobody.login, RIGHT)[2]


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("/account", "/account"),
        ("/account?a=1", "/account?a=1"),
        ("//elsewhere.example/x", "/desk"),
        ("https://elsewhere.example/", "/desk"),
        ("/\\elsewhere.example", "/desk"),
        ("//[elsewhere.example", "/desk"),
        ("http://[::1", "/desk"),
        ("/%09/elsewhere.example", "/desk"),
        ("javascript:x", "/desk"),
    ],
)
def test_next_stays_on_this_site(browser: Browser, worker: Account, wanted: str, got: str) -> None:
    assert enter(browser, worker.login, RIGHT, wanted)[1] == got


def test_signing_out_ends_the_session(browser: Browser, worker: Account) -> None:
    enter(browser, worker.login, RIGHT)
    assert browser.post("/sign-out").headers["Location"] == "/"
    assert browser.get("/desk").status_code == 303
    assert verbs() == ["sign_in", "sign_out"]


def change(browser: Browser, now: str, new: str, again: str = "") -> tuple[int, str]:
    """Try to change the password."""
    form: dict[str, object] = {"current_password": now, "password": new, "again": again or new}
    answer = browser.post("/account/password", form)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_new_password_ends_the_other_sessions(
    app: Flask, browser: Browser, worker: Account
) -> None:
    phone = type(browser)(app.test_client())
    for device in (browser, phone):
        enter(device, worker.login, RIGHT)
    assert change(browser, RIGHT, "一杯清茶也很好喝")[0] == 303
    assert browser.get("/desk").status_code == 200
    assert phone.get("/desk").status_code == 303
    assert enter(phone, worker.login, RIGHT)[0] == 422
    assert enter(phone, worker.login, "一杯清茶也很好喝")[0] == 303
    assert verbs()[2] == "change_password"


@pytest.mark.parametrize(
    ("new", "again", "sentence"),
    [
        ("short", "", "密码至少 8 个字"),
        ("88888888", "", "太常见"),
        ("abcd1234", "", "太常见"),
        ("long enough now", "long enough not", "两次输入的密码不一样"),
    ],
)
def test_easy_passwords_are_refused(
    browser: Browser, worker: Account, new: str, again: str, sentence: str
) -> None:
    enter(browser, worker.login, RIGHT)
    status, text = change(browser, RIGHT, new, again)
    assert status == 422
    assert sentence in text
    assert new not in text


def test_the_login_is_no_password_and_the_present_one_must_be_right(
    browser: Browser, worker: Account
) -> None:
    enter(browser, worker.login, RIGHT)
    assert "不能和登录名一样" in change(browser, RIGHT, worker.login.upper())[1]
    assert "现在的密码不对" in change(browser, "not this one", "一杯清茶也很好喝")[1]


def test_a_token_of_the_session_before_is_worth_nothing(app: Flask, worker: Account) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()

    def token(address: str) -> str:
        found = TOKEN.search(client.get(address).get_data(as_text=True))
        assert found
        return found[1]

    before = token("/sign-in")
    form = {"login": worker.login, "password": RIGHT, "command_id": "0123456789abcdef"}
    assert client.post("/sign-in", data=form).status_code == 400
    assert client.post("/sign-in", data={**form, "csrf_token": before}).status_code == 303
    leave = {"command_id": "fedcba9876543210", "csrf_token": before}
    assert client.post("/sign-out", data=leave).status_code == 400
    leave["csrf_token"] = token("/account")
    assert client.post("/sign-out", data=leave).status_code == 303
