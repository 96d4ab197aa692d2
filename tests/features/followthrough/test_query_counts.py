"""The commitment's page and its publicity ask as often for many rows as for few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.domain.calendar import today
from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import (
    Asking,
    Commitment,
    Dissent,
    Photo,
    Progress,
    Report,
    Speech,
    SupervisionSheet,
    Verdict,
)
from tests.features.test_query_counts import hold

if TYPE_CHECKING:
    from tests.features.followthrough.conftest import Chain

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def crowd(chain: Chain, first: int, count: int) -> None:
    """`count` more of everything that hangs on the commitment."""
    row = chain.commitment
    for n in range(first, first + count):
        now = clock.now()
        asking = Asking(commitment_id=row.id, place=n + 1, asked_at=now, text="请评价")
        asking.verdicts = [Verdict(kind="resident", way="paper", solved="solved", at=now)]
        photo = Photo(kind="after", file=f"f{n}", arrived_at=now, ready_at=now)
        db.session.add_all([
            asking,
            Report(commitment_id=row.id, text="办了", at=now, outcome="sent_back", photos=[photo]),
            Progress(commitment_id=row.id, kind="progress", percent=50, text="在办", at=now),
            SupervisionSheet(
                community_id=row.community_id, number=f"DB-{n}", commitment_id=row.id, place=n,
                colour="red", situation="x", demand="x", issued_at=now,
            ),
            Dissent(resolution_id=row.resolution_id, stance="oppose", reason="x", at=now),
        ])  # fmt: skip
        opinion = chain.make.opinion(row.topic.community, f"第{n}条")
        opinion.topic_id, opinion.stage = row.topic_id, "merged"
        db.session.add(sibling(row, n))
    db.session.commit()


def sibling(row: Commitment, n: int) -> Commitment:
    """Another commitment of the same resolution."""
    return Commitment(
        community_id=row.community_id,
        number=f"JB-{n}",
        stage="agreed",
        topic_id=row.topic_id,
        resolution_id=row.resolution_id,
        text="公共收益公示",
        owner="业委会",
        dated="fixed",
        due_on=today(clock.now()),
        agreed_at=clock.now(),
    )


def test_the_page_of_a_commitment(chain: Chain) -> None:
    chain.reported()
    browser = chain.browser.sign_in(chain.account("host"))
    hold(browser, chain.address, lambda first, count: crowd(chain, first, count))


def test_the_draft_of_a_publicity(chain: Chain) -> None:
    meeting = chain.resolution.meeting
    number = meeting.id
    item, seat = meeting.agenda[0].id, meeting.seats[0].id
    browser = chain.browser.sign_in(chain.account("host"))
    address = f"/resolutions/{chain.resolution.id}/notices"

    def add(first: int, count: int) -> None:
        crowd(chain, first, count)
        for _turn in range(count):
            db.session.add(
                Speech(
                    meeting_id=number,
                    agenda_item_id=item,
                    seat_id=seat,
                    stance="support",
                    raised_at=clock.now(),
                    granted_at=clock.now(),
                    allotted_ms=120_000,
                )
            )
        db.session.commit()

    hold(browser, address, add)


def test_the_page_of_a_topic_with_its_commitments(chain: Chain) -> None:
    chain.publicised()
    browser = chain.browser.sign_in(chain.account("host"))
    address = f"/topics/{chain.commitment.topic_id}"
    hold(browser, address, lambda first, count: crowd(chain, first, count))
