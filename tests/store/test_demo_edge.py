"""The demo's edge fixtures, 13 to 20: what the rules say where it is hard."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any, Final

from deliberation.domain import ballot, opinion, privacy
from deliberation.store import library

DEMO: Final = Path(library.__file__).parents[1] / "demo"
CALENDAR: Final = library.calendar()
FIXTURES: Final = tomllib.loads((DEMO / "edge.toml").read_text(encoding="utf-8"))["fixtures"]
EDGE: Final[dict[int, dict[str, Any]]] = {one["number"]: one for one in FIXTURES}
OPINIONS: Final = list(
    csv.DictReader((DEMO / "opinions.csv").read_text(encoding="utf-8").splitlines())
)
BY_NUMBER: Final = {row["number"]: row for row in OPINIONS}
PARKING: Final = "YT-2026-021"


def test_edge_fixtures_are_numbered_13_to_20() -> None:
    assert list(EDGE) == list(range(13, 21))


def test_duplicates_decline_and_no_contact_point_at_opinions() -> None:
    assert len(EDGE[13]["opinions"]) == 5
    assert {BY_NUMBER[number]["topic"] for number in EDGE[13]["opinions"]} == {PARKING}
    assert "60" in BY_NUMBER[EDGE[13]["like"]]["text"]
    declined = BY_NUMBER[EDGE[14]["opinion"]]
    assert declined["outcome"] == "declined"
    assert "人民调解" in declined["reply"]
    slip = BY_NUMBER[EDGE[20]["opinion"]]
    assert (slip["channel"], slip["contact_name"], slip["contact_phone"]) == ("box", "", "")


def test_gas_never_enters_the_queue() -> None:
    one = EDGE[15]
    assert one["text"] not in {row["text"] for row in OPINIONS}
    words = opinion.danger_words(one["text"])
    assert list(words) == one["danger_words"]
    assert opinion.emergencies(words) == tuple(opinion.EMERGENCIES[code] for code in one["calls"])


def test_two_thirds_and_the_tie() -> None:
    rule = library.find_ruleset(EDGE[16]["ruleset"])
    for case in EDGE[16]["cases"]:
        seen = ballot.quorum(rule, EDGE[16]["members"], case["present"], case["proxies"])
        assert seen.met is case["met"]
    tie = EDGE[17]
    for case in tie["cases"]:
        count = ballot.tally(
            library.find_ruleset(case["ruleset"]), tie["members"], tie["present"], tie["proxies"],
            yes=tie["yes"], no=tie["no"], abstain=tie["abstain"],
        )  # fmt: skip
        assert count.outcome == case["outcome"]


def test_deadlines_cross_the_holidays() -> None:
    for case in EDGE[18]["cases"]:
        assert CALENDAR.add_working_days(case["from"], case["working_days"]) == case["due_on"]


def test_a_phone_number_blocks_the_notice() -> None:
    assert [hit.text for hit in privacy.blocking(EDGE[19]["text"])] == EDGE[19]["hits"]
