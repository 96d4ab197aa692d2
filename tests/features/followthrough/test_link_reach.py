"""How far a link 交办码 reaches: no further than its one commitment, and nobody reads its code."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from deliberation.app import create_app
from deliberation.domain.errors import Forbidden, IllegalMove, Invalid
from deliberation.features.followthrough.actions import handing, linking
from deliberation.features.followthrough.views import orders
from deliberation.shell import clock, limits, tokens, visits
from deliberation.store.db import db
from deliberation.store.models import Community, Entry
from tests.features.followthrough.conftest import CALENDAR, RULES
from tests.features.followthrough.held import address, another, issue, phone
from tests.fixtures_app import settings_for

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories import Factory
    from tests.features.followthrough.conftest import Chain

PLAIN, TLS = "http://hall.test:8000", "https://hall.test:8001"


def test_a_link_opens_no_other_commitment(chain: Chain) -> None:
    browser = phone(chain, issue(chain.accepted()))
    other = another(chain)
    place = f"/commitments/{other.id}"
    for path in (f"{place}/task", place, f"{place}/order", f"{place}/photos/1"):
        assert browser.get(path).status_code == 403
    for path in ("signature", "progress", "reports", "hand-back"):
        form = {"percent": "50", "text": "别人的", "name": "我", "reason": "不办"}
        assert browser.post(f"{place}/{path}", form).status_code == 403
    db.session.expire_all()
    assert (other.stage, other.progress, other.reports) == ("accepted", [], [])


def test_a_link_does_nothing_that_staff_do(chain: Chain) -> None:
    browser = phone(chain, issue(chain.reported()))
    for path in ("verification", "returns", "closure", "links", "assignment", "sheets"):
        answer = browser.post(f"{chain.address}/{path}", {"holder": "我", "reason": "x"})
        assert answer.status_code in {303, 403}
        assert answer.status_code == 403 or answer.location.startswith("/sign-in")
    assert chain.commitment.stage == "reported"
    assert len(chain.commitment.links) == 1


def test_another_owners_account_reaches_nothing(chain: Chain, make: Factory) -> None:
    chain.accepted()
    community = db.session.get_one(Community, chain.community_id)
    browser = chain.browser.sign_in(make.account("owner", community))
    assert browser.get(f"{chain.address}/task").status_code == 403
    assert browser.post(f"{chain.address}/progress", {"percent": "50"}).status_code == 403
    assert chain.commitment.text not in browser.get("/tasks").text


def test_handing_over_anew_ends_the_links(chain: Chain) -> None:
    link = issue(chain.assigned())
    browser = phone(chain, link)
    assert browser.post(f"{chain.address}/hand-back", {"reason": "不归我们"}).status_code == 303
    assert "现在没有交办给您" in browser.get(f"{chain.address}/task").text
    with pytest.raises(IllegalMove):
        issue(chain)
    order = handing.Order(None)
    actor, now = chain.actor("host"), clock.now()
    handing.assign(chain.commitment, order, CALENDAR, RULES, actor=actor, now=now)
    db.session.commit()
    assert browser.get(f"{chain.address}/task").status_code == 403
    assert phone(chain, issue(chain)).get("/tasks").status_code == 200


def test_who_issues_links(chain: Chain) -> None:
    chain.assigned()
    for role in ("worker", "reviewer", "owner", "oversight"):
        assert chain.post("links", {"holder": "我"}, role=role).status_code == 403
    assert chain.post("links", {"holder": ""}, role="deputy").status_code == 422
    assert chain.post("links", {"holder": "物业"}, role="deputy").status_code == 303
    with pytest.raises(Forbidden):
        linking.withdraw_link(
            chain.commitment.links[0], actor=chain.actor("worker"), now=clock.now()
        )
    with pytest.raises(Invalid):
        issue(chain, " ")


@pytest.mark.parametrize("role", ["worker", "oversight", "owner"])
def test_who_may_not_hand_over_never_sees_the_code(chain: Chain, role: str) -> None:
    """With it one could act as the owner, and check one's own work."""
    token = tokens.token_of(issue(chain.assigned()))
    page = chain.page(f"{chain.address}/order", role=role)
    assert "form-code" not in page
    assert token not in page
    assert "form-code" in chain.page(f"{chain.address}/order")


def test_no_log_and_no_record_holds_the_code(
    chain: Chain, caplog: pytest.LogCaptureFixture
) -> None:
    app = chain.browser.client.application
    app.before_request_funcs[None].append(visits._begin)
    app.after_request_funcs.setdefault(None, []).append(visits._end)
    link = issue(chain.assigned())
    with caplog.at_level(logging.DEBUG):
        phone(chain, link).post(f"{chain.address}/signature", {"name": "王经理"})
        chain.browser.get(address(link)[:-1])
    token = tokens.token_of(link)
    assert caplog.text
    assert token[:-1] not in caplog.text
    assert all(token not in str(row.payload) for row in db.session.scalars(db.select(Entry)))


def test_codes_are_not_guessed_by_the_dozen(
    chain: Chain, database_url: str, tmp_path: Path
) -> None:
    code = address(issue(chain.assigned()))
    limited = create_app(replace(settings_for(tmp_path, database_url), environment="development"))
    limits.limiter.reset()
    with limited.app_context():
        guesser = limited.test_client()
        guesser.get("/tasks/scan")
        tries = [guesser.get(f"/tasks/{n:030}").status_code for n in range(31)]
        assert tries == [404] * 30 + [429]
        assert guesser.get(code).status_code == 429
        assert limited.test_client().get(code).status_code == 303
        db.session.remove()
        db.engine.dispose()
    limits.limiter.enabled = False


def test_on_the_plain_door_a_phone_does_everything(chain: Chain) -> None:
    app = chain.browser.client.application
    app.config["TLS_PORT"] = 8001
    link = issue(chain.assigned())
    client = app.test_client()
    assert client.get(address(link), base_url=PLAIN).location == f"{chain.address}/task"
    assert client.get(f"{chain.address}/task", base_url=PLAIN).status_code == 200
    form = {"command_id": "d" * 32, "name": "王经理"}
    assert client.post(f"{chain.address}/signature", base_url=PLAIN, data=form).status_code == 303
    staff = client.get(chain.address, base_url=PLAIN)
    assert (staff.status_code, staff.location) == (307, f"{TLS}{chain.address}")
    chain.browser.sign_in(chain.account("host"))
    with client.session_transaction(base_url=TLS) as session:
        account = chain.account("host")
        session["_user_id"], session["_fresh"] = f"{account.id}:{account.session_key}", True
    assert client.get(f"{chain.address}/order", base_url=TLS).status_code == 200


def test_the_printed_code_leads_to_the_plain_door(
    chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Staff print over TLS, under a certificate that no phone in the hall knows."""
    app = chain.browser.client.application
    app.config["TLS_PORT"] = 8001
    link = issue(chain.assigned())
    printed: list[str] = []
    monkeypatch.setattr(orders, "qr_svg", printed.append)
    account = chain.account("host")
    with chain.browser.client.session_transaction(base_url=TLS) as session:
        session["_user_id"], session["_fresh"] = f"{account.id}:{account.session_key}", True
    assert chain.browser.get(f"{chain.address}/order", base_url=TLS).status_code == 200
    assert printed == [f"{PLAIN}{address(link)}"]
