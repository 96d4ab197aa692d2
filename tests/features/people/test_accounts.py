"""Accounts and roles: who may add, change, retire and bring back whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from deliberation.shell.commands import new_command_id
from deliberation.store.db import db
from deliberation.store.models import Account, Community, Entry, Granted

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser

NEW: dict[str, object] = {"name": "林小雨", "login": "lin", "post": "网格员", "role": "worker"}
PASSWORD = re.compile(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")


@dataclass
class Here:
    """Two communities, a host of the first, an administrator, and a worker of the first."""

    first: Community
    second: Community
    host: Account
    admin: Account
    worker: Account


@pytest.fixture
def here(make: Factory) -> Here:
    """A small town."""
    first, second = make.community(), make.community("洛隆社区")
    host, admin = make.account("host", first), make.account("admin")
    return Here(first, second, host, admin, make.account("worker", first))


def place(community: Community) -> str:
    """A community as the form names it."""
    return f"c{community.id}"


def verbs() -> list[str]:
    """Every recorded verb, oldest first."""
    return list(db.session.scalars(db.select(Entry.verb).order_by(Entry.id)))


def grant_of(account: Account) -> Granted:
    """The account's first role."""
    rows = db.select(Granted).where(Granted.account_id == account.id).order_by(Granted.id)
    found: Granted | None = db.session.scalars(rows).first()
    assert found is not None
    return found


def test_a_new_account_gets_a_password_that_is_shown_once(browser: Browser, here: Here) -> None:
    browser.sign_in(here.host)
    answer = browser.post("/accounts/new", {**NEW, "place": place(here.first)})
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"]).get_data(as_text=True)
    shown = PASSWORD.search(page)
    assert shown
    assert not PASSWORD.search(browser.get(answer.headers["Location"]).get_data(as_text=True))
    assert verbs() == ["add", "give"]
    entered = browser.post("/sign-in", {"login": "lin", "password": shown[0]})
    assert entered.status_code == 303
    assert "请换成自己的密码" in browser.get("/account").get_data(as_text=True)


def test_the_same_command_adds_one_account(browser: Browser, here: Here) -> None:
    browser.sign_in(here.host)
    command, form = new_command_id(), {**NEW, "place": place(here.first)}
    for _ in range(2):
        assert browser.post("/accounts/new", form, command=command).status_code == 303
    assert db.session.scalar(db.select(db.func.count()).where(Account.login == "lin")) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "请填写这一项"),
        ({"login": "a b"}, "登录名只能用"),
        ({"role": "admin"}, "请选择一项"),
        ({"role": ""}, "请选择一项"),
        ({"place": "all"}, "请选择一项"),
        ({"place": "s1"}, "请选择一项"),
    ],
)
def test_a_wrong_form_keeps_what_was_typed(
    browser: Browser, here: Here, change: dict[str, object], sentence: str
) -> None:
    browser.sign_in(here.host)
    answer = browser.post("/accounts/new", {**NEW, "place": place(here.first), **change})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in text
    assert "网格员" in text
    assert db.session.scalar(db.select(db.func.count()).where(Account.name == "林小雨")) == 0


def test_a_login_is_given_once(browser: Browser, here: Here) -> None:
    browser.sign_in(here.host)
    form = {**NEW, "place": place(here.first), "login": here.worker.login.upper()}
    answer = browser.post("/accounts/new", form)
    assert answer.status_code == 422
    assert "已有人用" in answer.get_data(as_text=True)


def test_a_host_gives_roles_in_the_own_community_only(browser: Browser, here: Here) -> None:
    browser.sign_in(here.host)
    form = {**NEW, "place": place(here.second)}
    assert browser.post("/accounts/new", form).status_code == 422
    grants = f"/accounts/{here.worker.id}/grants"
    there: dict[str, object] = {"role": "reviewer", "place": place(here.second)}
    assert browser.post(grants, there).status_code == 422
    assert browser.post(grants, {**there, "place": place(here.first)}).status_code == 303
    again = browser.post(grants, {**there, "place": place(here.first)})
    assert again.status_code == 422
    assert "已经有这个角色" in again.get_data(as_text=True)


def test_the_administrator_gives_street_roles_at_streets(browser: Browser, here: Here) -> None:
    browser.sign_in(here.admin)
    street = f"s{here.first.street_id}"
    grants = f"/accounts/{here.worker.id}/grants"
    assert browser.post(grants, {"role": "lead", "place": place(here.first)}).status_code == 422
    assert browser.post(grants, {"role": "lead", "place": street}).status_code == 303
    assert browser.post(grants, {"role": "admin", "place": "all"}).status_code == 303


def test_a_host_does_not_reach_accounts_of_other_places(
    browser: Browser, here: Here, make: Factory
) -> None:
    stranger = make.account("worker", here.second)
    browser.sign_in(here.host)
    assert browser.get(f"/accounts/{stranger.id}").status_code == 404
    assert stranger.login not in browser.get("/accounts").get_data(as_text=True)
    assert browser.post(f"/accounts/{stranger.id}/password").status_code == 404
    assert browser.post(f"/grants/{grant_of(stranger).id}/end").status_code == 403


