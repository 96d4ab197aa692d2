"""The page of numbers: what counts in which period, for whom, and what is not published."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest

from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Asking, Commitment, Opinion, Reply, Verdict
from tests.features.test_query_counts import asked

if TYPE_CHECKING:
    from deliberation.store.models import Community
    from tests.factories import Factory
    from tests.fixtures_app import Browser

# Solved, satisfied, in time, of 28 (domain.md D12).
SOLVED: Final = ["solved"] * 22 + ["partly"] * 4 + ["not"] * 2
SATISFIED: Final = ["satisfied"] * 15 + ["basically"] * 8 + ["dissatisfied"] * 5
TIMELY: Final = ["yes"] * 26 + ["no"] * 2


pytestmark = pytest.mark.usefixtures("moment")  # Thursday, 10 September 2026


@pytest.fixture
def place(make: Factory) -> Community:
    """A community of its own."""
    return make.community()


def text(browser: Browser, address: str = "/statistics") -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return " ".join(answer.get_data(as_text=True).split())


def opinion(
    make: Factory, place: Community, replied_after: int | None = None, **columns: object
) -> Opinion:
    """An opinion, answered so many days after it came in."""
    row = make.opinion(place)
    for name, value in columns.items():
        setattr(row, name, value)
    if replied_after is not None:
        at = row.submitted_at + timedelta(days=replied_after)
        db.session.add(Reply(opinion_id=row.id, kind="first", text="已受理", at=at))
    db.session.commit()
    return row


def commitment(make: Factory, place: Community) -> Commitment:
    """What a topic's owner has to do, with one asking."""
    row = Commitment(
        community_id=place.id,
        number="JB-2026-001",
        topic_id=make.topic(place).id,
        stage="asked",
        text="划线",
        agreed_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    db.session.add(Asking(commitment_id=row.id, place=1, asked_at=clock.now(), text="请评价"))
    db.session.commit()
    return row


def judge(asking: Asking, *, number: int = len(SOLVED), told_by: Opinion | None = None) -> None:
    """The first of the printed example's verdicts."""
    rows = zip(SOLVED, SATISFIED, TIMELY, strict=True)
    for solved, satisfied, timely in [*rows][:number]:
        row = Verdict(asking_id=asking.id, kind="proposer", way="scan", at=clock.now())
        row.solved, row.satisfied, row.timely = solved, satisfied, timely
        row.opinion_id = told_by.id if told_by else None
        db.session.add(row)
    db.session.commit()


def test_the_three_rates_are_those_of_the_form(
    browser: Browser, make: Factory, place: Community
) -> None:
    judge(commitment(make, place).askings[0])
    shown = text(browser.sign_in(make.account("host", place)))
    for rate, base in (("78.6%", "22/28"), ("82.1%", "23/28")):
        assert rate in shown
        assert base in shown
    assert "85.7%" in shown
    assert "92.9%" in shown


def test_nothing_has_no_rate(browser: Browser, make: Factory, place: Community) -> None:
    shown = text(browser.sign_in(make.account("host", place)))
    assert "—" in shown
    assert "0.0%" not in shown
    assert "100.0%" not in shown


def test_a_first_reply_is_late_after_its_working_days(
    browser: Browser, make: Factory, place: Community
) -> None:
    """Thursday's opinion is to be answered by Tuesday: the third working day."""
    opinion(make, place, replied_after=5)
    opinion(make, place, replied_after=6)
    opinion(make, place)
    browser.sign_in(make.account("host", place))
    assert "1/2" in text(browser)
    assert "1 条还没到答复时限" in text(browser)
    clock.set_offset(datetime(2026, 9, 16, 4, tzinfo=UTC) - datetime.now(UTC))
    assert "1/3" in text(browser)


def test_the_newest_answer_of_a_proposer_counts(
    browser: Browser, make: Factory, place: Community
) -> None:
    told_by, kept = opinion(make, place), commitment(make, place)
    judge(kept.askings[0], number=1, told_by=told_by)
    db.session.add(Asking(commitment_id=kept.id, place=2, asked_at=clock.now(), text="再评价"))
    db.session.commit()
    db.session.refresh(kept)
    judge(kept.askings[1], number=1, told_by=told_by)
    kept.askings[1].verdicts[0].solved = "not"
    db.session.commit()
    assert "评价已解决 0 份，有效评价 1 份" in text(browser.sign_in(make.account("host", place)))


def test_another_period_counts_nothing_of_this_one(
    browser: Browser, make: Factory, place: Community
) -> None:
    opinion(make, place, replied_after=1)
    opinion(make, place, submitted_at=datetime(2025, 3, 1, tzinfo=UTC))
    browser.sign_in(make.account("host", place))
    assert "应答复 1 条" in text(browser, "/statistics?quarter=3")
    assert "应答复 0 条" in text(browser, "/statistics?quarter=1")
    last = text(browser, "/statistics?year=2025")
    assert "1 条算不出时限" in last
    for nonsense in ("year=0", "year=x&quarter=9", "year=99999", "community=0", "community=77"):
        assert "应答复 1 条" in text(browser, f"/statistics?{nonsense}")


def test_a_lead_sees_all_communities_of_the_street_together(
    browser: Browser, make: Factory, place: Community
) -> None:
    other, far = make.community("洛隆社区"), make.community("远处社区", street="别的街道")
    for where in (place, other, far):
        opinion(make, where, replied_after=1)
    browser.sign_in(make.account("lead", place))
    assert "应答复 1 条" in text(browser)
    together = text(browser, "/statistics?community=0")
    assert "应答复 2 条" in together
    assert far.name not in together


def test_what_is_posted_tells_no_small_group(
    browser: Browser, make: Factory, place: Community
) -> None:
    for _number in range(6):
        opinion(make, place, category="parking", channel="scan")
    opinion(make, place, category="fire", channel="visit")
    judge(commitment(make, place).askings[0], number=3)
    browser.sign_in(make.account("host", place))
    inside, posted = text(browser), text(browser, "/statistics?posted=1")
    assert "走访 1" in inside
    assert "3/3" in inside
    assert "走访 1" not in posted
    assert "扫码 6" not in posted  # 7 less 6 would tell
    assert "3/3" not in posted
    assert "有效评价 3 份" not in posted


def test_it_is_for_staff(browser: Browser, make: Factory, place: Community) -> None:
    assert browser.get("/statistics").status_code == 303
    assert browser.sign_in(make.account("admin")).get("/statistics").status_code == 403


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_more_opinions_are_no_more_questions(
    browser: Browser, make: Factory, place: Community
) -> None:
    browser.sign_in(make.account("host", place))
    opinion(make, place, replied_after=1)
    few = len(asked(browser, "/statistics"))
    kept = commitment(make, db.session.merge(place))
    judge(kept.askings[0])
    for _number in range(20):
        opinion(make, db.session.merge(place), replied_after=1)
    assert len(asked(browser, "/statistics")) == few
