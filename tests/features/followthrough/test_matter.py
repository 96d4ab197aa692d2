"""The page of one matter: who may read it, what the public is not told, the way it goes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.calendar import today
from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import (
    Asking,
    Commitment,
    Meeting,
    Photo,
    Progress,
    Publicity,
    Report,
    SupervisionSheet,
    Topic,
    Verdict,
)
from tests.features.test_query_counts import hold

if TYPE_CHECKING:
    from deliberation.store.models import Community
    from tests.factories import Factory
    from tests.features.followthrough.conftest import Chain
    from tests.fixtures_app import Browser

PHONE = "13812345678"


def closed_meeting(chain: Chain) -> Topic:
    """The topic of a chain whose meeting has ended."""
    topic = chain.commitment.topic
    db.session.get_one(Meeting, topic.meeting_id).closed_at = clock.now()
    db.session.commit()
    return topic


def test_everybody_reads_it_from_the_first_opinion_to_the_verdict(chain: Chain) -> None:
    topic = closed_meeting(chain)
    chain.asked()
    answer = chain.browser.client.application.test_client().get(f"/matters/{topic.id}")
    assert answer.status_code == 200
    for word in (
        topic.number,
        "收到第一条意见",
        "到现在一共收到2条。",
        "会议结果：通过",
        "公示会议结果",
        "交办",
        "签收",
        "报办结",
        "核验属实",
        "公示办理结果",
        "请提出人评价",
        "一共 9 步，现在是第 8 步：大家评价。",
        "<svg",
    ):
        assert word in answer.text
    for name in ("王经理", "测试员", "责任清单"):
        assert name not in answer.text


def test_staff_read_who_did_it(chain: Chain) -> None:
    topic = closed_meeting(chain)
    chain.reported()
    text = chain.page(f"/matters/{topic.id}", role="worker")
    assert "测试员" in text
    assert topic.opinions[0].number in text
    assert f"/commitments/{chain.commitment_id}" in text
    group = chain.page(f"/matters/{topic.id}", role="deputy")
    assert "/opinions/" not in group


def test_personal_data_is_masked(chain: Chain) -> None:
    topic = closed_meeting(chain)
    chain.reported()
    row = chain.commitment
    row.text, topic.title, topic.summary = f"问{PHONE}", f"找{PHONE}", f"请打{PHONE}"
    row.progress.append(Progress(kind="progress", percent=5, text=PHONE, at=clock.now()))
    report = row.reports[0]
    report.text, report.outcome, report.checked_at = PHONE, "passed", clock.now()
    report.note = f"看过，{PHONE}"
    db.session.commit()
    text = chain.browser.client.application.test_client().get(f"/matters/{topic.id}").text
    assert PHONE not in text
    assert text.count("138****5678") >= 6


def test_few_answers_are_not_counted_out_and_nobody_is_named(chain: Chain) -> None:
    topic = closed_meeting(chain)
    chain.asked()
    opinion = topic.opinions[0]
    asking = chain.commitment.askings[0]
    verdict = Verdict(kind="proposer", way="phone", solved="partly", satisfied="dissatisfied")
    verdict.text, verdict.at, verdict.opinion = f"找我{PHONE}", clock.now(), opinion
    asking.verdicts = [verdict]
    db.session.commit()
    text = chain.browser.client.application.test_client().get(f"/matters/{topic.id}").text
    assert "有提出人说只解决了一部分。评价不足5份，不公布数字。" in text
    assert "不满意" not in text
    assert "找我" not in text
    assert opinion.number not in text


@pytest.mark.parametrize(
    ("stage", "status"),
    [
        ("drafted", 404),
        ("proposed", 404),
        ("approved", 404),
        ("publicised", 200),
        ("scheduled", 404),
        ("resolved", 200),
        ("unresolved", 200),
        ("handling", 200),
        ("settled", 200),
        ("referred", 200),
    ],
)
def test_what_was_not_told_yet_is_not_public(
    browser: Browser, make: Factory, stage: str, status: int
) -> None:
    place = make.community()
    topic = make.draft(place, stage=stage)
    assert browser.get(f"/matters/{topic.id}").status_code == status
    browser.sign_in(make.account("owner", place))
    assert browser.get(f"/matters/{topic.id}").status_code == status
    browser.sign_in(make.account("reviewer", place))
    assert browser.get(f"/matters/{topic.id}").status_code == 200
    browser.sign_in(make.account("reviewer", make.community("别处", street="别处街道")))
    assert browser.get(f"/matters/{topic.id}").status_code == status


def test_a_scheduled_matter_is_public_once_it_was_posted(browser: Browser, make: Factory) -> None:
    topic = make.draft(make.community(), stage="scheduled")
    day = today(clock.now())
    posted = Publicity(
        topic_id=topic.id, starts_on=day, ends_on=day, text="", posted_at=clock.now()
    )
    db.session.add(posted)
    db.session.commit()
    assert browser.get(f"/matters/{topic.id}").status_code == 200
    posted.withdrawn_at = clock.now()
    db.session.commit()
    assert browser.get(f"/matters/{topic.id}").status_code == 404


def test_a_result_is_not_told_before_the_meeting_closed(chain: Chain) -> None:
    topic = chain.commitment.topic
    address, client = f"/matters/{topic.id}", chain.browser.client.application.test_client()
    assert "会议结果：" not in client.get(address).text
    assert "JB-2026-019" not in client.get(address).text
    closed_meeting(chain)
    assert "会议结果：通过" in client.get(address).text
    assert "JB-2026-019" in client.get(address).text


def test_photos_are_shown_to_all_once_they_were_checked(chain: Chain) -> None:
    topic = closed_meeting(chain)
    chain.reported()
    now, report = clock.now(), chain.commitment.reports[0]
    photo = Photo(
        kind="after", file="after", arrived_at=now, ready_at=now, width=8, height=6, report=report
    )
    db.session.add(photo)
    db.session.commit()
    address, client = f"/matters/{topic.id}", chain.browser.client.application.test_client()
    shown = f"{address}/photos/{photo.id}"
    assert shown not in client.get(address).text
    assert f"/commitments/{chain.commitment_id}/photos/{photo.id}" in chain.page(address)
    assert chain.post("verification", {"note": "属实"}, role="worker").status_code == 303
    assert shown in client.get(address).text


def test_a_matter_that_is_late_says_so_in_plain_words(chain: Chain) -> None:
    topic = closed_meeting(chain)
    chain.accepted()
    chain.stand_on(date(2026, 10, 20))
    text = chain.browser.client.application.test_client().get(f"/matters/{topic.id}").text
    assert "逾期" in text
    assert "个工作日</strong>" in text


def test_a_community_stays_in_view(browser: Browser, make: Factory) -> None:
    make.community()
    topic = make.draft(make.community("洛隆社区"), stage="publicised")
    assert "洛隆社区" in browser.get(f"/matters/{topic.id}").text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", ["host", ""])
def test_a_long_matter_asks_no_more(browser: Browser, make: Factory, role: str) -> None:
    place: Community = make.community()
    place_id, topic_id = place.id, make.draft(place, stage="handling").id
    if role:
        browser.sign_in(make.account(role, place))

    def add(first: int, last: int) -> None:
        now = clock.now()
        for n in range(first, last):
            row = Commitment(
                community_id=place_id, number=f"JB-2026-{n:03d}", topic_id=topic_id,
                stage="asked", text="划线", owner="物业", dated="fixed", due_on=today(now),
                agreed_at=now, assigned_at=now,
            )  # fmt: skip
            row.progress = [Progress(kind="progress", percent=9, text="", at=now)]
            photo = Photo(kind="after", file=f"{n}", arrived_at=now, ready_at=now)
            row.reports = [Report(text="好", at=now, outcome="passed", photos=[photo])]
            asking = Asking(place=1, asked_at=now, text="请评价")
            asking.verdicts = [Verdict(kind="proposer", way="scan", solved="solved", at=now)]
            row.askings = [asking]
            sheet = SupervisionSheet(number=f"DB-2026-{n}", place=1, colour="red", issued_at=now)
            sheet.community_id, sheet.situation, sheet.demand = place_id, "", ""
            row.sheets = [sheet]
            db.session.add(row)
        db.session.commit()

    hold(browser, f"/matters/{topic_id}", add)