def test_a_host_cannot_take_over_who_also_works_elsewhere(
    browser: Browser, here: Here, make: Factory
) -> None:
    make.grant(here.admin, "worker", here.first)
    browser.sign_in(here.host)
    page = browser.get(f"/accounts/{here.admin.id}").get_data(as_text=True)
    assert "由系统管理员来改" in page
    for step in ("password", "retirement"):
        assert browser.post(f"/accounts/{here.admin.id}/{step}").status_code == 403
    assert browser.post(f"/accounts/{here.admin.id}", {"name": "别人"}).status_code == 403
    assert verbs() == []


def test_name_and_post_change(browser: Browser, here: Here) -> None:
    browser.sign_in(here.host)
    address = f"/accounts/{here.worker.id}"
    assert browser.post(address, {"name": "", "post": "x"}).status_code == 422
    assert browser.post(address, {"name": "陈安", "post": "楼长"}).status_code == 303
    entry = db.session.scalars(db.select(Entry)).one()
    assert entry.payload
    assert entry.payload["after"] == ["陈安", "楼长"]


def test_a_retired_account_is_out_and_can_come_back(browser: Browser, here: Here) -> None:
    phone = type(browser)(browser.client.application.test_client())
    phone.sign_in(here.worker)
    assert phone.get("/desk").status_code == 200
    browser.sign_in(here.host)
    assert browser.post(f"/accounts/{here.worker.id}/retirement").status_code == 303
    assert phone.get("/desk").status_code == 303
    listed = browser.get("/accounts?retired=1").get_data(as_text=True)
    assert here.worker.login in listed
    assert browser.post(f"/accounts/{here.worker.id}/restoration").status_code == 303
    assert db.session.get_one(Account, here.worker.id).retired_at is None
    assert verbs() == ["retire", "restore"]


def test_nobody_retires_oneself(browser: Browser, here: Here) -> None:
    browser.sign_in(here.host)
    assert browser.post(f"/accounts/{here.host.id}/retirement").status_code == 409


def test_the_last_host_stays(browser: Browser, here: Here, make: Factory) -> None:
    browser.sign_in(here.host)
    answer = browser.post(f"/grants/{grant_of(here.host).id}/end")
    assert answer.status_code == 409
    assert "最后一位管理员" in answer.get_data(as_text=True)
    other = make.account("host", here.first)
    answer = browser.post(f"/grants/{grant_of(here.host).id}/end")
    assert answer.status_code == 409
    assert "自己最后一个管理角色" in answer.get_data(as_text=True)
    assert browser.post(f"/grants/{grant_of(other).id}/end").status_code == 303
    browser.sign_in(here.admin)
    assert browser.post(f"/accounts/{here.host.id}/retirement").status_code == 409
    assert browser.post(f"/grants/{grant_of(here.admin).id}/end").status_code == 409


def test_an_ended_role_is_over_at_once(browser: Browser, here: Here) -> None:
    browser.sign_in(here.host)
    address = f"/grants/{grant_of(here.worker).id}/end"
    assert browser.post(address).status_code == 303
    assert browser.post(address).status_code == 409
    phone = type(browser)(browser.client.application.test_client()).sign_in(here.worker)
    assert phone.get("/desk").status_code == 403
    entry = db.session.scalars(db.select(Entry)).one()
    assert (entry.verb, entry.scope) == ("end", here.first.id)


def test_a_reset_password_ends_sessions_and_unlocks(browser: Browser, here: Here) -> None:
    here.worker.failures = 5
    db.session.commit()
    key = here.worker.session_key
    browser.sign_in(here.host)
    answer = browser.post(f"/accounts/{here.worker.id}/password")
    assert PASSWORD.search(browser.get(answer.headers["Location"]).get_data(as_text=True))
    db.session.expire_all()
    assert here.worker.session_key != key
    assert here.worker.failures == 0
    assert verbs() == ["reset_password"]


def test_others_do_not_manage_people(browser: Browser, here: Here) -> None:
    browser.sign_in(here.worker)
    for address in ("/accounts", "/accounts/new", f"/accounts/{here.host.id}"):
        assert browser.get(address).status_code == 403
    assert browser.post(f"/accounts/{here.host.id}/password").status_code == 403


def test_the_list_finds_by_name_login_and_post(browser: Browser, here: Here) -> None:
    here.worker.name, here.worker.post = "林小雨", "100%好"
    db.session.commit()
    browser.sign_in(here.host)
    for q in ("小雨", here.worker.login[3:9], "100%"):
        text = browser.get(f"/accounts?q={q.replace('%', '%25')}").get_data(as_text=True)
        assert "林小雨" in text
    assert "没有找到" in browser.get("/accounts?q=_%25_").get_data(as_text=True)
