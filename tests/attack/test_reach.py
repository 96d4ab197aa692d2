"""Nobody reaches further than their own place, whatever an address or a form says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from deliberation.store.db import db
from deliberation.store.models import Account, Assignment, Granted, Opinion, Photo

if TYPE_CHECKING:
    from deliberation.store.models import Community
    from tests.factories import Factory
    from tests.fixtures_app import Browser

ENTRY: dict[str, object] = {
    "text": "替人写下",
    "category": "parking",
    "channel": "box",
    "agreed": "y",
    "called": "y",
}


@pytest.fixture
def here(make: Factory) -> Community:
    return make.community()


@pytest.fixture
def there(make: Factory) -> Community:
    return make.community("洛隆社区", street="洛隆街道")


def test_a_worker_enters_opinions_in_the_own_community_only(
    make: Factory, browser: Browser, here: Community, there: Community
) -> None:
    browser.sign_in(make.account("worker", there))
    answer = browser.post(f"/opinions/entry?community={here.id}", {**ENTRY})
    assert answer.status_code == 303
    assert [row.community_id for row in db.session.scalars(db.select(Opinion))] == [there.id]
    assert here.name not in browser.get(f"/opinions/entry?community={here.id}").text


@pytest.mark.parametrize(
    ("role", "place"),
    [("admin", "all"), ("lead", "s{street}"), ("host", "c{other}"), ("facilitator", "c{own}")],
)
def test_a_host_gives_roles_of_the_own_community_only(
    make: Factory, browser: Browser, here: Community, there: Community, role: str, place: str
) -> None:
    colleague = make.account("worker", here)
    browser.sign_in(make.account("host", here))
    where = place.format(street=here.street_id, other=there.id, own=here.id)
    for address in (f"/accounts/{colleague.id}/grants", "/accounts/new"):
        form: dict[str, object] = {"role": role, "place": where, "name": "某某", "login": "someone"}
        assert browser.post(address, form).status_code == 422
    rows = db.session.scalars(db.select(Granted).where(Granted.account_id == colleague.id))
    assert [row.role for row in rows] == ["worker"]


@pytest.mark.parametrize("verb", ["password", "retirement", "restoration", ""])
@pytest.mark.parametrize("above", ["admin", "lead", "elsewhere", "serving"])
def test_a_host_does_not_reach_further_through_somebody_elses_account(
    make: Factory, browser: Browser, here: Community, there: Community, above: str, verb: str
) -> None:
    """The account held a role here once, and holds one now that a host here does not rule."""
    account = make.account("worker", here)
    account.grants[0].ended_at = account.created_at
    if above == "serving":
        meeting = make.meeting(there)
        duty = {"role": "observer", "assigned_at": account.created_at, "meeting_id": meeting.id}
        db.session.add(Assignment(account_id=account.id, **duty))
    elif above == "elsewhere":
        make.grant(account, "worker", there)
    else:
        make.grant(account, above, here if above == "lead" else None)
    db.session.commit()
    before = facts(account)
    browser.sign_in(make.account("host", here))
    form: dict[str, object] = {"name": "改名", "post": ""}
    answer = browser.post(f"/accounts/{account.id}/{verb}".rstrip("/"), form)
    assert answer.status_code in {403, 404}
    db.session.expire_all()
    assert facts(account) == before


def facts(account: Account) -> list[Any]:
    return [account.name, account.password_hash, account.session_key, account.retired_at]


def test_fields_that_a_form_does_not_ask_for_change_nothing(
    make: Factory, browser: Browser, here: Community, there: Community
) -> None:
    account = make.account("worker", here)
    browser.sign_in(make.account("host", here))
    smuggled = {
        "name": "新名字",
        "post": "",
        "id": 1,
        "login": "smuggled",
        "password_hash": "x",
        "session_key": "x",
        "community_id": there.id,
        "role": "admin",
    }
    login = account.login
    assert browser.post(f"/accounts/{account.id}", smuggled).status_code == 303
    db.session.expire_all()
    assert (account.name, account.login, account.password_hash) == ("新名字", login, "")
    assert [grant.role for grant in account.grants] == ["worker"]
    form = {**ENTRY, "stage": "settled", "community_id": there.id, "receipt_code": "MINE", "id": 77}
    assert browser.post(f"/opinions?community={here.id}", form).status_code == 303
    row = db.session.scalars(db.select(Opinion)).one()
    assert (row.stage, row.community_id) == ("submitted", here.id)
    assert row.receipt_code != "MINE"


def test_a_command_is_answered_to_its_sender_only(
    make: Factory, browser: Browser, here: Community
) -> None:
    """The answer to a resident's form names the receipt: nobody else gets it by its id."""
    form, command = ENTRY, "a" * 32
    first = browser.post(f"/opinions?community={here.id}", form, command=command)
    assert first.status_code == 303
    browser.sign_in(make.account("worker", here))
    again = browser.post(f"/opinions?community={here.id}", form, command=command)
    assert again.status_code == 409
    assert first.location not in again.text


def test_another_communitys_opinions_cannot_be_merged(
    make: Factory, browser: Browser, here: Community, there: Community
) -> None:
    theirs, topic = make.opinion(there), make.draft(here)
    browser.sign_in(make.account("host", here))
    answer = browser.post(f"/topics/{topic.id}/opinions", {"opinion": theirs.id})
    assert answer.status_code == 422
    db.session.expire_all()
    assert theirs.topic_id is None
    assert theirs.text not in browser.get(f"/topics?opinion={theirs.id}").text
    assert theirs.text not in browser.get(f"/topics/new?opinion={theirs.id}").text


def test_a_photo_is_shown_with_its_own_opinion_only(
    make: Factory, browser: Browser, here: Community
) -> None:
    mine, theirs = make.opinion(here), make.opinion(here)
    at = mine.submitted_at
    row = Photo(opinion_id=theirs.id, kind="place", file="0" * 32, arrived_at=at, ready_at=at)
    db.session.add(row)
    db.session.commit()
    assert browser.get(f"/receipts/{mine.receipt_code}/photos/{row.id}").status_code == 404
    browser.sign_in(make.account("worker", here))
    assert browser.get(f"/opinions/{mine.id}/photos/{row.id}").status_code == 404
