"""Handing over, handing back, signing: who may, what is kept, which day is set."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.errors import Forbidden, IllegalMove, Invalid
from deliberation.features.followthrough.actions import handing
from deliberation.shell import clock
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Commitment, TaskLink, Topic
from deliberation.store.people import actor_for
from tests.features.followthrough.conftest import CALENDAR, RULES

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.features.followthrough.conftest import Chain

REASON = "等消防验收"
LATE = datetime(2026, 12, 31, 1, 0, tzinfo=UTC)


def assign(chain: Chain, order: handing.Order, role: str = "host") -> Commitment:
    commitment, now = chain.commitment, clock.now()
    handing.assign(commitment, order, CALENDAR, RULES, actor=chain.actor(role), now=now)
    db.session.commit()
    return commitment


@pytest.mark.parametrize("role", ["host", "deputy", "lead"])
def test_who_hands_over(chain: Chain, role: str) -> None:
    owner = chain.publicised().account("owner")
    row = assign(chain, handing.Order(owner.id, "公共收益"), role)
    assert (row.stage, row.owner_account_id, row.funding) == ("assigned", owner.id, "公共收益")
    assert (row.rules, row.sign_by) == ("default", date(2026, 9, 11))
    assert row.first_due_on == row.due_on == date(2026, 10, 8)
    assert row.assigned_by_id == chain.account(role).id
    assert chain.verbs() == ["promise", "assign"]
    assert list(record.verify()) == []


@pytest.mark.parametrize("role", ["worker", "reviewer", "owner", "oversight", "admin"])
def test_nobody_else_hands_over(chain: Chain, role: str) -> None:
    chain.publicised()
    with pytest.raises(Forbidden):
        assign(chain, handing.Order(), role)


def test_first_the_decision_is_put_up(chain: Chain) -> None:
    with pytest.raises(IllegalMove, match="会议结果还没有公示，先公示再交办。"):
        assign(chain, handing.Order())


def test_it_is_handed_over_once(chain: Chain) -> None:
    with pytest.raises(IllegalMove, match="现在是“待签收”，不能“交办”"):
        assign(chain.assigned(), handing.Order())


def test_another_day_needs_its_reason(chain: Chain) -> None:
    chain.publicised()
    day = date(2026, 10, 30)
    for order, field in (
        (handing.Order(due_on=day), "due_reason"),
        (handing.Order(due_on=date(2026, 9, 9), due_reason=REASON), "due_on"),
    ):
        with pytest.raises(Invalid) as refused:
            assign(chain, order)
        assert refused.value.field == field
    row = assign(chain, handing.Order(due_on=day, due_reason=REASON))
    assert (row.due_on, row.first_due_on, row.due_reason) == (day, day, REASON)
    assert (row.dated, row.working_days) == ("fixed", None)


def test_a_deadline_that_has_gone_is_set_anew(chain: Chain) -> None:
    chain.publicised()
    chain.stand_on(date(2026, 10, 12))
    with pytest.raises(Invalid, match="原定的期限已经过了"):
        assign(chain, handing.Order())
    assert assign(chain, handing.Order(due_on=date(2026, 10, 20), due_reason=REASON)).due_on


def test_only_units_of_the_community_can_be_chosen(chain: Chain, make: Factory) -> None:
    chain.publicised()
    elsewhere = make.account("owner", make.community("洛隆社区", street="洛隆街道"))
    for account in (elsewhere, chain.account("host")):
        with pytest.raises(Invalid) as refused:
            assign(chain, handing.Order(account.id))
        assert refused.value.field == "owner_account_id"
    assert assign(chain, handing.Order()).owner_account_id is None


def test_without_a_calendar_the_day_to_sign_by_stays_open(chain: Chain) -> None:
    chain.publicised()
    clock.set_offset(LATE - datetime.now(UTC))
    day = date(2027, 1, 15)
    row = assign(chain, handing.Order(due_on=day, due_reason=REASON))
    assert (row.sign_by, row.due_on) == (None, day)


def test_the_owner_hands_back_and_another_unit_gets_it(chain: Chain, make: Factory) -> None:
    row = chain.assigned().commitment
    now, owner = clock.now(), chain.actor("owner")
    with pytest.raises(Invalid) as refused:
        handing.hand_back(row, " ", actor=owner, now=now)
    assert refused.value.field == "reason"
    with pytest.raises(Forbidden):
        handing.hand_back(row, "不归我们管", actor=chain.actor("host"), now=now)
    handing.hand_back(row, "不归我们管", actor=owner, now=now)
    link = TaskLink(commitment=row, holder="物业", issued_at=now, expires_at=now, withdrawn_at=None)
    db.session.add(link)
    db.session.commit()
    assert row.stage == "agreed"
    assert chain.note()["reason"] == "不归我们管"
    other = make.account("owner", row.topic.community)
    row = assign(chain, handing.Order(other.id, owner="市政养护"))
    assert (row.owner, row.owner_account_id) == ("市政养护", other.id)
    assert row.links[0].withdrawn_at is not None


def test_the_unit_that_the_meeting_named_stays(chain: Chain) -> None:
    chain.publicised()
    with pytest.raises(Invalid, match="退回交办以后才能改派"):
        assign(chain, handing.Order(owner="市政养护"))


def test_only_its_owner_signs_for_it(chain: Chain, make: Factory) -> None:
    row = chain.assigned().commitment
    other = make.account("owner", row.topic.community)
    for actor in (actor_for(other), chain.actor("host"), chain.actor("lead")):
        with pytest.raises(Forbidden):
            handing.sign_for(row, "王经理", actor=actor, now=clock.now())
    with pytest.raises(Invalid):
        handing.sign_for(row, "", actor=chain.actor("owner"), now=clock.now())
    handing.sign_for(row, " 王经理 ", actor=chain.actor("owner"), now=clock.now())
    assert (row.stage, row.signed_name) == ("accepted", "王经理")
    with pytest.raises(IllegalMove):
        handing.sign_for(row, "王经理", actor=chain.actor("owner"), now=clock.now())


AT_ONCE = handing.AtOnce("扶正路灯", "次日扶正", "市政养护", "班长", working_days=1)


def hand_out(topic: Topic, given: handing.AtOnce, make: Factory, role: str = "host") -> Commitment:
    actor = actor_for(make.account(role, topic.community))
    return handing.hand_out(topic, given, CALENDAR, RULES, actor=actor, now=clock.now())


def test_a_draft_is_handed_over_at_once(draft: Topic, make: Factory) -> None:
    row = hand_out(draft, AT_ONCE, make)
    db.session.commit()
    assert (draft.stage, row.stage, row.resolution_id) == ("handling", "assigned", None)
    assert (row.number, row.owner, row.text) == ("JB-2026-001", "市政养护", "扶正路灯")
    assert row.due_on == row.sign_by == date(2026, 9, 11)
    assert draft.commitments == [row]
    with pytest.raises(IllegalMove):
        hand_out(draft, AT_ONCE, make)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (handing.AtOnce("", owner="市政", working_days=1), "text"),
        (handing.AtOnce("扶正", working_days=1), "owner"),
        (handing.AtOnce("扶正", owner="市政"), "working_days"),
        (handing.AtOnce("扶正", owner="市政", working_days=0), "working_days"),
        (handing.AtOnce("扶正", owner="市政", working_days=251), "working_days"),
        (handing.AtOnce("扶正", owner="市政", working_days=90), "working_days"),
        (handing.AtOnce("扶正", owner="市政", due_on=date(2027, 1, 5)), "due_reason"),
        (handing.AtOnce("扶正", owner="市政", due_on=date(2026, 9, 1), due_reason="x"), "due_on"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    draft: Topic, make: Factory, given: handing.AtOnce, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        hand_out(draft, given, make)
    assert refused.value.field == field
    db.session.rollback()
    assert draft.stage == "drafted"


def test_a_worker_hands_nothing_over_at_once(draft: Topic, make: Factory) -> None:
    with pytest.raises(Forbidden):
        hand_out(draft, AT_ONCE, make, "worker")


def test_a_topic_without_opinions_is_not_handed_over(draft: Topic, make: Factory) -> None:
    draft.opinions.clear()
    db.session.commit()
    with pytest.raises(IllegalMove, match="还没有意见"):
        hand_out(draft, AT_ONCE, make)
