"""Two people follow one commitment at the same moment: one move, one entry, a stated answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from deliberation.domain.calendar import today
from deliberation.shell import clock
from deliberation.store import record
from deliberation.store.db import db
from tests.features.followthrough.asked import Asked, asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import Factory

NOTE = {"note": "属实", "reason": "没划完", "text": "划好了", "no_photo_reason": "太暗"}
PARK = {"reason": "等维修资金", "review_on": "2027-03-01"}
ASSIGN = {"owner_account_id": ""}
# Where it stands; two presses, each a path, a role and a form; and the moves that may be recorded.
RACES: dict[str, tuple[str, list[tuple[str, str, dict[str, Any]]]]] = {
    "verify": ("reported", [("verification", "worker", NOTE), ("verification", "host", NOTE)]),
    "check": ("reported", [("verification", "worker", NOTE), ("returns", "deputy", NOTE)]),
    "close": ("asked", [("closure", "lead", {}), ("closure", "deputy", {})]),
    "ask": ("verified", [("askings", "worker", NOTE), ("askings", "host", NOTE)]),
    "assign": ("agreed", [("assignment", "host", ASSIGN), ("assignment", "lead", ASSIGN)]),
    "park": ("accepted", [("parking", "lead", PARK), ("reports", "owner", NOTE)]),
    "begin": ("assigned", [("hand-back", "owner", NOTE), ("signature", "owner", {"name": "王"})]),
    "reopen": ("closed", [("reopening", role, {**NOTE, "working_days": "5"}) for role in
                          ("lead", "reviewer")]),
}  # fmt: skip
ONE_OF = {
    "verify", "send_back", "close", "ask", "assign", "park", "report", "hand_back", "sign_for",
    "reopen",
}  # fmt: skip


@pytest.fixture
def here(make: Factory) -> Asked:
    return asked(make)


@pytest.mark.parametrize("race", RACES)
def test_one_of_two_presses_moves_it(
    here: Asked, make: Factory, at_once: Callable[..., list[int]], race: str
) -> None:
    stage, presses = RACES[race]
    people = {role: make.account(role, here.community) for _path, role, _form in presses}
    row = here.stand(stage, due_on=today(clock.now()))
    if "owner" in people:
        row.owner_account_id = people["owner"].id
    row.reports[0].outcome = "" if stage == "reported" else "passed"
    row.notices[0].ends_on = row.askings[0].asked_at.date()
    if race == "close":
        let_days_pass(here)
    db.session.commit()
    address = f"/commitments/{here.commitment_id}"
    statuses = at_once(*[(f"{address}/{path}", people[who], form) for path, who, form in presses])
    entries = record.about("commitment", here.commitment_id, here.community.id)
    moves = [entry.verb for entry in entries if entry.verb in ONE_OF]
    if race == "park" and len(moves) == 2:  # what is reported may be set aside
        assert (statuses, moves) == ([303, 303], ["report", "park"])
        return
    assert statuses == [303, 409]
    assert len(moves) == 1


def let_days_pass(here: Asked) -> None:
    """Everything that closing looks at is there, and its days are over."""
    row = here.commitment
    row.topic_id, before = here.topic_id, row.agreed_at
    row.notices[0].starts_on = row.notices[0].ends_on = today(before)
    row.askings[0].asked_at = before
    for opinion in here.opinions:
        opinion.topic_id = None
