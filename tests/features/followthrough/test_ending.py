"""Urging, closing, parking and taking up again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.errors import Forbidden, IllegalMove, Invalid
from deliberation.features.followthrough.actions import ending, handing, telling, urging
from deliberation.shell import clock
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Commitment, Report, Topic
from deliberation.store.people import actor_for
from tests.features.followthrough.conftest import CALENDAR, RULES, period

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.features.followthrough.conftest import Chain

LAST = datetime(2026, 12, 31, 1, 0, tzinfo=UTC)
SHEET_LATER = urging.Sheet("脚手架还没有进场", "三天内进场", date(2026, 10, 20))
SHEET = urging.Sheet("脚手架还没有进场", "三天内进场", date(2026, 9, 30), None, "业委会")


def close(chain: Chain, role: str = "deputy") -> Commitment:
    row = chain.commitment
    ending.close(row, CALENDAR, RULES, actor=chain.actor(role), now=clock.now())
    db.session.commit()
    return row


def later(chain: Chain) -> Chain:
    """The day after publicity."""
    chain.asked()
    chain.stand_on(chain.commitment.notices[-1].ends_on + timedelta(days=1))
    return chain


@pytest.mark.parametrize("role", ["deputy", "lead"])
def test_the_group_closes_what_is_complete(chain: Chain, role: str) -> None:
    row = close(later(chain), role)
    assert (row.stage, row.closed_by_id) == ("closed", chain.account(role).id)
    assert chain.note()["overdue"] is None
    assert row.topic.stage == "resolved"
    assert list(record.verify()) == []


@pytest.mark.parametrize("role", ["host", "worker", "reviewer", "owner", "oversight", "admin"])
def test_nobody_else_closes(chain: Chain, role: str) -> None:
    with pytest.raises(Forbidden):
        close(later(chain), role)


def test_everything_that_closing_lacks_is_named(chain: Chain) -> None:
    chain.asked()
    with pytest.raises(IllegalMove) as refused:
        close(chain)
    assert str(refused.value.sentence) == (
        "还不能销号。办理结果公示到2026年9月17日，期满才能销号。"
        "请提出人评价还不满3天，要等到2026年9月13日。"
    )


def test_whoever_came_late_keeps_it_open(chain: Chain, make: Factory) -> None:
    row = later(chain).commitment
    late = make.opinion(row.topic.community, "我也看到了")
    late.topic_id, late.stage = row.topic_id, "merged"
    late.replies.clear()
    db.session.commit()
    with pytest.raises(IllegalMove, match="还有1位提出人没有得到办理结果的答复"):
        close(chain)


def test_parking_takes_the_lead_a_reason_and_a_day(chain: Chain) -> None:
    row, lead = chain.accepted().commitment, chain.actor("lead")
    for role in ("deputy", "host", "worker", "owner"):
        with pytest.raises(Forbidden):
            ending.park(row, "等资金", date(2026, 12, 1), actor=chain.actor(role), now=clock.now())
    for reason, day, field in (
        ("", date(2026, 12, 1), "reason"),
        ("等资金", None, "review_on"),
        ("等资金", date(2026, 9, 10), "review_on"),
    ):
        with pytest.raises(Invalid) as refused:
            ending.park(row, reason, day, actor=lead, now=clock.now())
        assert refused.value.field == field
    ending.park(row, "等资金", date(2026, 12, 1), actor=lead, now=clock.now())
    assert (row.stage, row.parked_reason, row.review_on) == ("parked", "等资金", date(2026, 12, 1))


@pytest.mark.parametrize("role", ["reviewer", "deputy", "lead"])
def test_what_was_parked_is_taken_up_again(chain: Chain, role: str) -> None:
    row = chain.accepted().commitment
    ending.park(row, "等资金", date(2026, 12, 1), actor=chain.actor("lead"), now=clock.now())
    again = ending.Again("资金到了", working_days=5)
    ending.reopen(row, again, CALENDAR, actor=chain.actor(role), now=clock.now())
    assert (row.stage, row.due_on, row.working_days) == ("accepted", date(2026, 9, 17), 5)
    assert (row.parked_at, row.parked_reason, row.review_on) == (None, "", None)


@pytest.mark.parametrize(
    ("again", "field"),
    [
        (ending.Again("", working_days=5), "reason"),
        (ending.Again("又堵了"), "working_days"),
        (ending.Again("又堵了", working_days=0), "working_days"),
        (ending.Again("又堵了", working_days=251), "working_days"),
        (ending.Again("又堵了", due_on=date(2026, 9, 1)), "due_on"),
    ],
)
def test_taking_up_again_needs_a_reason_and_a_day(
    chain: Chain, again: ending.Again, field: str
) -> None:
    row = chain.closed().commitment
    with pytest.raises(Forbidden):
        ending.reopen(row, again, CALENDAR, actor=chain.actor("host"), now=clock.now())
    with pytest.raises(Invalid) as refused:
        ending.reopen(row, again, CALENDAR, actor=chain.actor("reviewer"), now=clock.now())
    assert refused.value.field == field


def test_across_the_year_a_day_is_named_instead(chain: Chain) -> None:
    row, lead = chain.closed().commitment, chain.actor("lead")
    clock.set_offset(LAST - datetime.now(UTC))
    with pytest.raises(Invalid, match="2027年的日历未导入"):
        ending.reopen(
            row, ending.Again("又堵了", working_days=1), CALENDAR, actor=lead, now=clock.now()
        )
    day = date(2027, 1, 8)
    ending.reopen(row, ending.Again("又堵了", day), CALENDAR, actor=lead, now=clock.now())
    assert (row.due_on, row.dated, row.closed_at) == (day, "fixed", None)


def test_sheets_are_numbered_and_keep_what_was_seen(chain: Chain) -> None:
    row, deputy = chain.accepted().commitment, chain.actor("deputy")
    chain.stand_on(date(2026, 10, 13))
    for number, place in (("DB-2026-001", 1), ("DB-2026-002", 2)):
        sheet = urging.issue_sheet(row, SHEET_LATER, CALENDAR, RULES, actor=deputy, now=clock.now())
        assert (sheet.number, sheet.place) == (number, place)
        assert (sheet.colour, sheet.overdue_days) == ("red", 4)
    assert (row.stage, row.due_on) == ("accepted", date(2026, 10, 8))
    db.session.commit()
    owner = chain.actor("owner")
    with pytest.raises(Forbidden):
        urging.answer_sheet(sheet, "在办", actor=deputy, now=clock.now())
    with pytest.raises(Invalid):
        urging.answer_sheet(sheet, "", actor=owner, now=clock.now())
    urging.answer_sheet(sheet, "脚手架明天进场", actor=owner, now=clock.now())
    assert chain.verbs("supervision_sheet") == ["answer_sheet"]
    with pytest.raises(IllegalMove, match="已经回复过"):
        urging.answer_sheet(sheet, "再说", actor=owner, now=clock.now())


@pytest.mark.parametrize("role", ["host", "worker", "reviewer", "owner", "oversight"])
def test_only_the_group_urges(chain: Chain, role: str) -> None:
    row, actor = chain.accepted().commitment, chain.actor(role)
    with pytest.raises(Forbidden):
        urging.issue_sheet(row, SHEET, CALENDAR, RULES, actor=actor, now=clock.now())
    with pytest.raises(Forbidden):
        urging.review(row, "月会再看", actor=actor, now=clock.now())


def test_a_sheet_says_what_is_and_what_is_wanted(chain: Chain) -> None:
    row, lead = chain.accepted().commitment, chain.actor("lead")
    for sheet, field in (
        (urging.Sheet("", "进场"), "situation"),
        (urging.Sheet("没进场", ""), "demand"),
        (urging.Sheet("没进场", "进场", date(2026, 9, 1)), "new_due_on"),
        (urging.Sheet("没进场", "进场", None, date(2026, 9, 1)), "explain_by"),
    ):
        with pytest.raises(Invalid) as refused:
            urging.issue_sheet(row, sheet, CALENDAR, RULES, actor=lead, now=clock.now())
        assert refused.value.field == field
    word = urging.review(row, "月会审：下周进场", actor=lead, now=clock.now())
    assert (word.kind, word.percent, word.text) == ("review", None, "月会审：下周进场")


def test_what_was_handed_over_at_once_settles_its_topic(draft: Topic, make: Factory) -> None:
    now, group = clock.now(), actor_for(make.account("lead", draft.community))
    given = handing.AtOnce("扶正路灯", owner="市政", working_days=1)
    host = actor_for(make.account("host", draft.community))
    row = handing.hand_out(draft, given, CALENDAR, RULES, actor=host, now=now)
    row.reports.append(Report(text="扶正了", at=now, outcome="passed", checked_at=now))
    row.stage = "verified"
    telling.post_completion(row, period("扶正了"), CALENDAR, RULES, actor=host, now=now)
    telling.ask(row, "扶正了", actor=host, now=now)
    after = now + timedelta(days=20)
    ending.close(row, CALENDAR, RULES, actor=group, now=after)
    assert (row.stage, draft.stage) == ("closed", "settled")
    ending.reopen(row, ending.Again("又倒了", working_days=1), CALENDAR, actor=group, now=after)
    assert (row.stage, draft.stage) == ("accepted", "handling")
