"""Where a matter stands on its way, what happens next and by when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.calendar import today
from deliberation.shell import clock
from deliberation.store import matters
from deliberation.store.db import db
from deliberation.store.models import Commitment
from tests.store.matters.happened import ask

if TYPE_CHECKING:
    from deliberation.store.models import Topic

# What is read is the same on both databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("stage", "word", "by"),
    [
        ("agreed", "有结果", None),
        ("assigned", "办理", date(2026, 9, 11)),
        ("accepted", "办理", date(2026, 10, 10)),
        ("reported", "核验公示", None),
        ("verified", "核验公示", None),
        ("asked", "大家评价", date(2026, 9, 13)),
        ("parked", "办理", None),
        ("closed", "销号", None),
    ],
)
def test_every_stage_has_a_next_step(
    promise: Commitment, stage: str, word: str, by: date | None
) -> None:
    promise.stage, promise.sign_by = stage, date(2026, 9, 11)
    ask(promise)
    here = matters.where(promise.topic, today(clock.now()))
    assert (str(here.steps[here.step]), here.by) == (word, by)
    assert str(here.next).endswith("。")
    assert here.done == (stage == "closed")


def test_the_way_is_told_of_what_is_furthest_behind(matter: Topic, promise: Commitment) -> None:
    promise.stage = "closed"
    other = Commitment(
        community_id=matter.community_id,
        number="JB-2026-002",
        resolution_id=promise.resolution_id,
        topic_id=matter.id,
        stage="reported",
        text="公示收益",
        owner="业委会",
        dated="fixed",
        agreed_at=clock.now(),
    )
    db.session.add(other)
    db.session.commit()
    db.session.expire_all()
    assert matters.leading(matter) is other
    assert not matters.where(matter, today(clock.now())).done


@pytest.mark.parametrize(
    ("stage", "step", "steps"),
    [
        ("drafted", "成议题", 9),
        ("proposed", "成议题", 9),
        ("approved", "成议题", 9),
        ("publicised", "公示", 9),
        ("scheduled", "开会商量", 9),
        ("unresolved", "有结果", 5),
        ("resolved", "有结果", 5),
        ("handling", "办理", 6),
        ("settled", "现场办结", 3),
        ("referred", "转办", 3),
    ],
)
def test_every_topic_stands_somewhere(matter: Topic, stage: str, step: str, steps: int) -> None:
    matter.stage = stage
    here = matters.where(matter, today(clock.now()))
    assert str(here.steps[here.step]) == step
    assert len(here.steps) == steps


def test_the_result_is_to_be_published_within_three_working_days(matter: Topic) -> None:
    here = matters.where(matter, today(clock.now()))
    assert here.by == date(2026, 9, 15)
    assert "2026年9月15日" in str(here.next)
