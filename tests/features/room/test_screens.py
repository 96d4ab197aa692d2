"""Each role has its own bench, whatever it may press is on it, and it has words at every stage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from deliberation.domain.roles import KEY_ROLES, MEETING_ROLES
from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.library import procedures
from deliberation.store.models import Assignment

if TYPE_CHECKING:
    from deliberation.domain.procedure import Procedure
    from tests.features.room.conftest import Room

SCREEN: Final = re.compile(r'class="bench-whole bench-(\w+)"')
ACTION: Final = re.compile(r'<form[^>]+action="([^"]+)"')


def screen(page: str) -> str:
    found = SCREEN.search(page)
    assert found is not None
    return found[1]


def actions(page: str) -> set[str]:
    """What can be pressed, without the ids of rows."""
    return {re.sub(r"\d+", "n", found) for found in ACTION.findall(page)}


@pytest.mark.parametrize("role", MEETING_ROLES)
def test_a_role_has_the_bench_made_for_it(room: Room, role: str) -> None:
    room.go_to("round1")
    assert screen(room.page(role)) == (role if role in KEY_ROLES else "onlooker")


def also(room: Room, role: str, other: str) -> None:
    """Let whoever holds `role` hold `other` as well."""
    meeting = room.meeting
    account_id = next(row.account_id for row in meeting.roles if row.role == role)
    now = clock.now()
    row = Assignment(role=other, account_id=account_id, assigned_at=now, present_at=now)
    meeting.roles.append(row)
    db.session.commit()


def test_who_holds_several_roles_chooses_and_keeps_the_choice(room: Room) -> None:
    room.go_to("round1")
    also(room, "recorder", "observer")
    also(room, "recorder", "timekeeper")
    browser = room.become("recorder")
    address = f"/meetings/{room.meeting_id}/room"

    def shown(query: str = "") -> str:
        return screen(browser.get(address + query).get_data(as_text=True))

    assert shown() == "timekeeper"
    assert shown("?as=recorder") == "recorder"
    assert shown() == "recorder"
    assert shown("?as=onlooker") == "onlooker"
    assert shown("?as=facilitator") == "onlooker", "a bench of somebody else's role"
    refused = browser.post(f"/meetings/{room.meeting_id}/points", {"stance": "support"})
    assert refused.status_code == 422
    assert screen(refused.get_data(as_text=True)) == "onlooker"


def test_one_role_has_no_choice(room: Room) -> None:
    room.go_to("round1")
    page = room.become("recorder").get(f"/meetings/{room.meeting_id}/room?as=facilitator")
    assert screen(page.get_data(as_text=True)) == "recorder"
    assert "换一张台" not in page.get_data(as_text=True)


def test_what_a_role_may_press_is_on_its_bench(room: Room) -> None:
    room.go_to("round1")
    for number in (1, 2):
        hand = {"seat": number, "stance": "support"}
        assert room.press("facilitator", "hands", hand).status_code == 303
    clocks = {"/meetings/n/clock/pause", "/meetings/n/clock/extension"}
    floor = {"/speeches/n/floor", "/speeches/n/lowering", "/meetings/n/hands"}
    stage = {"/meetings/n/stage"}
    point = {"/meetings/n/points", "/meetings/n/motions"}
    assert actions(room.page("facilitator")) >= clocks | floor | stage
    assert actions(room.page("timekeeper")) >= clocks | floor | stage
    assert actions(room.page("recorder")) >= floor | point
    assert not actions(room.page("recorder")) & (clocks | stage)
    for role in ("reporter", "observer"):
        assert not actions(room.page(role)) & (clocks | floor | stage | point)

    speech = min(room.meeting.speeches, key=lambda row: row.seat.number)
    assert room.press("facilitator", f"/speeches/{speech.id}/floor").status_code == 303
    speaking = {"/speeches/n/clock/pause", "/speeches/n/clock/extension", "/speeches/n/end"}
    assert actions(room.page("facilitator")) >= speaking | clocks
    assert actions(room.page("timekeeper")) >= speaking | clocks


def test_the_timekeeper_has_one_great_clock_and_one_great_button(room: Room) -> None:
    room.go_to("round1")
    page = room.page("timekeeper")
    assert page.count("clock-xl") == 1
    assert page.count("<meeting-clock") == 1
    great = page[page.index('class="great-press"') :]
    assert ACTION.findall(great)[0].endswith("/clock/pause")
    assert page.index('id="great"') < page.index('id="stage"')


def test_the_reporter_reads_the_topic_and_in_the_end_the_results_in_large(room: Room) -> None:
    room.go_to("report")
    page = room.page("reporter")
    assert "小区西侧夜间车辆占用消防通道。" in page
    assert page.index('class="aloud"') < page.index('id="results"')
    room.go_to("reading")
    page = room.page("reporter")
    assert "请照着念" in page
    assert page.index('id="results"') < page.index('id="topics"')


def test_the_facilitators_own_words_stand_in_the_middle_where_nobody_else_speaks(
    room: Room,
) -> None:
    room.go_to("opening")
    assert 'class="say-large"' in room.page("facilitator")
    room.go_to("round1")
    assert 'class="say-large"' not in room.page("facilitator")


@pytest.mark.parametrize("procedure", procedures().values(), ids=lambda one: one.code)
def test_every_role_has_words_for_every_stage(procedure: Procedure) -> None:
    silent = [
        (role, stage.title)
        for role in KEY_ROLES
        for stage in procedure.stages
        if not procedure.cards[role].at(stage.key)
    ]
    assert silent == []
