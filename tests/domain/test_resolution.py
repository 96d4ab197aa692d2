from __future__ import annotations

import pytest

from deliberation.domain import resolution, topic
from deliberation.domain.errors import IllegalMove, Invalid

ELSEWHERE = sorted(code for code, route in topic.ROUTES.items() if not route.here)
BALLOTS = [None, "passed", "failed", "no_quorum", "consensus"]


@pytest.mark.parametrize("route", ELSEWHERE)
@pytest.mark.parametrize("ballot", BALLOTS)
def test_where_another_body_decides_the_meeting_never_does(route: str, ballot: str | None) -> None:
    allowed = resolution.outcomes_allowed(route, ballot)
    assert not {"adopted", "consensus"} & set(allowed)
    assert allowed


@pytest.mark.parametrize(
    ("ballot", "decision"),
    [
        ("passed", {"adopted"}),
        ("consensus", {"consensus"}),
        ("failed", set()),
        ("no_quorum", set()),
        (None, set()),
    ],
)
def test_the_council_decides_after_its_ballot(ballot: str | None, decision: set[str]) -> None:
    allowed = set(resolution.outcomes_allowed("council", ballot))
    assert allowed & {"adopted", "consensus"} == decision
    assert ("failed" in allowed) == (ballot == "failed")


def test_a_proposal_needs_that_people_were_asked() -> None:
    asked = {ballot for ballot in BALLOTS if "proposal" in _open("owners", ballot)}
    assert asked == {"passed", "consensus", "failed"}


def _open(route: str, ballot: str | None) -> tuple[str, ...]:
    return resolution.outcomes_allowed(route, ballot)


def test_the_refusal_says_what_to_write_instead() -> None:
    with pytest.raises(IllegalMove) as refused:
        resolution.check_outcome("owners", "passed", "adopted")
    assert str(refused.value) == ("这个议题由业主大会决定，会议只能形成建议，提请业主大会决定。")
    assert "形成建议，提请决定" in [str(word) for word in refused.value.possible]
    with pytest.raises(IllegalMove, match="结果不能写“通过”"):
        resolution.check_outcome("council", "failed", "adopted")
    with pytest.raises(Invalid):
        resolution.check_outcome("council", "failed", "whatever")
    resolution.check_outcome("council", "passed", "adopted")


def test_the_words_of_a_proposal_name_the_body() -> None:
    told = resolution.wording("proposal", "业主大会", "收费标准每月150元")
    assert str(told) == "形成建议，提请业主大会决定：收费标准每月150元"
    with pytest.raises(Invalid) as refused:
        resolution.wording("proposal", " ", "收费标准")
    assert refused.value.field == "body"


def test_every_outcome_has_its_words_and_its_move() -> None:
    for outcome in resolution.OUTCOMES:
        assert "清障" in str(resolution.wording(outcome, "业主大会", "清障"))
        assert resolution.move_for(outcome) in topic.LIFECYCLE.moves


@pytest.mark.parametrize(
    "text",
    [
        "会议表决通过收费标准。",
        "方案一致通过",
        "本次会议通过了停车收费方案",
        "收费方案予以通过，即日起执行",
        "停车收费方案通过。",
        "会议决定每月收费150元",
        "由会议表决通过收费标准",
        "形成如下决议：每月收费150元",
    ],
)
def test_deciding_words_are_found_where_another_body_decides(text: str) -> None:
    assert resolution.deciding_words(text)
    resolution.check_text("council", [text])
    with pytest.raises(Invalid, match="提请业主大会决定") as refused:
        resolution.check_text("owners", ["先清障", text])
    assert refused.value.field == "text"


@pytest.mark.parametrize(
    "text",
    [
        "形成建议，提请业主大会决定：收费标准每月150元",
        "收费标准提请业主大会表决通过后实施",
        "经业主大会表决通过后执行",
        "收费方案未通过",
        "结果通过微信群和公示栏告知",
        "消防通道全线禁停，保持通过宽度4米",
        "收费由业主大会决定",
        "收费标准由居民会议决定",
        "收费标准由居民代表会议决定",
    ],
)
def test_other_uses_of_the_same_words_pass(text: str) -> None:
    assert resolution.deciding_words(text) == ()
    resolution.check_text("owners", [text])


@pytest.mark.parametrize("route", ELSEWHERE)
def test_no_count_is_announced_as_passed_where_another_body_decides(route: str) -> None:
    words = {str(resolution.count_word(ballot, route)) for ballot in BALLOTS if ballot}
    assert not words & {"通过", "未通过", "达成共识"}
    assert "到会人数不足" in words


def test_the_council_hears_what_it_has_decided() -> None:
    words = [str(resolution.count_word(ballot, "council")) for ballot in BALLOTS if ballot]
    assert words == ["通过", "未通过", "到会人数不足", "达成共识"]
