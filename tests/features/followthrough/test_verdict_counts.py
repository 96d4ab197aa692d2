"""Receipts, rounds and senders ask the database as often for many rows as for few."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock
from deliberation.store.models import (
    Asking,
    Commitment,
    Opinion,
    Photo,
    Report,
    ResultNotice,
    Verdict,
)
from tests.features.crowd import keep, opinion
from tests.features.followthrough.asked import Asked, asked, worker
from tests.features.test_query_counts import hold

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def here(make: Factory) -> Asked:
    return asked(make)


def promised(community_id: int, topic_id: int, n: int) -> Commitment:
    """A commitment with everything that can hang on it."""
    now = clock.now()
    photo = Photo(kind="after", file=f"f{n}", arrived_at=now, ready_at=now, width=4, height=3)
    return Commitment(
        community_id=community_id, topic_id=topic_id, number=f"JB-2026-1{n:02d}",
        stage=("asked", "closed", "accepted")[n % 3], text="划线", owner="物业", dated="fixed",
        due_on=date(2026, 9, 30), agreed_at=now, assigned_at=now, closed_at=now,
        askings=[Asking(place=1, asked_at=now, text="办好了")],
        reports=[Report(text="办了", at=now, outcome="passed", photos=[photo])],
        notices=[ResultNotice(
            community_id=community_id, starts_on=now.date(), ends_on=now.date(), text="办了",
            posted_at=now,
        )],
    )  # fmt: skip


def answered(topic_id: int, community_id: int, asking_id: int, n: int) -> tuple[Opinion, Verdict]:
    """A sender who has answered."""
    sender = opinion(community_id, 500 + n, topic_id)
    return sender, Verdict(
        asking_id=asking_id, opinion=sender, kind="proposer", way="scan", solved="solved",
        at=clock.now(),
    )  # fmt: skip


@pytest.mark.parametrize("page", ["receipt", "board"])
def test_many_commitments(here: Asked, browser: Browser, page: str) -> None:
    place, topic = here.community.id, here.topic_id
    address = f"/receipts/{here.opinions[0].receipt_code}"

    def add(first: int, last: int) -> None:
        for n in range(first, last):
            keep(promised(place, topic, n))

    hold(browser, address if page == "receipt" else f"/communities/{place}/board", add)


@pytest.mark.parametrize("page", ["receipt", "senders", "entry", "board"])
def test_many_senders(here: Asked, make: Factory, browser: Browser, page: str) -> None:
    place, topic, asking = here.community.id, here.topic_id, here.asking.id
    address = {
        "receipt": f"/receipts/{here.opinions[0].receipt_code}",
        "senders": f"/topics/{topic}/answers",
        "entry": f"/commitments/{here.commitment_id}/verdicts",
        "board": f"/communities/{place}/answers",
    }[page]
    if page in {"senders", "entry"}:
        worker(here, make, browser)

    def add(first: int, last: int) -> None:
        for n in range(first, last):
            keep(*answered(topic, place, asking, n))

    hold(browser, address, add)
