"""What a role needs at a stage stands first on its bench, and nothing is ever missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain.agenda import KINDS
from deliberation.domain.roles import MEETING_ROLES
from deliberation.features.room.queries import order
from deliberation.features.room.queries.order import SECTIONS
from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Commitment, Resolution

if TYPE_CHECKING:
    from tests.features.room.conftest import Room


@given(
    kind=st.sampled_from(["", *KINDS]),
    roles=st.lists(st.sampled_from(MEETING_ROLES), unique=True),
    speaking=st.booleans(),
)
def test_every_section_is_there_once(kind: str, roles: list[str], *, speaking: bool) -> None:
    assert sorted(order(kind, roles, speaking=speaking)) == sorted(SECTIONS)


def first(kind: str, role: str, *, speaking: bool = False) -> str:
    return order(kind, [role], speaking=speaking)[0]


def test_in_a_round_everybody_has_the_own_work_first() -> None:
    assert first("speeches", "facilitator") == "floor"
    assert first("speeches", "timekeeper") == "floor"
    assert first("speeches", "recorder") == "points"
    assert first("report", "reporter") == "topics"


def test_a_stage_for_deciding_puts_the_decision_first() -> None:
    for role in MEETING_ROLES:
        assert first("motion", role) == "motions"
        assert first("assignments", role) == "results"
        assert first("reading", role) == "results"


def test_a_running_speech_stays_before_those_who_watch_its_clock() -> None:
    assert first("motion", "timekeeper", speaking=True) == "floor"
    assert first("motion", "facilitator", speaking=True) == "floor"
    assert first("motion", "recorder", speaking=True) == "motions"


def test_the_bench_keeps_that_order(room: Room) -> None:
    room.go_to("round1")
    recorder, facilitator = room.page("recorder"), room.page("facilitator")
    assert recorder.index('id="stage"') < recorder.index('id="points"')
    assert recorder.index('id="points"') < recorder.index('id="floor"')
    assert facilitator.index('id="floor"') < facilitator.index('id="points"')
    room.go_to("motion")
    assert (page := room.page("recorder")).index('id="motions"') < page.index('id="points"')
    room.go_to("assignments")
    assert (page := room.page("recorder")).index('id="results"') < page.index('id="motions"')


def promise_nothing(room: Room) -> None:
    """A result whose one commitment has neither owner nor date."""
    meeting = room.meeting
    row = Resolution(
        community_id=meeting.community_id, number="JY-2026-001", topic_id=meeting.topics[0].id,
        meeting_id=meeting.id, outcome="consensus", text="先清障", adopted_at=clock.now(),
        commitments=[
            Commitment(
                community_id=meeting.community_id, number="JB-2026-001", stage="agreed",
                text="划线", agreed_at=clock.now(), topic_id=meeting.topics[0].id,
            )
        ],
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()


def test_at_the_last_stage_the_facilitator_reads_what_is_missing(room: Room) -> None:
    room.go_to("reading")
    assert "还有 1 个议题没有写结果" in room.page("facilitator")
    promise_nothing(room)
    page = room.page("facilitator")
    assert "还不能散会" in page
    assert page.index('id="closing"') < page.index('id="results"')
    assert 'id="closing"' not in room.page("recorder")


def test_a_cancelled_meeting_has_a_bench_without_papers(room: Room) -> None:
    meeting = room.meeting
    meeting.stage, meeting.cancelled_reason = "cancelled", "主议事厅临时停电"
    db.session.commit()
    page = room.page("facilitator")
    assert "主议事厅临时停电" in page
    assert "看纪要" not in page
    assert 'id="points"' not in page
