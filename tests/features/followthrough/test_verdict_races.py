"""Answers that are given at the same moment: one move, one verdict of a sender, no crash."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from deliberation.domain.roles import SYSTEM
from deliberation.shell import clock
from deliberation.store import record, replies
from deliberation.store.db import db
from tests.features.followthrough.asked import Asked, asked, receipt, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import Factory

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def here(make: Factory) -> Asked:
    return asked(make)


def moved(here: Asked) -> list[str]:
    entries = record.about("commitment", here.commitment_id, here.community.id)
    return [entry.verb for entry in entries]


def press(here: Asked, make: Factory, n: int, **fields: object) -> tuple[str, Any, dict[str, Any]]:
    return f"{receipt(here, n)}/verdict", make.account(), said(here, **fields)


def test_two_senders_say_not_at_once(
    here: Asked, make: Factory, at_once: Callable[..., list[int]]
) -> None:
    presses = [press(here, make, n, solved="not", text=f"第{n}处没好") for n in range(2)]
    assert at_once(*presses) == [303, 303]
    assert moved(here) == ["unsolved"]
    assert [row.solved for row in here.asking.verdicts] == ["not", "not"]


def test_a_receipt_used_twice_at_once_is_one_verdict(
    here: Asked, make: Factory, at_once: Callable[..., list[int]]
) -> None:
    assert at_once(press(here, make, 0), press(here, make, 0, solved="partly")) == [303, 303]
    assert len(here.asking.verdicts) == 1


def test_a_not_and_the_closing_do_not_both_happen(
    here: Asked, make: Factory, at_once: Callable[..., list[int]]
) -> None:
    long_ago = clock.now() - timedelta(days=9)
    row = here.commitment
    row.notices[0].ends_on, row.askings[0].asked_at = long_ago.date(), long_ago
    for opinion in here.opinions:
        replies.reply(opinion, "办好了", actor=SYSTEM, now=clock.now())
    db.session.commit()
    closing = (f"/commitments/{here.commitment_id}/closure", make.account("lead", here.community))
    statuses = at_once(press(here, make, 0, solved="not", text="没好"), (*closing, {}))
    assert statuses == [303, 409]
    assert here.commitment.stage in {"accepted", "closed"}
