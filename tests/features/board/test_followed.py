"""The board after a decision: results in publicity, what is done, answers for the nameless."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.roles import SYSTEM
from deliberation.features.board.queries import answers, outcomes
from deliberation.features.board.queries.topics import COMING, RUNNING
from deliberation.shell import clock
from deliberation.store import replies
from deliberation.store.db import db
from deliberation.store.models import Commitment, Opinion, Resolution, ResultNotice
from tests.features.board.test_board import at, read
from tests.fixtures_board import PHONE

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser
    from tests.fixtures_board import Matter

TODAY = date(2026, 9, 10)


def promised(matter: Matter, stage: str, **columns: object) -> Commitment:
    """Something that was promised in the matter."""
    columns = {"due_on": date(2026, 9, 30), **columns}
    row = Commitment(
        community_id=matter.community.id, topic_id=matter.topic.id, stage=stage,
        number=f"JB-2026-{len(matter.topic.commitments):03d}", owner="物业",
        text=f"划线清障，找 {PHONE}", dated="fixed", agreed_at=clock.now(), **columns,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row


def posted(matter: Matter, first: date, last: date, **of: object) -> ResultNotice:
    """A result in publicity."""
    row = ResultNotice(
        community_id=matter.community.id, starts_on=first, ends_on=last, text="已办好",
        posted_at=clock.now(), **of,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row


def opinion(matter: Matter, make: Factory, **columns: object) -> Opinion:
    """An opinion that was answered with words that are nobody else's business."""
    row = make.opinion(matter.community, f"西侧被占，电话 {PHONE}")
    for name, value in {"channel": "box", **columns}.items():
        setattr(row, name, value)
    replies.reply(row, f"贾玉兰您好，打 {PHONE} 找您", actor=SYSTEM, now=clock.now())
    db.session.commit()
    return row


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 9, 11), date(2026, 9, 18), COMING),
        (date(2026, 9, 10), date(2026, 9, 17), RUNNING),
        (date(2026, 9, 3), date(2026, 9, 10), RUNNING),
        (date(2026, 9, 2), date(2026, 9, 9), None),
    ],
)
def test_results_are_on_the_board_to_their_last_day(
    matter: Matter, first: date, last: date, shown: object
) -> None:
    posted(matter, first, last, commitment=promised(matter, "verified"))
    found = outcomes.posted(matter.community.id, TODAY)
    assert [row.stage for row in found] == ([shown] if shown else [])


def test_a_result_tells_its_days_and_masks_its_words(browser: Browser, matter: Matter) -> None:
    row = promised(matter, "asked")
    notice = posted(matter, TODAY, date(2026, 9, 17), commitment=row)
    page = read(browser, "/")
    assert "正在公示的结果" in page
    assert "2026年9月10日 至 2026年9月17日" in page
    assert f"/result-notices/{notice.id}" in page
    assert f"/matters/{matter.topic.id}" in page
    assert PHONE not in page
    notice.withdrawn_at = clock.now()
    db.session.commit()
    assert "正在公示的结果" not in read(browser, "/")


def test_a_decision_in_publicity_stands_beside(browser: Browser, matter: Matter) -> None:
    decision = Resolution(
        community_id=matter.community.id, number="JY-2026-014", topic_id=matter.topic.id,
        meeting_id=matter.meeting.id, outcome="consensus", text="禁停", adopted_at=clock.now(),
    )  # fmt: skip
    posted(matter, TODAY, date(2026, 9, 17), resolution=decision)
    assert "会上议定的结果" in read(browser, "/")


@pytest.mark.parametrize(
    ("stages", "doing", "done"),
    [
        (["agreed"], [], []),
        (["accepted", "closed"], ["正在办"], []),
        (["asked"], ["正在办"], []),
        (["closed", "closed"], [], ["已办结"]),
        (["closed", "parked"], ["暂时办不了"], []),
        (["closed", "dropped"], [], ["已办结"]),
        (["dropped"], [], []),
    ],
)
def test_a_matter_is_being_done_or_done(
    matter: Matter, stages: list[str], doing: list[str], done: list[str]
) -> None:
    for stage in stages:
        promised(matter, stage, closed_at=clock.now() if stage == "closed" else None)
    here = matter.community.id
    assert [str(row.stage.word) for row in outcomes.doing(here, TODAY)] == doing
    assert [str(row.stage.word) for row in outcomes.done(here)] == done


def test_what_is_late_says_so_on_the_board(browser: Browser, matter: Matter) -> None:
    promised(matter, "accepted", due_on=date(2026, 9, 10))
    promised(matter, "parked", due_on=date(2026, 9, 1))
    assert "已逾期" not in read(browser, "/")
    at(date(2026, 9, 11))
    assert "已逾期，正在督办" in read(browser, "/")


def test_who_left_no_telephone_is_answered_by_number(
    browser: Browser, matter: Matter, make: Factory
) -> None:
    nameless = opinion(matter, make, slip_number=f"3号箱-12 {PHONE}", contact_name="贾玉兰")
    called = opinion(matter, make, contact_phone=PHONE)
    own = opinion(matter, make, channel="scan")
    for page in (read(browser, "/"), read(browser, f"/communities/{matter.community.id}/answers")):
        assert nameless.number in page
        assert "3号箱-12" in page
        for other in (called.number, own.number, PHONE, "贾玉兰", "西侧被占"):
            assert other not in page


@pytest.mark.parametrize(
    ("stage", "commitment", "word"),
    [
        ("declined", "", "理由和办理途径请到社区服务大厅问"),
        ("referred", "", "已经转给负责的单位"),
        ("merged", "", "已并入议题"),
        ("merged", "agreed", "已并入议题"),
        ("merged", "accepted", "正在办。"),
        ("merged", "asked", "办好了，请您评价"),
        ("merged", "closed", "已经办结。还没解决的"),
    ],
)
def test_the_answer_is_a_word_on_where_it_stands(
    matter: Matter, make: Factory, stage: str, commitment: str, word: str
) -> None:
    if commitment:
        promised(matter, commitment)
    opinion(matter, make, stage=stage, topic_id=matter.topic.id if stage == "merged" else None)
    [row] = answers.answers(matter.community.id).rows
    assert word in str(row.word)


def test_a_topic_is_not_named_before_its_publicity(matter: Matter, make: Factory) -> None:
    opinion(matter, make, stage="merged", topic_id=matter.topic.id)
    matter.topic.stage = "drafted"
    db.session.commit()
    assert [row.title for row in answers.answers(matter.community.id).rows] == [""]


def test_without_an_answer_nothing_is_posted(matter: Matter, make: Factory) -> None:
    row = make.opinion(matter.community)
    row.channel = "box"
    db.session.commit()
    assert answers.answers(matter.community.id).rows == []


def test_the_answers_are_paged(browser: Browser, matter: Matter, make: Factory) -> None:
    for _n in range(4):
        opinion(matter, make)
    found = answers.answers(matter.community.id, page=9, size=3)
    assert (found.page, found.pages, found.total, len(found.rows)) == (2, 2, 4, 1)
    assert "看全部 4 条答复" in read(browser, "/")
    matter.community.retired_at = datetime(2026, 9, 1, tzinfo=UTC)
    db.session.commit()
    read(browser, f"/communities/{matter.community.id}/answers", 404)
