from __future__ import annotations

import json
from datetime import date

import pytest

from deliberation.domain import ruleset
from deliberation.domain.data import DataError
from deliberation.store import library

GOOD: dict[str, object] = {
    "code": "x",
    "title": "议事会",
    "body": "议事会",
    "source": "章程",
    "base": "present",
    "threshold": {"num": 1, "den": 2},
}


@pytest.mark.parametrize("rule", library.rulesets().values(), ids=lambda rule: rule.code)
def test_a_rule_kept_beside_a_ballot_reads_back_the_same(rule: ruleset.Rule) -> None:
    kept = json.loads(json.dumps(rule.as_data()))
    assert ruleset.parse(kept, "ballot") == rule


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (ruleset.Share(1, 2, inclusive=False), "过半数"),
        (ruleset.Share(1, 2, inclusive=True), "二分之一以上"),
        (ruleset.Share(2, 3, inclusive=True), "三分之二以上"),
        (ruleset.Share(3, 4, inclusive=False), "超过四分之三"),
    ],
)
def test_shares_are_said_as_the_law_says_them(share: ruleset.Share, words: str) -> None:
    assert str(share.words()) == words


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"base": "hands"}, "base"),
        ({"base": "for_over_against"}, "threshold"),
        ({"threshold": {"num": 3, "den": 2}}, "threshold.num"),
        ({"threshold": {"num": 1, "den": 0}}, "threshold.den"),
        ({"attendance": {"num": 1, "den": 2, "of": "all"}}, "attendance.of"),
        ({"effective_from": "someday"}, "effective_from"),
        ({"verified": 1}, "verified"),
        ({"quorum": 9}, "quorum"),
    ],
)
def test_a_mistake_names_the_file_and_the_key_path(wrong: dict[str, object], path: str) -> None:
    with pytest.raises(DataError) as refused:
        ruleset.parse(GOOD | wrong, "rulesets/x.toml")
    assert (refused.value.source, refused.value.path) == ("rulesets/x.toml", path)


def test_the_rule_before_2026_says_until_when_it_stood() -> None:
    assert library.find_ruleset("jumin_2018").superseded_on == date(2026, 1, 1)
    assert not library.find_ruleset("jumin_2026").verified
