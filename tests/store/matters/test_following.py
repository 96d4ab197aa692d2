"""What the colour and closing look at, read from the rows of a commitment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deliberation.domain.calendar import today
from deliberation.shell import clock
from deliberation.store import matters
from deliberation.store.db import db
from deliberation.store.models import Progress, Reply, ResultNotice
from tests.store.matters.happened import ask, report

if TYPE_CHECKING:
    from deliberation.store.models import Commitment


def test_what_the_colour_looks_at_is_read_from_the_rows(promise: Commitment) -> None:
    db.session.add(
        Progress(commitment=promise, kind="progress", percent=40, text="", at=clock.now())
    )
    db.session.add(Progress(commitment=promise, kind="review", text="会审", at=clock.now()))
    db.session.commit()
    report(promise, "sent_back")
    db.session.expire_all()
    facts = matters.followed(promise)
    assert (facts.percent, facts.sent_back, facts.unsolved) == (40, 1, False)
    assert facts.assigned_on == facts.finished_on == today(clock.now())


def test_a_report_that_passed_ends_what_was_said_before_it(promise: Commitment) -> None:
    ask(promise, "solved", "not")
    db.session.expire_all()
    assert matters.followed(promise).unsolved
    report(promise, "sent_back", days=1)
    db.session.expire_all()
    assert (matters.followed(promise).unsolved, matters.followed(promise).sent_back) == (True, 1)
    report(promise, "passed", days=2)
    db.session.expire_all()
    assert (matters.followed(promise).unsolved, matters.followed(promise).sent_back) == (False, 0)


def test_it_is_yellow_near_its_day_and_red_past_it(promise: Commitment) -> None:
    assert matters.stands(promise, date(2026, 9, 10)).colour == "green"
    assert matters.stands(promise, date(2026, 10, 9)).colour == "yellow"
    late = matters.stands(promise, date(2026, 10, 13))
    assert (late.colour, late.overdue) == ("red", 2)


def test_closing_waits_for_publicity_the_asking_and_every_sender(promise: Commitment) -> None:
    empty = matters.closing_facts(promise)
    assert (empty.published_until, empty.asked_on, empty.unanswered) == (None, None, 2)
    ends_on = date(2026, 9, 18)
    for day, withdrawn in ((ends_on, None), (date(2026, 9, 30), clock.now())):
        notice = ResultNotice(
            community_id=promise.community_id,
            commitment=promise,
            starts_on=date(2026, 9, 11),
            ends_on=day,
            text="",
            posted_at=clock.now(),
            withdrawn_at=withdrawn,
        )
        db.session.add(notice)
    ask(promise)
    first, second = promise.topic.opinions
    early = clock.now() - timedelta(days=1)
    first.replies.append(Reply(kind="second", text="办好了", at=clock.now()))
    second.replies.append(Reply(kind="second", text="收到", at=early))
    second.replies.append(Reply(kind="supplement", text="我再说两句", at=clock.now()))
    db.session.commit()
    db.session.expire_all()
    facts = matters.closing_facts(promise)
    assert facts == replace(
        facts, published_until=ends_on, asked_on=today(clock.now()), unanswered=1
    )
