"""Results: only what the decision route and the count allow, changed and withdrawn while open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.calendar import today
from deliberation.domain.errors import Forbidden, IllegalMove
from deliberation.domain.resolution import OUTCOMES, deciding_words, outcomes_allowed, wording
from deliberation.domain.topic import ROUTES
from deliberation.features.resolutions import actions
from deliberation.shell import clock
from deliberation.shell.commands import new_command_id
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Resolution
from deliberation.store.moves import place_of
from tests.features.resolutions.conftest import WORDING

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.features.resolutions.conftest import Hall

BALLOTS = (None, "passed", "failed", "no_quorum", "consensus")


def test_a_result_settles_the_topic_and_is_recorded(hall: Hall) -> None:
    hall.count("passed")
    answer = hall.adopt()
    assert answer.status_code == 303
    assert answer.location == f"/meetings/{hall.meeting_id}/resolutions?add=1#topic-{hall.topic_id}"
    row = hall.resolution
    assert (row.number, row.outcome, row.text, row.body) == ("JY-2026-001", "adopted", WORDING, "")
    assert row.motion_id == hall.meeting.motions[0].id
    assert hall.topic.stage == "resolved"
    assert hall.verbs("resolution") == ["adopt"]
    assert hall.verbs("topic")[-1] == "resolve"
    assert f"表决通过：{WORDING}" in hall.page()
    assert list(record.verify()) == []


@pytest.mark.parametrize("ballot", BALLOTS)
def test_the_page_offers_exactly_what_is_allowed(hall: Hall, ballot: str | None) -> None:
    if ballot:
        hall.count(ballot)
    for route in ROUTES:
        hall.decided_by(route)
        offered = set(re.findall(r'name="outcome" value="(\w+)"', hall.page()))
        assert offered == set(outcomes_allowed(route, ballot)), route


@pytest.mark.parametrize("ballot", BALLOTS)
def test_every_route_takes_exactly_what_is_allowed(hall: Hall, ballot: str | None) -> None:
    if ballot:
        hall.count(ballot)
    actor, now = hall.actor(), clock.now()
    later = today(now) + timedelta(days=30)
    for route, outcome in product(ROUTES, OUTCOMES):
        topic = hall.topic
        topic.route = route
        result = actions.Result(outcome, WORDING, "业主大会", later)
        if outcome not in outcomes_allowed(route, ballot):
            with pytest.raises(IllegalMove):
                actions.adopt(topic, result, actor=actor, now=now)
        else:
            row = actions.adopt(topic, result, actor=actor, now=now)
            assert topic.stage == ("resolved" if OUTCOMES[outcome].settles else "unresolved")
            told = str(wording(row.outcome, row.body, row.text))
            if not ROUTES[route].here:
                assert not deciding_words(told), told
        db.session.rollback()


def test_an_outcome_that_is_not_allowed_answers_409_with_the_text(hall: Hall) -> None:
    hall.decided_by("owners")
    hall.count("passed")
    answer = hall.adopt("adopted")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "会议只能形成建议，提请业主大会决定" in text
    assert WORDING in text
    assert hall.adopt("proposal", body="业主大会").status_code == 303
    assert f"形成建议，提请业主大会决定：{WORDING}" in hall.page()


@pytest.mark.parametrize(
    ("outcome", "form", "sentence"),
    [
        ("", {}, "请选择一项。"),
        ("proposal", {"body": " "}, "请写明提请哪个机构决定。"),
        ("proposal", {"body": "业主大会", "text": "会议表决通过收费标准。"}, "不能写“表决通过”"),
        ("proposal", {"body": "业主大会", "text": " "}, "请填写这一项。"),
        ("trial", {}, "试行要写明哪一天复议。"),
        ("trial", {"review_on": "2026-09-10"}, "复议的日子要在今天以后。"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field(
    hall: Hall, outcome: str, form: dict[str, str], sentence: str
) -> None:
    hall.decided_by("owners")
    hall.count("passed")
    answer = hall.adopt(outcome, **{"text": "划位24个，收费标准另议", **form})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in text
    assert form.get("text", "划位24个，收费标准另议").strip() in text
    assert hall.meeting.resolutions == []


def test_a_count_waits_for_the_second_person(hall: Hall) -> None:
    hall.count("passed", confirmed=False)
    assert "先核对票数，再写结果" in hall.page()
    answer = hall.adopt()
    assert answer.status_code == 409
    assert WORDING in answer.get_data(as_text=True)


def test_a_withdrawn_count_does_not_carry_a_result(hall: Hall) -> None:
    hall.count("passed")
    hall.meeting.motions[0].ballots[0].withdrawn_at = clock.now()
    db.session.commit()
    assert hall.adopt().status_code == 409


@pytest.mark.parametrize("stage", ["announced", "closed"])
def test_nothing_is_written_unless_the_meeting_is_open(hall: Hall, stage: str) -> None:
    hall.count("passed")
    hall.settle(stage)
    answer = hall.adopt()
    assert answer.status_code == 409
    assert WORDING in answer.get_data(as_text=True)
    page = hall.page()
    assert "写下结果</button>" not in page
    assert ("会议已散" if stage == "closed" else "开会以后才能写结果") in page


def test_only_the_recorder_writes(hall: Hall, make: Factory) -> None:
    hall.count("passed")
    path = f"/topics/{hall.topic_id}/resolution"
    form = {"outcome": "adopted", "text": WORDING}
    assert hall.post(path, form, role="facilitator").status_code == 403
    assert 'name="outcome"' not in hall.page(role="facilitator")
    assert WORDING in hall.page(role="facilitator")
    elsewhere = make.meeting(make.community("洛隆社区"))
    other = next(row.account for row in elsewhere.roles if row.role == "recorder")
    assert hall.browser.sign_in(other).post(path, {**form}).status_code == 403
    assert hall.meeting.resolutions == []
    result = actions.Result("adopted", WORDING)
    with pytest.raises(Forbidden):
        actions.adopt(hall.topic, result, actor=hall.actor("timekeeper"), now=clock.now())


def test_a_command_said_twice_is_done_once(hall: Hall) -> None:
    hall.count("passed")
    path, form = f"/topics/{hall.topic_id}/resolution", {"outcome": "adopted", "text": WORDING}
    command = new_command_id()
    first, second = (hall.post(path, form, command=command) for _ in range(2))
    assert first.location == second.location
    assert hall.verbs("resolution") == ["adopt"]
    assert hall.post(path, {**form, "text": "别的话"}, command=command).status_code == 409
    assert hall.post(path, form).status_code == 409


def test_a_changed_outcome_moves_the_topic(decided: Hall) -> None:
    form = {"outcome": "trial", "text": "试行三十天", "review_on": "2026-10-20", "edited": "0"}
    path = f"/resolutions/{decided.resolution.id}/wording"
    assert decided.post(path, form).status_code == 303
    assert decided.topic.stage == "unresolved"
    page = decided.page()
    assert "先行试行，到期复议：试行三十天" in page
    assert "2026年10月20日复议" in page
    assert decided.verbs("topic")[-2:] == ["retract", "leave_open"]


def test_two_who_change_a_result_lose_neither_text(decided: Hall) -> None:
    path = f"/resolutions/{decided.resolution.id}/wording"
    mine = {"outcome": "adopted", "text": "我的文字", "edited": "0"}
    assert decided.post(path, {**mine, "text": "别人的文字"}).status_code == 303
    answer = decided.post(path, mine)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "我的文字" in text
    assert "别人的文字" in text
    assert 'name="edited" type="hidden" value="1"' in text
    assert decided.post(path, {**mine, "edited": "1"}).status_code == 303
    assert decided.resolution.text == "我的文字"


def test_a_withdrawn_result_opens_the_topic_again_and_stays_in_the_record(decided: Hall) -> None:
    decided.promise(owner="物业", dated="fixed", due_on="2026-10-15")
    number = decided.resolution.id
    path = f"/resolutions/{number}/withdrawal"
    assert decided.post(path, {"reason": " "}).status_code == 422
    assert decided.post(path, {"reason": "文字读错了"}).status_code == 303
    assert decided.meeting.resolutions == []
    assert decided.topic.stage == "scheduled"
    assert decided.topic.resolutions == []
    kept = db.session.get_one(Resolution, number)
    assert (kept.withdrawn_reason, kept.commitments) == ("文字读错了", [])
    assert decided.verbs("commitment") == ["promise", "drop"]
    page = decided.page()
    assert "撤回过的结果" in page
    assert "文字读错了" in page
    assert decided.post(path, {"reason": "再来"}).status_code == 409
    assert decided.adopt().status_code == 303
    assert decided.resolution.number == "JY-2026-002"


def test_a_closed_meeting_keeps_its_result(decided: Hall) -> None:
    row = decided.resolution
    decided.settle("closed")
    form = {"outcome": "adopted", "text": "散会后的话", "edited": "0"}
    answer = decided.post(f"/resolutions/{row.id}/wording", form)
    assert answer.status_code == 409
    assert "散会后的话" in answer.get_data(as_text=True)
    assert decided.post(f"/resolutions/{row.id}/withdrawal", {"reason": "x"}).status_code == 409
    page = decided.page()
    assert WORDING in page
    assert "修改或撤回结果" not in page


def test_every_part_of_a_resolution_stands_in_its_meeting(decided: Hall) -> None:
    decided.promise()
    resolution = decided.resolution
    commitment = resolution.commitments[0]
    here = place_of(decided.meeting)
    assert place_of(resolution) == here
    assert place_of(commitment) == replace(here, commitment_id=commitment.id)
    assert here.meeting_id == decided.meeting_id
