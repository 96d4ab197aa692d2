from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import topic
from deliberation.domain.errors import IllegalMove, Invalid
from deliberation.store import library
from tests.domain.facts import Opinion, Party, Topic

CALENDAR = library.calendar()


def test_a_complete_draft_may_be_proposed() -> None:
    assert topic.LIFECYCLE.check(Topic(), "propose").target == "proposed"


@pytest.mark.parametrize(
    ("lacking", "reason"),
    [
        (Topic(title=" "), "标题"),
        (Topic(summary=""), "摘要"),
        (Topic(size=""), "定级"),
        (Topic(route=""), "由谁决定"),
        (Topic(parties=[Party("物业")]), "还差1方"),
        (Topic(opinions=[]), "还没有意见"),
    ],
)
def test_what_a_draft_lacks_is_named(lacking: Topic, reason: str) -> None:
    with pytest.raises(IllegalMove, match=reason):
        topic.LIFECYCLE.check(lacking, "propose")


def test_all_that_a_draft_lacks_is_listed_at_once() -> None:
    empty = Topic(title="", summary="", size="", route="", parties=[], opinions=list[Opinion]())
    assert len(topic.LIFECYCLE.obstacles(empty, "propose")) == 6


def test_the_parking_matter_scores_17_of_23() -> None:
    assert topic.score(Topic()) == 17
    assert topic.MOST == 23


@given(st.sampled_from(sorted(topic.SCORES)), st.integers(-9, 9))
def test_a_part_of_the_score_stays_within_its_maximum(part: str, points: int) -> None:
    if 0 <= points <= topic.SCORES[part].most:
        topic.check_scores({part: points})
    else:
        with pytest.raises(Invalid) as refused:
            topic.check_scores({part: points})
        assert refused.value.field == topic.SCORES[part].column


def test_only_the_council_decides_in_the_meeting() -> None:
    assert [code for code, route in topic.ROUTES.items() if route.here] == ["council"]


def test_publicity_of_three_working_days_before_the_meeting() -> None:
    meets = date(2026, 9, 17)
    assert topic.publicity_in_time(date(2026, 9, 14), meets, "key", CALENDAR) is None
    late = topic.publicity_in_time(date(2026, 9, 15), meets, "key", CALENDAR)
    assert str(late) == "议题要在会前公示至少3个工作日，最早可在2026年9月18日开会。"


def test_a_hard_topic_is_publicised_five_working_days() -> None:
    meets = date(2026, 9, 17)
    assert topic.publicity_in_time(date(2026, 9, 10), meets, "hard", CALENDAR) is None
    assert topic.publicity_in_time(date(2026, 9, 11), meets, "hard", CALENDAR) is not None


@pytest.mark.parametrize(("move", "stage"), [("settle", "settled"), ("refer", "referred")])
def test_a_draft_may_end_without_a_meeting(move: str, stage: str) -> None:
    assert topic.LIFECYCLE.check(Topic(parties=[], route=""), move).target == stage
    with pytest.raises(IllegalMove, match="还没有意见"):
        topic.LIFECYCLE.check(Topic(opinions=[]), move)
    with pytest.raises(IllegalMove):
        topic.LIFECYCLE.check(Topic(stage="proposed"), move)


@pytest.mark.parametrize("stage", ["settled", "referred"])
def test_what_ended_takes_in_only_what_was_answered(stage: str) -> None:
    # What was handed over at once can be resumed with its commitment.
    resumed = ("resume",) if stage == "settled" else ()
    assert topic.LIFECYCLE.possible(stage) == (*resumed, "gather")
