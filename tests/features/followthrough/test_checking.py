"""Checking and telling: who may, by whom never, what goes on the wall, who is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.errors import Forbidden, IllegalMove, Invalid
from deliberation.features.followthrough.actions import checking, telling
from deliberation.shell import clock
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.matters import closing_facts
from tests.features.followthrough.conftest import CALENDAR, RULES, period

if TYPE_CHECKING:
    from deliberation.store.models import ResultNotice
    from tests.factories import Factory
    from tests.features.followthrough.conftest import Chain

ROLES = ("host", "worker", "reviewer", "oversight", "owner", "deputy", "lead", "admin")


def others(*allowed: str) -> list[str]:
    return [role for role in ROLES if role not in allowed]


@pytest.mark.parametrize("role", ["worker", "host", "deputy", "lead"])
def test_who_says_that_it_is_true(chain: Chain, role: str) -> None:
    row = chain.reported().commitment
    checking.verify(row, "现场看过", actor=chain.actor(role), now=clock.now())
    report = row.reports[-1]
    assert (row.stage, report.outcome, report.note) == ("verified", "passed", "现场看过")
    assert report.checked_by_id == chain.account(role).id
    assert chain.note()["note"] == "现场看过"


@pytest.mark.parametrize("role", others("worker", "host", "deputy", "lead"))
def test_nobody_else_checks(chain: Chain, role: str) -> None:
    row = chain.reported().commitment
    for verb in (checking.verify, checking.send_back):
        with pytest.raises(Forbidden):
            verb(row, "有问题", actor=chain.actor(role), now=clock.now())


def test_whoever_did_it_does_not_check_it(chain: Chain, make: Factory) -> None:
    row = chain.accepted().commitment
    make.grant(chain.account("owner"), "worker", row.topic.community)
    chain.report("worker")
    row = chain.commitment
    for role in ("owner", "worker"):
        with pytest.raises(IllegalMove, match="核验的人不能是承办的人"):
            checking.verify(row, actor=chain.actor(role), now=clock.now())
    checking.verify(row, actor=chain.actor("host"), now=clock.now())
    assert row.stage == "verified"


def test_a_report_goes_back_with_its_reason(chain: Chain) -> None:
    row, worker = chain.reported().commitment, chain.actor("worker")
    with pytest.raises(Invalid) as refused:
        checking.send_back(row, " ", actor=worker, now=clock.now())
    assert refused.value.field == "reason"
    checking.send_back(row, "南段还有车", actor=worker, now=clock.now())
    assert (row.stage, row.reports[0].outcome) == ("accepted", "sent_back")
    with pytest.raises(IllegalMove):
        checking.verify(row, actor=worker, now=clock.now())
    db.session.commit()
    chain.report()
    checking.verify(chain.commitment, actor=worker, now=clock.now())
    db.session.commit()
    assert [report.outcome for report in chain.commitment.reports] == ["sent_back", "passed"]


def decide(chain: Chain, notice: telling.Notice, role: str = "host") -> ResultNotice:
    row, actor = chain.resolution, chain.actor(role)
    return telling.post_decision(row, notice, CALENDAR, RULES, actor=actor, now=clock.now())


def test_a_decision_goes_up_for_seven_days(chain: Chain) -> None:
    notice = period("西侧消防通道全线禁停。")
    row = decide(chain, notice)
    db.session.commit()
    assert (row.starts_on, row.ends_on) == (date(2026, 9, 10), date(2026, 9, 17))
    assert chain.commitment.published
    assert chain.verbs("result_notice") == ["post_decision"]
    with pytest.raises(IllegalMove, match="已经公示"):
        decide(chain, notice)
    assert list(record.verify()) == []


@pytest.mark.parametrize("role", others("host"))
def test_only_the_host_publicises(chain: Chain, role: str) -> None:
    with pytest.raises(Forbidden):
        decide(chain, period("禁停"), role)


def test_publicity_shorter_than_its_days_is_refused(chain: Chain) -> None:
    notice = period("禁停")
    early = replace(notice, ends_on=notice.ends_on - timedelta(days=1))
    with pytest.raises(Invalid, match="至少公示7天，最早到2026年9月17日"):
        decide(chain, early)


@pytest.mark.parametrize("text", ["联系13812345678", "7号楼2单元301室的车主", "鲁K12345"])
def test_personal_data_does_not_go_on_the_wall(chain: Chain, text: str) -> None:
    with pytest.raises(Invalid, match="公示里不能有个人信息") as refused:
        decide(chain, period(text))
    assert refused.value.field == "text"


def test_a_meeting_that_is_not_closed_has_nothing_to_put_up(chain: Chain) -> None:
    chain.resolution.meeting.stage = "open"
    db.session.commit()
    with pytest.raises(IllegalMove, match="会议散会以后才能公示结果"):
        decide(chain, period("禁停"))


def test_a_decision_can_be_taken_down_and_put_up_again(chain: Chain) -> None:
    host = chain.actor("host")
    notice = chain.publicised().resolution.notices[0]
    with pytest.raises(Invalid):
        telling.withdraw_notice(notice, "", actor=host, now=clock.now())
    with pytest.raises(Forbidden):
        telling.withdraw_notice(notice, "有误", actor=chain.actor("worker"), now=clock.now())
    telling.withdraw_notice(notice, "有误", actor=host, now=clock.now())
    with pytest.raises(IllegalMove):
        telling.withdraw_notice(notice, "有误", actor=host, now=clock.now())
    db.session.commit()
    assert not chain.commitment.published
    assert decide(chain, period("禁停")).withdrawn_at is None


def complete(chain: Chain, role: str = "host") -> ResultNotice:
    row, actor = chain.commitment, chain.actor(role)
    notice = period("通道已划线清障。")
    return telling.post_completion(row, notice, CALENDAR, RULES, actor=actor, now=clock.now())


def test_what_was_done_goes_up_once_it_was_checked(chain: Chain) -> None:
    chain.reported()
    with pytest.raises(IllegalMove, match="核验属实以后才能公示"):
        complete(chain)
    checking.verify(chain.commitment, actor=chain.actor("worker"), now=clock.now())
    db.session.commit()
    assert complete(chain).commitment_id == chain.commitment_id
    with pytest.raises(Forbidden):
        complete(chain, "worker")


def test_publicity_of_an_earlier_result_does_not_count(chain: Chain) -> None:
    chain.asked()
    row = chain.commitment
    row.stage = "accepted"  # a proposer said that it is not solved
    db.session.commit()
    clock.set_offset(clock.offset() + timedelta(days=1))
    chain.report()
    checking.verify(chain.commitment, actor=chain.actor("worker"), now=clock.now())
    db.session.commit()
    assert not chain.commitment.completion_published
    assert closing_facts(chain.commitment).published_until is None
    complete(chain)
    db.session.commit()
    assert chain.commitment.completion_published


def test_every_proposer_is_answered_and_asked(chain: Chain) -> None:
    row = chain.published().commitment
    asking = telling.ask(row, "已划线。", actor=chain.actor("worker"), now=clock.now())
    db.session.commit()
    assert (asking.place, asking.text, row.stage) == (1, "已划线。", "asked")
    assert [opinion.replies[-1].text for opinion in row.topic.opinions] == ["已划线。"] * 2
    assert chain.note()["told"] == 2


@pytest.mark.parametrize("role", others("worker", "host"))
def test_only_the_community_asks(chain: Chain, role: str) -> None:
    with pytest.raises(Forbidden):
        telling.ask(
            chain.published().commitment, "已划线。", actor=chain.actor(role), now=clock.now()
        )


def test_first_it_is_put_up_then_they_are_asked(chain: Chain) -> None:
    row, worker = chain.verified().commitment, chain.actor("worker")
    with pytest.raises(IllegalMove, match="办理结果还没有公示，先公示再请提出人评价"):
        telling.ask(row, "已划线。", actor=worker, now=clock.now())


def test_who_came_late_is_answered_too(chain: Chain, make: Factory) -> None:
    row, worker = chain.asked().commitment, chain.actor("worker")
    with pytest.raises(IllegalMove, match="每位提出人都已经得到答复"):
        telling.tell_the_rest(row, actor=worker, now=clock.now())
    late = make.opinion(row.topic.community, "我也看到了")
    late.topic_id, late.stage = row.topic_id, "merged"
    db.session.commit()
    clock.set_offset(clock.offset() + timedelta(hours=1))
    assert telling.tell_the_rest(chain.commitment, actor=worker, now=clock.now()) == 1
    assert late.replies[-1].text == "已划线。"
