"""What one owes, worst first: an account's own, and what a phone opened by link."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from deliberation.domain.calendar import today
from deliberation.domain.roles import Actor
from deliberation.features.followthrough.queries import tasks as queries
from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Commitment
from deliberation.store.people import actor_for
from tests.features.followthrough.held import issue, phone

if TYPE_CHECKING:
    from tests.features.followthrough.conftest import Chain

FEW, MANY = 3, 40


def owe(chain: Chain, number: int, days: int, stage: str = "accepted") -> None:
    """One more commitment of the owner, due in so many days."""
    one, now = chain.commitment, clock.now()
    row = Commitment(
        community_id=one.community_id, number=f"JB-2026-{number:03}", stage=stage,
        text=f"第{number}件事", owner="物业", dated="fixed",
        due_on=today(now) + timedelta(days=days),
        agreed_at=now, assigned_at=now, topic_id=one.topic_id,
        owner_account_id=chain.account("owner").id,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()


def shown(chain: Chain, page: int = 1) -> list[str]:
    found = queries.mine(actor_for(chain.account("owner")), today(clock.now()), page)
    return [task.commitment.number for task in found.shown]


def test_the_worst_comes_first(chain: Chain) -> None:
    chain.assigned()
    for number, days, stage in (
        (101, 14, "accepted"), (102, -1, "accepted"), (103, 1, "accepted"), (104, -30, "accepted"),
        (105, -9, "parked"), (106, -9, "closed"), (107, -9, "agreed"), (108, -9, "dropped"),
    ):  # fmt: skip
        owe(chain, number, days, stage)
    numbers = [number[-3:] for number in shown(chain)]
    assert numbers == ["104", "102", "103", "101", "019", "105", "106"]
    page = chain.page("/tasks", role="owner")
    assert page.index("第104件事") < page.index("第103件事") < page.index("第105件事")
    assert "第107件事" not in page


def test_the_way_there_is_in_the_navigation_of_owners_only(chain: Chain) -> None:
    chain.assigned()
    assert "我的交办" in chain.page("/tasks", role="owner")
    browser = chain.browser.sign_in(chain.account("host"))
    assert "我的交办" not in browser.get(f"{chain.address}/order").text
    assert browser.get("/tasks").status_code == 403


def test_nobody_is_told_to_scan(chain: Chain) -> None:
    answer = chain.browser.get("/tasks", follow_redirects=True)
    assert "请再扫一次交办单上的码" in answer.text
    assert 'href="/sign-in?next=' in answer.text


def test_a_phone_sees_what_it_opened(chain: Chain) -> None:
    link = issue(chain.assigned())
    owe(chain, 101, 3)
    page = phone(chain, link).get("/tasks").text
    assert "JB-2026-019" in page
    assert "JB-2026-101" not in page


def test_an_owner_of_another_community_is_not_an_owner_here(chain: Chain) -> None:
    """The account lost its role here: what it owed is no business of its any more."""
    owner = chain.assigned().account("owner")
    for grant in owner.grants:
        grant.ended_at = clock.now()
    db.session.commit()
    assert shown(chain) == []
    assert queries.mine(Actor("谁"), today(clock.now()), 1).total == 0


def test_a_long_list_is_paged_and_asks_no_more_often(chain: Chain) -> None:
    statements: list[str] = []
    chain.assigned()
    browser = chain.browser.sign_in(chain.account("owner"))
    db.event.listen(
        db.engine, "before_cursor_execute", lambda *given: statements.append(str(given[2]))
    )
    counts = []
    for first, last in ((0, FEW), (FEW, MANY)):
        for number in range(first, last):
            owe(chain, 200 + number, 5 + number)
        db.session.remove()
        statements.clear()
        assert browser.get("/tasks").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert len(shown(chain)) == queries.PAGE
    assert len(shown(chain, 2)) == MANY + 1 - queries.PAGE
    assert shown(chain, 99) == shown(chain, 2)
    assert "下一页" in browser.get("/tasks").text
    assert browser.get("/tasks?page=abc").status_code == 200
